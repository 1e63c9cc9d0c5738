"""App label `companion`."""

from django.apps import AppConfig


class CompanionStore(AppConfig):
    """Models and migrations."""

    name = "rempart.companion.store"
    label = "companion"
