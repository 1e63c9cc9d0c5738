"""Facts that Rempart measures on itself, recorded by letting it really happen; run by dev/record.py as a process.

`python -m dev.recording.measure ID ROOT` writes tests/recorded/facts/<id>/<scene>.json below ROOT.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dev.recording.form import ROOT, Seen, Side, write_seen
from dev.recording.steady import steady
from rempart.facts.fact import Fact, Observation
from rempart.registry.discover import discover


@dataclass(frozen=True, slots=True)
class Scene:
    """One state that was made to happen, and what was seen of it."""

    name: str
    side: Side
    fixture: str
    seen: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Measure:
    """As a collector, but it looks at us: `id` names the folder, `kinds` what it tells, `states` the scenes.

    `scenes` runs with Django set up on an empty, migrated data folder.
    """

    id: str
    kinds: tuple[type[Fact], ...]
    states: tuple[str, ...]
    scenes: Callable[[], Iterator[Scene]]
    version: int = 1


def measures() -> dict[str, Measure]:
    """All of them, by id."""
    return discover("dev.recording.measures", Measure)


def record(measure: Measure, root: Path) -> None:
    """In a process of its own: settings and database belong to one folder."""
    words = [sys.executable, "-m", "dev.recording.measure", measure.id, str(root)]
    with tempfile.TemporaryDirectory() as folder:
        own = {"REMPART_DATA": folder, "REMPART_ALLOW_PRIVATE": "1"}
        settings = {"DJANGO_SETTINGS_MODULE": "rempart.console.settings"}
        subprocess.run(words, cwd=ROOT, env={**os.environ, **own, **settings}, check=True)


def main(name: str, root: Path) -> None:
    """All scenes of one measure."""
    import django

    django.setup()
    from dev.recording import measure
    from rempart.channel.place import state_folder
    from rempart.daemon.prepare import migrate

    migrate(state_folder())
    unit = measure.measures()[name]
    for scene in unit.scenes():
        seen = steady(list(scene.seen), round(time.time() * 1_000), {}, scene.name)
        write_seen(root, Seen(unit.id, unit.version, scene.name, scene.side, scene.fixture, seen))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
