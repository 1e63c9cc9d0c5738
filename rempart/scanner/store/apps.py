"""App label `scanner`."""

from django.apps import AppConfig


class ScannerStore(AppConfig):
    """Models and migrations."""

    name = "rempart.scanner.store"
    label = "scanner"
