"""The console's own pages: home, first run, sign-in frame."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created

from rempart.console import text_on_postgres


class Console(AppConfig):
    """No models."""

    name = "rempart.console"
    label = "console"

    def ready(self) -> None:
        """Each new connection to a server learns what to do with a NUL character."""
        connection_created.connect(text_on_postgres.prepare)
