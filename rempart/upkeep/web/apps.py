"""The page as a Django app: templates and translations are found by it."""

from django.apps import AppConfig


class UpkeepWeb(AppConfig):
    """No models."""

    name = "rempart.upkeep.web"
    label = "upkeep_web"
