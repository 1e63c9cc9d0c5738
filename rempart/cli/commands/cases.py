"""`rempart cases [--check FOLDER]`: which cases there are, or what is wrong with cases that somebody writes."""

from argparse import ArgumentParser, Namespace

from rempart.cli.command import Command
from rempart.cli.text_folder import add_arguments, check, show


def arguments(parser: ArgumentParser) -> None:
    """Without a word the list."""
    add_arguments(parser, "cases")


def run(chosen: Namespace) -> int:
    """1 when a case has a fault."""
    return _check(chosen) if chosen.check is not None else _list(chosen)


def _list(chosen: Namespace) -> int:
    import django

    django.setup()
    from rempart.people.web.api_cases import listed

    return show(chosen, "cases", listed(), lambda one: f"{one['id']:24} {one['kind']:17} {one['titles']['en']}")


def _check(chosen: Namespace) -> int:
    from rempart.people.core.case_library import faults, read_all
    from rempart.people.core.library import lessons

    return check(
        chosen, "cases", read_all, lambda shelf, controls, threats: faults(shelf, controls, threats, lessons())
    )


UNIT = Command("cases", "what happened elsewhere; --check what is wrong with cases in a folder", arguments, run)
