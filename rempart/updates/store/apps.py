"""App label `updates`."""

from django.apps import AppConfig


class UpdatesStore(AppConfig):
    """Models and migrations."""

    name = "rempart.updates.store"
    label = "updates"
