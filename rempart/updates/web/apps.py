"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class UpdatesWeb(AppConfig):
    """No models."""

    name = "rempart.updates.web"
    label = "updates_web"
