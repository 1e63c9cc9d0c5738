"""Pages of mail: one file of addresses for each part, one line here."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
