"""The nouns every area refers to."""

import importlib

from django.apps import AppConfig

FURTHER = ("rights", "reviews", "tokens")  # modules of models beside models.py


class DirectoryStore(AppConfig):
    """App label `directory`."""

    name = "rempart.directory.store"
    label = "directory"

    def import_models(self) -> None:
        """Django looks for models in one module alone; the rest would not be tables."""
        super().import_models()
        for module in FURTHER:
            importlib.import_module(f"{self.name}.{module}")
