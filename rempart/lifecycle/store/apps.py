"""App label `lifecycle`."""

from django.apps import AppConfig


class LifecycleStore(AppConfig):
    """Models and migrations."""

    name = "rempart.lifecycle.store"
    label = "lifecycle"
