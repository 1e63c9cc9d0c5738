"""App label `staging`."""

from django.apps import AppConfig


class StagingStore(AppConfig):
    """Models and migrations."""

    name = "rempart.staging.store"
    label = "staging"
