"""App label `upkeep`."""

from django.apps import AppConfig


class UpkeepStore(AppConfig):
    """Models and migrations."""

    name = "rempart.upkeep.store"
    label = "upkeep"
