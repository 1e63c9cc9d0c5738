"""The nouns every area refers to."""

import importlib

from django.apps import AppConfig

from rempart.channel.place import state_folder
from rempart.ledger import person_keys_master

FURTHER = ("rights", "reviews", "tokens", "closures")  # modules of models beside models.py


class DirectoryStore(AppConfig):
    """App label `directory`."""

    name = "rempart.directory.store"
    label = "directory"

    def ready(self) -> None:
        """This process wraps person keys with the masters of its data folder."""
        masters = person_keys_master.of_state(state_folder())
        person_keys_master.use(lambda: masters)

    def import_models(self) -> None:
        """Django looks for models in one module alone; the rest would not be tables."""
        super().import_models()
        for module in FURTHER:
            importlib.import_module(f"{self.name}.{module}")
