"""A measurement from the command line: the same record, judge and document as the console's."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable
from typing import Any

import django
from django.db import DatabaseError
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from rempart.channel.place import state_folder
from rempart.channel.settle import NotSettled
from rempart.cli import inputs, terminal_wall
from rempart.cli.command import UsageFault
from rempart.cli.plain import plain
from rempart.facts.profile import Profile
from rempart.ledger.store import FAULTS
from rempart.scanner.core.target import BadAddress, Target, parse_target

Tell = Callable[[int, int, str], None]


def assess(chosen: Namespace) -> tuple[dict[str, Any], bool]:
    """Measure, record, judge; the document, and whether the site answered at all. Raises UsageFault for bad input."""
    try:
        target = parse_target(chosen.address)
    except BadAddress as bad:
        raise UsageFault(str(bad)) from bad
    if chosen.ca is not None:
        inputs.check_certificates(chosen.ca)
    profile = inputs.read_profile(chosen.profile) if chosen.profile else None
    django.setup()
    try:
        return _measure(chosen, target, profile)
    except (DatabaseError, *FAULTS, NotSettled) as bad:
        raise UsageFault(
            f"The record in {state_folder()} cannot be written ({bad}).", "rempart doctor says more."
        ) from bad


def _measure(chosen: Namespace, target: Target, profile: Profile | None) -> tuple[dict[str, Any], bool]:
    folder = state_folder()
    from rempart.daemon import prepare, single_run
    from rempart.maturity.store.catalogue import catalogue

    prepare.migrate(folder)
    answers = inputs.read_answers(chosen.answers, set(catalogue().controls)) if chosen.answers else []
    site = single_run.site_at(target, is_private=chosen.allow_private)
    single_run.claim(site, profile, answers)
    if chosen.active:
        single_run.consent(site)
    with progress(chosen) as tell:
        document, looked = single_run.measure(
            site, folder, active=chosen.active, allow_private=chosen.allow_private, ca=chosen.ca, tell=tell
        )
    if not looked.has_answered:
        note(f"rempart: {target.origin} could not be looked at. {looked.trouble or 'Nothing answered there'}.")
    if chosen.active and not single_run.is_owned(site):
        note(
            f"No probe was sent: nothing shows yet that {target.host} is yours. Put this line in {target.origin}/.well-known/rempart.txt"
        )
        note(f"  rempart-site={site.token}")
    return document, looked.has_answered


def print_json(document: dict[str, Any]) -> None:
    """One document on standard output, nothing else."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_wall(document: dict[str, Any]) -> None:
    """For a person."""
    terminal_wall.show(document, Console(highlight=False))


def note(text: str) -> None:
    """A notice, on standard error."""
    print(plain(text), file=sys.stderr)


class progress:
    """Progress on standard error, only on a terminal or when asked for."""

    def __init__(self, chosen: Namespace) -> None:
        console = Console(stderr=True)
        columns = (
            BarColumn(),
            TextColumn("{task.completed} of {task.total}"),
            TextColumn("{task.description}", markup=False),
        )
        self.bar = Progress(*columns, console=console, disable=not (console.is_terminal or chosen.progress))

    def __enter__(self) -> Tell:
        """Start; answers the function to report with."""
        self.bar.start()
        self.task = self.bar.add_task("looking", total=1)
        return lambda done, total, say: self.bar.update(
            self.task, completed=done, total=total, description=plain(say)[:70]
        )

    def __exit__(self, *_: object) -> None:
        """Leave the terminal as it was."""
        self.bar.stop()
