"""The pages as a Django app of their own; the tables are in the store."""

from django.apps import AppConfig


class RecordWeb(AppConfig):
    """No models."""

    name = "rempart.record.web"
    label = "record_web"
