"""Django's `migrate`; an empty database gets its tables as they are today instead of their whole history."""

from typing import Any

from django.core.management.commands import migrate
from django.db import connections

from rempart.console import first_tables

BY_HAND = ("app_label", "migration_name", "fake", "fake_initial", "plan", "check_unapplied", "prune")


class Command(migrate.Command):
    """Whoever asks for more than "up to date" gets Django's own way."""

    def handle(self, *args: Any, **options: Any) -> None:
        """What is left to do after the short way, signals among it, is Django's."""
        if not any(options.get(name) for name in BY_HAND):
            first_tables.lay(connections[options["database"]])
        super().handle(*args, **options)
