"""The pages of the record."""

from django.urls import path

from rempart.record.web import export_views, log_views, outlet_views

urlpatterns = [
    path("record/", log_views.log, name="record"),
    path("record/<int:index>/", log_views.entry, name="record_entry"),
    path("record/about/<str:uid>/", log_views.trail, name="record_trail"),
    path("record/export/", export_views.export, name="record_export"),
    path("record/outlets/", outlet_views.outlets, name="record_outlets"),
    path("record/outlets/new/<str:unit>/", outlet_views.new, name="record_new_outlet"),
    path("record/outlets/<str:uid>/", outlet_views.outlet, name="record_outlet"),
    path("record/outlets/<str:uid>/settings/", outlet_views.settings, name="record_outlet_settings"),
    path("record/outlets/<str:uid>/do/", outlet_views.do, name="record_outlet_do"),
]
