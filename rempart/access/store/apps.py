"""Sessions, browsers, one-time codes, identity providers."""

from django.apps import AppConfig


class AccessStore(AppConfig):
    """App label `access`."""

    name = "rempart.access.store"
    label = "access"
