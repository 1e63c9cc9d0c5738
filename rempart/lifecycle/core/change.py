"""A change of someone's standing: who, from where to where, by whose word; and its digest, which an approval binds."""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What it is for the person."""

    JOIN = "join"
    MOVE = "move"
    LEAVE = "leave"


class Source(StrEnum):
    """By whose word."""

    SCIM = "scim"
    TABLE = "table"
    WEBHOOK = "webhook"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Standing:
    """Is the person here, and in which teams (their uids)?"""

    is_present: bool
    teams: frozenset[str] = frozenset()

    def plain(self) -> dict[str, Any]:
        """As it is kept and hashed."""
        return {"is_present": self.is_present, "teams": sorted(self.teams)}


def standing(plain: dict[str, Any]) -> Standing:
    """What `Standing.plain` wrote."""
    return Standing(bool(plain["is_present"]), frozenset(plain["teams"]))


@dataclass(frozen=True, slots=True)
class Change:
    """`hr_at_ms` is when the personnel system knew; `due_at_ms` when it takes effect. Ids are uids, never names."""

    organisation: str
    person: str
    before: Standing
    after: Standing
    source: Source
    hr_at_ms: int
    due_at_ms: int
    is_urgent: bool = False

    @property
    def kind(self) -> Kind:
        """Presence decides; a change of teams alone is a move."""
        if self.before.is_present == self.after.is_present:
            return Kind.MOVE
        return Kind.JOIN if self.after.is_present else Kind.LEAVE

    @property
    def takes_away(self) -> bool:
        """Does somebody lose something?"""
        return self.kind is Kind.LEAVE or bool(self.before.teams - self.after.teams)

    @property
    def is_empty(self) -> bool:
        """Nothing differs."""
        return self.before == self.after

    def digest(self) -> str:
        """SHA-256 of exactly this change: another person, team, moment or organisation is another digest."""
        whole = [
            self.organisation,
            self.person,
            self.before.plain(),
            self.after.plain(),
            self.source.value,
            self.hr_at_ms,
            self.due_at_ms,
            self.is_urgent,
        ]
        return hashlib.sha256(json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
