"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class ContestWeb(AppConfig):
    """No models."""

    name = "rempart.contest.web"
    label = "contest_web"
