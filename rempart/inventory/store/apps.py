"""App label `inventory`."""

from django.apps import AppConfig


class InventoryStore(AppConfig):
    """Models and migrations."""

    name = "rempart.inventory.store"
    label = "inventory"
