"""Record what a real collector sees on a real fixture in each state: `python dev/record.py wordpress_xmlrpc …`.

Writes tests/recorded/facts/<collector>/<state>.json; without names, all. Nobody types these examples. A module of
dev/recordings says which states there are: STATES (collector -> state -> …) and stands(collector), which yields
each state's name and, while it lasts, the address to look at.
"""

import asyncio
import importlib
import json
import pkgutil
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import msgspec  # noqa: E402

import dev.recordings  # noqa: E402
from rempart.facts.fact import Fact  # noqa: E402
from rempart.facts.wire import kinds  # noqa: E402
from rempart.registry.discover import discover  # noqa: E402
from rempart.scanner.core.collector import Collector  # noqa: E402
from rempart.scanner.core.target import parse_target  # noqa: E402
from rempart.scanner.net.options import Limits, RunOptions  # noqa: E402
from rempart.scanner.net.run import run  # noqa: E402

FOLDER = ROOT / "tests" / "recorded" / "facts"


def recordable() -> dict[str, ModuleType]:
    """Collectors that have states, and the module that makes them."""
    modules = [
        importlib.import_module(f"dev.recordings.{info.name}")
        for info in sorted(pkgutil.iter_modules(dev.recordings.__path__), key=lambda found: found.name)
    ]
    return {collector: module for module in modules for collector in module.STATES}


def see(collector: str, url: str) -> list[Fact]:
    """What the real collector reports of that address."""
    unit = discover("rempart.scanner.collectors", Collector)[collector]
    options = RunOptions(allow_private=True, limits=Limits(per_second=1_000))
    seen = asyncio.run(run([unit], parse_target(url), options=options))
    return [observation.fact for observation in seen]


def written(collector: str, state: str, facts: list[Fact]) -> str:
    """The text of one example."""
    version = discover("rempart.scanner.collectors", Collector)[collector].version
    rows = [{"kind": fact.kind, "schema": fact.schema, "fact": msgspec.to_builtins(fact)} for fact in facts]
    whole = {"collector": collector, "version": version, "state": state, "facts": rows}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def recorded(collector: str) -> Iterator[tuple[str, list[Fact]]]:
    """The examples of a collector: state and facts."""
    for path in sorted((FOLDER / collector).glob("*.json")):
        rows = json.loads(path.read_text("utf-8"))["facts"]
        yield path.stem, [msgspec.convert(row["fact"], kinds()[row["kind"]]) for row in rows]


def record(collector: str, module: ModuleType) -> None:
    """Look at every state and write what was seen; states that are no more lose their file."""
    folder = FOLDER / collector
    folder.mkdir(parents=True, exist_ok=True)
    kept = set()
    for state, url in module.stands(collector):
        path = folder / f"{state}.json"
        path.write_text(written(collector, state, see(collector, url)), "utf-8")
        kept.add(path)
        print(path.relative_to(ROOT))
    for old in set(folder.glob("*.json")) - kept:
        old.unlink()


if __name__ == "__main__":
    known = recordable()
    if unknown := set(sys.argv[1:]) - set(known):
        sys.exit(f"no states for {', '.join(sorted(unknown))}; there are: {', '.join(known)}")
    for name in sys.argv[1:] or known:
        record(name, known[name])
