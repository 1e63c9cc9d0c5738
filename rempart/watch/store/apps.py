"""App label `watch`."""

from django.apps import AppConfig


class WatchStore(AppConfig):
    """Models and migrations."""

    name = "rempart.watch.store"
    label = "watch"
