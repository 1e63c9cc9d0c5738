"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class DirectoryWeb(AppConfig):
    """No models."""

    name = "rempart.directory.web"
    label = "directory_web"
