"""The pages of upkeep."""

from django.urls import path

from rempart.upkeep.web import export_views, views

urlpatterns = [
    path("organisation/upkeep/", views.upkeep, name="upkeep"),
    path("organisation/upkeep/backup/", views.back_up, name="upkeep_backup"),
    path("organisation/export/", export_views.exports, name="organisation_export"),
    path("organisation/export/ask/", export_views.ask, name="organisation_export_ask"),
    path("organisation/export/<str:uid>/stop/", export_views.stop, name="organisation_export_stop"),
    path("organisation/export/<str:uid>/download/", export_views.download, name="organisation_export_download"),
]
