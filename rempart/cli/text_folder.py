"""The words for texts of one kind, ours and those that somebody writes in a folder: lessons, cases, rules. Needs no Django."""

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.registry.written import BadName, Written, of_folder

MAX_FILES = 500  # of one folder: more than anybody writes
Shelf = Mapping[str, Mapping[str, Any]]


def add_arguments(parser: ArgumentParser, kind: str) -> None:
    """Without a word the list; `kind` is their plural."""
    parser.add_argument("--check", type=Path, metavar="FOLDER", help=f"say what is wrong with the {kind} in a folder")
    parser.add_argument("--json", action="store_true", help="one document on standard output")


def show(chosen: Namespace, kind: str, found: list[dict[str, Any]], line: Callable[[dict[str, Any]], str]) -> int:
    """Ours, a line each."""
    print(json.dumps({kind: found}, ensure_ascii=False) if chosen.json else "\n".join(map(line, found)))
    return DONE


def check(
    chosen: Namespace,
    kind: str,
    read_all: Callable[[Iterable[Written]], tuple[Shelf, list[str]]],
    faults: Callable[[Shelf, Collection[str], Collection[str]], list[str]],
) -> int:
    """1 when one has a fault. `kind` is their plural; `faults` is given controls and threats of the level model."""
    from rempart.maturity.core.control import Control
    from rempart.maturity.core.threat import Threat
    from rempart.registry.discover import discover

    if not chosen.check.is_dir():
        raise UsageFault(f"{chosen.check} is no folder.", "Name the folder with files called id.language.md.")
    try:
        given = list(of_folder(chosen.check, MAX_FILES))
    except (BadName, OSError) as bad:
        raise UsageFault(str(bad), "Rename it, or move it elsewhere.") from bad
    found, wrong = read_all(given)
    controls, threats = discover("rempart.maturity.controls", Control), discover("rempart.maturity.threats", Threat)
    wrong += faults(found, controls, threats)
    told = {kind: sorted(found), "faults": wrong}
    print(
        json.dumps(told, ensure_ascii=False) if chosen.json else "\n".join(wrong) or f"{len(found)} {kind}, no fault."
    )
    return FINDING if wrong else DONE
