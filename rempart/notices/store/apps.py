"""App label `notices`."""

from django.apps import AppConfig


class NoticesStore(AppConfig):
    """Models and migrations."""

    name = "rempart.notices.store"
    label = "notices"
