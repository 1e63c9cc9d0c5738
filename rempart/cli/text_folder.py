"""What is wrong with texts in a folder that somebody writes: lessons, cases. Needs no Django."""

import json
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.registry.written import BadName, Written, of_folder

MAX_FILES = 500  # of one folder: more than anybody writes
Shelf = Mapping[str, Mapping[str, Any]]


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
