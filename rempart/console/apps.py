"""The console's own pages: home, first run, sign-in frame."""

from django.apps import AppConfig


class Console(AppConfig):
    """No models."""

    name = "rempart.console"
    label = "console"
