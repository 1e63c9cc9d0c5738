"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class StagingWeb(AppConfig):
    """No models."""

    name = "rempart.staging.web"
    label = "staging_web"
