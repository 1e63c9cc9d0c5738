"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class MaturityWeb(AppConfig):
    """No models."""

    name = "rempart.maturity.web"
    label = "maturity_web"
