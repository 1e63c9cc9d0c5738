"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class LifecycleWeb(AppConfig):
    """No models."""

    name = "rempart.lifecycle.web"
    label = "lifecycle_web"
