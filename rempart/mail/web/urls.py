"""Pages of mail: one file of addresses for each part, one line here."""

from django.urls import include, path

urlpatterns = [
    path("", include("rempart.mail.web.urls_drills")),
    path("", include("rempart.mail.web.urls_drilltrack")),
    path("", include("rempart.mail.web.urls_channels")),
    path("", include("rempart.mail.web.urls_reports")),
]
