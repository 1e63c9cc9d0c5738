"""Pages of learning: every member of an organisation may use them."""

from django.urls import include, path

from rempart.people.web import urls_packages, views

urlpatterns = [
    path("", include("rempart.people.web.urls_programme")),
    path("", include("rempart.people.web.urls_rewards")),
    path("", include("rempart.people.web.urls_cases")),
    path("", include("rempart.people.web.urls_exercises")),
    path("", include("rempart.people.web.urls_writing")),
    path("", include("rempart.people.web.urls_rules")),
    path("lessons/", views.lessons, name="lessons"),
    path("lessons/repeat/", views.repeat, name="lesson_repeat"),
    path("lessons/<slug:name>/", views.lesson, name="lesson"),
    path("lessons/attempt/<str:uid>/", views.attempt, name="lesson_attempt"),
    *urls_packages.urlpatterns,
]
