"""Pages of copies and drills."""

from django.urls import path

from rempart.staging.web import views

urlpatterns = [
    path("sites/<str:uid>/staging/", views.staging, name="staging"),
    path("vault/alarm/", views.ringing, name="staging_alarm"),
]
