"""The personnel system's message: its signature, and what it may say (docs/leavers.md)."""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from rempart.directory.core.csv_table import plain_fault
from rempart.directory.core.people_table import is_address
from rempart.lifecycle.core.change import Kind

MAX_BYTES = 16_384  # one message is one person
MAX_TEAMS = 20
REPLAY_MS = 5 * 60 * 1_000  # how far the sender's clock may be off; older messages are replays
MAX_ID = 120
TYPES = {"joiner": Kind.JOIN, "mover": Kind.MOVE, "leaver": Kind.LEAVE}
_ID = re.compile(r"[\x21-\x7e]{1,120}").fullmatch


class BadEvent(ValueError):
    """`code` says what is wrong, in words for the sender."""


@dataclass(frozen=True, slots=True)
class HrEvent:
    """`kind` None is a test that changes nothing. `day` and `moment_ms` say when it takes effect; both None: now."""

    id: str
    kind: Kind | None
    occurred_ms: int
    staff_number: str
    email: str
    name: str
    teams: tuple[str, ...] | None
    day: date | None
    moment_ms: int | None
    is_urgent: bool


def sign(secret: bytes, timestamp: str, body: bytes) -> str:
    """HMAC-SHA256 over `timestamp.body`, as hexadecimal digits."""
    return hmac.new(secret, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def is_signed(secrets: Sequence[bytes], timestamp: str, body: bytes, signature: str, now_ms: int) -> bool:
    """By any of the valid secrets, and not long ago. Every secret is tried, in the same time whichever fits."""
    if not re.fullmatch(r"[0-9]{1,12}", timestamp) or abs(int(timestamp) * 1_000 - now_ms) > REPLAY_MS:
        return False
    given = signature.removeprefix("v1=").encode("utf-8", "replace")
    fits = [hmac.compare_digest(sign(secret, timestamp, body).encode(), given) for secret in secrets]
    return any(fits)


def read_event(body: bytes) -> HrEvent:
    """Raises BadEvent."""
    if len(body) > MAX_BYTES:
        raise BadEvent(f"at most {MAX_BYTES} bytes")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as bad:
        raise BadEvent("no JSON document") from bad
    if not isinstance(said, dict) or not isinstance(said.get("person", {}), dict):
        raise BadEvent("an object with a person is expected")
    word, name = said.get("type"), said.get("id")
    if word not in (*TYPES, "test"):
        raise BadEvent("type is joiner, mover, leaver or test")
    if not isinstance(name, str) or not _ID(name):
        raise BadEvent(f"id has 1 to {MAX_ID} visible characters")
    person = said.get("person", {})
    event = HrEvent(
        id=name,
        kind=TYPES.get(str(word)),
        occurred_ms=_moment(said, "occurred_at") or 0,
        staff_number=_text(person, "staff_number", 40),
        email=_text(person, "email", 254).lower(),
        name=_text(person, "name", 200),
        teams=_teams(said),
        day=_day(said, "last_day" if word == "leaver" else "first_day"),
        moment_ms=_moment(said, "effective_at"),
        is_urgent=said.get("urgent") is True,
    )
    _check(event)
    return event


def _check(event: HrEvent) -> None:
    if event.kind is None:
        return
    if not event.occurred_ms:
        raise BadEvent("occurred_at is needed")
    if not event.staff_number and not event.email:
        raise BadEvent("person needs staff_number or email")
    if event.email and not is_address(event.email):
        raise BadEvent("email is no address")
    if event.kind is Kind.JOIN and not event.name:
        raise BadEvent("a joiner needs a name")
    if event.kind is Kind.MOVE and event.teams is None:
        raise BadEvent("a mover needs teams")


def _text(said: dict[str, Any], name: str, most: int) -> str:
    value = said.get(name, "")
    if not isinstance(value, str):
        raise BadEvent(f"{name} is a text")
    if plain_fault(value, most):
        raise BadEvent(f"{name} is too long, begins like a formula or holds control characters")
    return value.strip()


def _teams(said: dict[str, Any]) -> tuple[str, ...] | None:
    teams = said.get("teams")
    if teams is None:
        return None
    if not isinstance(teams, list) or len(teams) > MAX_TEAMS:
        raise BadEvent(f"teams is a list of at most {MAX_TEAMS} names")
    return tuple(_text({"team": team}, "team", 200) for team in teams if team)


def _moment(said: dict[str, Any], name: str) -> int | None:
    value = said.get(name)
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
        if moment.tzinfo is None:
            raise BadEvent(f"{name} needs a time zone")
        return round(moment.timestamp() * 1_000)
    except (ValueError, OverflowError) as bad:
        raise BadEvent(f"{name} is a moment like 2026-11-30T17:00:00+01:00") from bad


def _day(said: dict[str, Any], name: str) -> date | None:
    value = said.get(name)
    if value is None:
        return None
    try:
        day = date.fromisoformat(str(value))
    except ValueError as bad:
        raise BadEvent(f"{name} is a day like 2026-11-30") from bad
    if not 2000 <= day.year <= 2200:
        raise BadEvent(f"{name} is too far away")
    return day
