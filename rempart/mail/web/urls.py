"""Pages of mail: one file of addresses for each part, one line here."""

from django.urls import URLPattern, URLResolver

from rempart.mail.web import urls_drilltrack, urls_reports

urlpatterns: list[URLPattern | URLResolver] = [
    *urls_drilltrack.urlpatterns,
    *urls_reports.urlpatterns,
]
