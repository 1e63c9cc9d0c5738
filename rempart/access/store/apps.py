"""Sessions, browsers, one-time codes, identity providers."""

import importlib

from django.apps import AppConfig

FURTHER = ("devices", "break_glass", "service_accounts")  # modules of models beside models.py


class AccessStore(AppConfig):
    """App label `access`."""

    name = "rempart.access.store"
    label = "access"

    def import_models(self) -> None:
        """Django looks for models in one module alone; the rest would not be tables."""
        super().import_models()
        for module in FURTHER:
            importlib.import_module(f"{self.name}.{module}")
