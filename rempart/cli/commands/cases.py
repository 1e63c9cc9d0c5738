"""`rempart cases [--check FOLDER]`: which cases there are, or what is wrong with cases that somebody writes."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.cli.command import DONE, Command


def arguments(parser: ArgumentParser) -> None:
    """Without a word the list."""
    parser.add_argument("--check", type=Path, metavar="FOLDER", help="say what is wrong with the cases in a folder")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def run(chosen: Namespace) -> int:
    """1 when a case has a fault."""
    return _check(chosen) if chosen.check is not None else _list(chosen)


def _list(chosen: Namespace) -> int:
    import django

    django.setup()
    from rempart.people.web.api_cases import listed

    found = listed()
    lines = [f"{one['id']:24} {one['kind']:17} {one['titles']['en']}" for one in found]
    print(json.dumps({"cases": found}, ensure_ascii=False) if chosen.json else "\n".join(lines))
    return DONE


def _check(chosen: Namespace) -> int:
    from rempart.cli.text_folder import check
    from rempart.people.core.case_library import faults, read_all
    from rempart.people.core.library import lessons

    return check(
        chosen, "cases", read_all, lambda shelf, controls, threats: faults(shelf, controls, threats, lessons())
    )


UNIT = Command("cases", "what happened elsewhere; --check what is wrong with cases in a folder", arguments, run)
