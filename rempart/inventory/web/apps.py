"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class InventoryWeb(AppConfig):
    """No models."""

    name = "rempart.inventory.web"
    label = "inventory_web"
