"""Pages of played drills: for those who hold them, and for those who read what came of it."""

from django.urls import path

from rempart.people.web import exercise_views as views

urlpatterns = [
    path("exercises/", views.exercises, name="exercises"),
    path("exercises/held/<str:uid>/", views.held, name="exercise_held"),
    path("exercises/held/<str:uid>/screen/", views.screen, name="exercise_screen"),
    path("exercises/held/<str:uid>/mark/", views.mark, name="exercise_mark"),
    path("exercises/held/<str:uid>/notes/", views.notes, name="exercise_notes"),
    path("exercises/held/<str:uid>/end/", views.end, name="exercise_end"),
    path("exercises/<slug:name>/", views.exercise, name="exercise"),
    path("exercises/<slug:name>/cards/", views.cards, name="exercise_cards"),
]
