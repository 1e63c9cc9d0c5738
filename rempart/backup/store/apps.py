"""App label `backup`."""

from django.apps import AppConfig


class BackupStore(AppConfig):
    """Models and migrations."""

    name = "rempart.backup.store"
    label = "backup"
