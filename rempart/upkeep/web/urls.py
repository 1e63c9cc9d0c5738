"""The pages of upkeep."""

from django.urls import path

from rempart.upkeep.web import views

urlpatterns = [
    path("organisation/upkeep/", views.upkeep, name="upkeep"),
    path("organisation/upkeep/backup/", views.back_up, name="upkeep_backup"),
]
