"""Pages of programmes: the learner's for every member, the organiser's for whoever may teach."""

from django.urls import path

from rempart.people.web import programme_views as learner
from rempart.people.web import teach_views as teach

urlpatterns = [
    path("programme/", learner.programme, name="programme"),
    path("programme/sessions/<str:uid>/", learner.session, name="programme_session"),
    path("programme/sessions/<str:uid>/session.ics", learner.session_file, name="session_calendar"),
    path("programme/calendar/<str:secret>.ics", learner.calendar, name="learner_calendar"),
    path("learning/today/", learner.today, name="learning_today"),
    path("programmes/", teach.programmes, name="programmes"),
    path("programmes/letters/", teach.hallmark, name="programme_letters"),
    path("programmes/<str:uid>/", teach.programme, name="programme_manage"),
    path("programmes/<str:uid>/edit/", teach.edit, name="programme_edit"),
    path("programmes/<str:uid>/progress/", teach.progress, name="programme_progress"),
    path("programmes/<str:uid>/sessions/add/", teach.add_session, name="session_add"),
    path("programmes/sessions/<str:uid>/edit/", teach.session, name="session_manage"),
    path("programmes/sessions/<str:uid>/sheet/", teach.sheet, name="session_sheet"),
]
