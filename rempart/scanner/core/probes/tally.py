"""The probe set on a copy as numbers: per kind what was asked and what was stopped, and what all of it says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import get_args

from rempart.facts.fact import Fact
from rempart.facts.http_disclosure import HttpDisclosure
from rempart.facts.probe import AttackClass, FilterProbe, LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressFiles, WordPressUsers

CLASSES: tuple[str, ...] = get_args(AttackClass)
WAYS = 4  # on which WordPressUsers asks for names
QUESTIONS = 5  # besides the classes: names, files, uploads, version, passwords


@dataclass(frozen=True, slots=True)
class Uploads:
    """PHP files among the uploads: how many lie there (silent index files apart), and how many of them ran when asked."""

    lying: int
    ran: int


@dataclass(frozen=True, slots=True)
class Tally:
    """As a trial tells it. `passed` means that every class of attack was shown, never that it was stopped."""

    outcome: str
    code: str
    numbers: Mapping[str, int] = field(default_factory=dict)


def tally(found: Sequence[Fact], codes: Sequence[str], uploads: Uploads | None, left: int, *, stands: bool) -> Tally:
    """`codes` are why looks failed; `left`: what lay in the web root and was taken out before anybody could ask for it;
    `stands`: the front page came whole after all of it."""
    numbers = _attacks(found) | _openings(found, uploads, left)
    shown = [name for name in CLASSES if name in numbers]
    asked = sum(name in numbers for name in ("users", "files", "uploads", "version")) + bool(
        {"limited_after", "unlimited"} & set(numbers)
    )
    numbers |= {"shown": len(shown), "classes": len(CLASSES)}
    if untold := QUESTIONS - asked:
        numbers["untold"] = untold
    if numbers.get("twins_stopped") or "twin_blocked" in codes:
        return Tally("failed", "twin_blocked", numbers)
    if not stands:
        return Tally("failed", "broken_by_attack", numbers)
    if len(shown) < len(CLASSES):
        return Tally("skipped", "part_shown" if shown else "nothing_shown", numbers)
    return Tally("passed", "all_stopped" if numbers["stopped"] == numbers["attacks"] else "came_through", numbers)


def _attacks(found: Sequence[Fact]) -> dict[str, int]:
    """A class counts when attacks and twins of it were answered."""
    probes = [one for one in found if isinstance(one, FilterProbe) and one.sent and one.twins_sent]
    numbers: dict[str, int] = {}
    for one in probes:
        numbers |= {one.attack: one.sent, f"{one.attack}_stopped": one.blocked}
    if probes:
        sent, stopped = sum(one.sent for one in probes), sum(one.blocked for one in probes)
        numbers |= {"attacks": sent, "stopped": stopped, "through": sent - stopped}
        numbers |= {"twins": sum(one.twins_sent for one in probes)}
        numbers |= {"twins_stopped": sum(one.twins_blocked for one in probes)}
    return numbers


def _openings(found: Sequence[Fact], uploads: Uploads | None, left: int) -> dict[str, int]:
    """What the site tells or leaves lying. What a copy's own web server decides (listings, headers) is not asked."""
    numbers: dict[str, int] = {}
    if uploads is not None:
        numbers |= {"uploads": uploads.lying, "uploads_ran": uploads.ran}
    for one in found:
        if isinstance(one, WordPressUsers):
            numbers |= {"users": WAYS, "users_told": len(one.ways)}
        elif isinstance(one, WordPressFiles):
            there = len(one.logs) + len(one.config_copies) + one.installer_open
            numbers |= {"files": left + there, "files_taken_out": left}
        elif isinstance(one, HttpDisclosure):
            told = any(any(letter.isdigit() for letter in text) for text in one.generators)
            numbers |= {"version": 1, "version_told": int(told)}
        elif isinstance(one, LoginLimitProbe) and one.limited_after is not None:
            numbers["limited_after"] = one.limited_after
        elif isinstance(one, LoginLimitProbe):
            numbers["unlimited"] = one.tried
    return numbers
