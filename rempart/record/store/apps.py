"""App label `record`."""

from django.apps import AppConfig


class RecordStore(AppConfig):
    """Models and migrations."""

    name = "rempart.record.store"
    label = "record"
