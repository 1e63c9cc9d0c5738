"""Pages of writing, for authors of lessons."""

from django.urls import path

from rempart.people.web import writing_views as views

urlpatterns = [
    path("lessons/writing/", views.writings, name="writings"),
    path("lessons/writing/<str:uid>/", views.lesson, name="writing"),
    path("lessons/writing/<str:uid>/<slug:language>/", views.text, name="writing_text"),
    path("lessons/writing/<str:uid>/<slug:language>/look/", views.look, name="writing_look"),
    path("lessons/writing/<str:uid>/<slug:language>/lesson.md", views.file, name="writing_file"),
    path("lessons/writing/<str:uid>/<slug:language>/<int:number>/", views.version, name="writing_version"),
]
