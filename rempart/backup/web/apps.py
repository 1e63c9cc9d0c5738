"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class BackupWeb(AppConfig):
    """No models."""

    name = "rempart.backup.web"
    label = "backup_web"
