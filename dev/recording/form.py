"""The form of a recorded example, where it stands, and how it is written and read back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import msgspec

from rempart.facts.fact import Observation
from rempart.facts.wire import from_body, key_of, to_body
from rempart.maturity.core.verdict import Verdict
from rempart.terms.scope import Subject

ROOT = Path(__file__).resolve().parents[2]
RECORDED = ROOT / "tests" / "recorded"
ORG, SUBJECT = "local", Subject("site", "local")
MOMENT = 1_772_323_200_000  # 2026-03-01: when every example is said to be seen, so that recording again changes nothing
JUDGED = MOMENT + 60_000
STATES = ("met", "not_met", "unknown")
Side = Literal["good", "broken", "blind"]  # blind: the fixture lets nothing be seen


class Unreadable(Exception):
    """An example that today's code cannot read; the message says why."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One recorded state of one collector."""

    collector: str
    version: int
    scene: str
    side: Side
    fixture: str
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One recorded state of one control. `scene` names the collectors' scene, None = claimed by people."""

    control: str
    state: str
    scene: str | None
    judged_at_ms: int
    observations: tuple[Observation, ...]
    verdict: Mapping[str, Any]


def place(root: Path, *names: str) -> Path:
    """`facts/<collector>/<scene>.json` or `controls/<id>/<state>.json` below the recorded folder."""
    return root.joinpath(*names[:-1], f"{names[-1]}.json")


def bodies(observations: Iterable[Observation]) -> list[dict[str, Any]]:
    """Sorted wire forms, each with its moment."""
    ordered = sorted(observations, key=lambda seen: (key_of(seen), seen.taken_at_ms, msgspec.json.encode(seen)))
    return [{**to_body(seen), "at_ms": seen.taken_at_ms} for seen in ordered]


def read_bodies(rows: Sequence[Mapping[str, Any]]) -> tuple[Observation, ...]:
    """Back again. Raises Unreadable for a form that is no longer today's."""
    found = []
    for row in rows:
        try:
            seen = from_body(row, org=ORG, subject=SUBJECT, at_ms=row["at_ms"], ref=None)
        except (KeyError, ValueError, msgspec.ValidationError) as bad:
            raise Unreadable(f"its facts have another form than today's ({bad})") from bad
        if seen is None:
            raise Unreadable(f"it holds {row['fact_kind']} in a form that is gone")
        if json.loads(msgspec.json.encode(seen.fact)) != row["fact"]:
            raise Unreadable(f"its {row['fact_kind']} has other fields than today's")
        found.append(seen)
    return tuple(found)


def verdict_body(verdict: Verdict) -> dict[str, Any]:
    """A verdict without its places in a ledger: examples have none."""
    body: dict[str, Any] = msgspec.to_builtins(verdict)
    del body["refs"]
    return body


def write(path: Path, whole: Mapping[str, Any]) -> None:
    """Keys in the order given, so that a person can read it from top to bottom."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", "utf-8")


def write_seen(root: Path, seen: Seen) -> Path:
    """Keep what a collector saw."""
    path = place(root, "facts", seen.collector, seen.scene)
    head = {"collector": seen.collector, "version": seen.version, "side": seen.side, "fixture": seen.fixture}
    write(path, {**head, "observations": bodies(seen.observations)})
    return path


def read_seen(path: Path) -> Seen:
    """Raises Unreadable."""
    whole = _load(path)
    observations = read_bodies(whole["observations"])
    return Seen(whole["collector"], whole["version"], path.stem, whole["side"], whole["fixture"], observations)


def write_judged(root: Path, judged: Judged) -> Path:
    """Keep what a control was judged by, and the verdict."""
    path = place(root, "controls", judged.control, judged.state)
    head = {"control": judged.control, "scene": judged.scene, "judged_at_ms": judged.judged_at_ms}
    write(path, {**head, "observations": bodies(judged.observations), "verdict": judged.verdict})
    return path


def read_judged(path: Path) -> Judged:
    """Raises Unreadable."""
    whole = _load(path)
    observations = read_bodies(whole["observations"])
    return Judged(whole["control"], path.stem, whole["scene"], whole["judged_at_ms"], observations, whole["verdict"])


def _load(path: Path) -> dict[str, Any]:
    try:
        whole: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as bad:
        raise Unreadable(str(bad)) from bad
    return whole
