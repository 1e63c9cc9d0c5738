"""`rempart cases [--check FOLDER]`: which cases there are, or what is wrong with cases that somebody writes."""

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path

from rempart.cli.command import DONE, FINDING, Command, UsageFault

MAX_FILES = 500  # of one folder: more than anybody writes


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
    from rempart.maturity.core.control import Control
    from rempart.maturity.core.threat import Threat
    from rempart.people.core.case_library import faults, read_all
    from rempart.people.core.library import lessons
    from rempart.registry.discover import discover
    from rempart.registry.written import BadName, of_folder

    if not chosen.check.is_dir():
        raise UsageFault(f"{chosen.check} is no folder.", "Name the folder with files called id.language.md.")
    try:
        given = list(of_folder(chosen.check, MAX_FILES))
    except (BadName, OSError) as bad:
        raise UsageFault(str(bad), "Rename it, or move it elsewhere.") from bad
    found, wrong = read_all(given)
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    wrong += faults(found, controls, threats, lessons())
    told = {"cases": sorted(found), "faults": wrong}
    print(json.dumps(told, ensure_ascii=False) if chosen.json else "\n".join(wrong) or f"{len(found)} cases, no fault.")
    return FINDING if wrong else DONE


UNIT = Command("cases", "what happened elsewhere; --check what is wrong with cases in a folder", arguments, run)
