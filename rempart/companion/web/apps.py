"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class CompanionWeb(AppConfig):
    """No models."""

    name = "rempart.companion.web"
    label = "companion_web"
