"""Addresses of the list of service accounts; part of web/urls.py."""

from django.urls import path

from rempart.access.web import service_account_views as views

urlpatterns = [
    path("organisation/service-accounts/", views.listed, name="service_accounts"),
    path("organisation/service-accounts/new/", views.new, name="new_service_account"),
    path("organisation/service-accounts/<str:uid>/", views.change, name="service_account"),
    path("organisation/service-accounts/<str:uid>/renewed/", views.renewed, name="renew_service_account"),
    path("organisation/service-accounts/<str:uid>/remove/", views.remove, name="remove_service_account"),
]
