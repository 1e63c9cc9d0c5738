"""App label `maturity`."""

from django.apps import AppConfig


class MaturityStore(AppConfig):
    """Models and migrations."""

    name = "rempart.maturity.store"
    label = "maturity"
