"""`rempart rules [--check FOLDER]`: which rules are explained, or what is wrong with rules that somebody writes."""

from argparse import ArgumentParser, Namespace

from rempart.cli.command import Command
from rempart.cli.text_folder import add_arguments, check, show


def arguments(parser: ArgumentParser) -> None:
    """Without a word the list."""
    add_arguments(parser, "rules")


def run(chosen: Namespace) -> int:
    """1 when a rule has a fault."""
    return _check(chosen) if chosen.check is not None else _list(chosen)


def _list(chosen: Namespace) -> int:
    import django

    django.setup()
    from rempart.people.web.api_rules import listed

    return show(
        chosen, "rules", listed(), lambda one: f"{one['id']:24} {one['sort']:9} {one['since']:10} {one['titles']['en']}"
    )


def _check(chosen: Namespace) -> int:
    from rempart.people.core.library import lessons
    from rempart.people.core.rule_library import faults, read_all

    return check(
        chosen, "rules", read_all, lambda shelf, controls, threats: faults(shelf, controls, threats, lessons())
    )


UNIT = Command("rules", "laws and standards explained; --check what is wrong with rules in a folder", arguments, run)
