"""App label `contest`."""

from django.apps import AppConfig


class ContestStore(AppConfig):
    """Models and migrations."""

    name = "rempart.contest.store"
    label = "contest"
