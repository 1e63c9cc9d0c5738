"""Pages of mail: one file of addresses for each part, one line here."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rempart.mail.web.urls_drilltrack")),
]
