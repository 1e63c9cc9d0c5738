"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class WatchWeb(AppConfig):
    """No models."""

    name = "rempart.watch.web"
    label = "watch_web"
