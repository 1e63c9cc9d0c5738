"""Addresses of what comes of drill mails. Those below /t/ are asked through the door first (rempart.mail.doors)."""

from django.urls import path

from rempart.mail.web import landing_views

urlpatterns = [
    path("t/<str:token>/page/", landing_views.page, name="drill_page"),
    path("t/<str:token>/teach/", landing_views.teach, name="drill_teach"),
]
