"""Pages of signing in."""

from django.urls import path

from rempart.access.web import learner_views, session_views

urlpatterns = [
    path("account/sessions/", session_views.sessions, name="access_sessions"),
    path("account/sessions/end/", session_views.end_all, name="access_end_sessions"),
    path("account/sessions/<str:uid>/end/", session_views.end_one, name="access_end_session"),
    path("account/confirm/", session_views.confirm, name="access_confirm"),
    path("learn/", learner_views.door, name="access_door"),
    path("learn/<slug:door>/", learner_views.number, name="access_number"),
    path("learn/<slug:door>/code/", learner_views.code, name="access_code"),
    path("lessons/", learner_views.lessons, name="access_lessons"),
]
