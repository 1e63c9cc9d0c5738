"""The pages as a Django app of their own, and the listeners."""

import importlib

from django.apps import AppConfig


class AccessWeb(AppConfig):
    """No models."""

    name = "rempart.access.web"
    label = "access_web"

    def ready(self) -> None:
        """Listeners connect when their module is imported."""
        importlib.import_module("rempart.access.web.watching")
