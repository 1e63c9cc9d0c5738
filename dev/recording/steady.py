"""Replaces what changes from one recording to the next (ports, moments, serials, how long it took) by fixed values."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from dev.recording.form import MOMENT, ORG, SUBJECT
from rempart.facts.fact import Observation
from rempart.facts.wire import kinds

HOUR_MS = 3_600_000
MOMENTS = frozenset({"not_before_ms", "not_after_ms", "first_seen_ms", "expires_at_ms"})  # move with the clock
TOOK = {"first_byte_ms": 40, "p50_ms": 40, "max_ms": 80}
MADE_ANEW = {("tls.certificate", "serial"): 32, ("tls.certificate", "sha256"): 64}  # hexadecimal digits


def steady(seen: Iterable[Observation], now_ms: int, ports: Mapping[int, int], scene: str) -> tuple[Observation, ...]:
    """The observations as if seen at MOMENT on fixed ports. `ports` gives the fixed port of each one in use."""
    return tuple(_one(observation, now_ms, ports, scene) for observation in seen)


def _one(seen: Observation, now_ms: int, ports: Mapping[int, int], scene: str) -> Observation:
    fact: dict[str, Any] = msgspec.to_builtins(seen.fact)
    for name, digits in ((name, digits) for (kind, name), digits in MADE_ANEW.items() if kind == seen.fact.kind):
        fact[name] = hashlib.sha256(f"{scene} {name}".encode()).hexdigest()[:digits]
    fact = {name: _value(name, value, now_ms, ports) for name, value in fact.items()}
    return msgspec.structs.replace(
        seen,
        org=ORG,
        subject=SUBJECT,
        fact=msgspec.convert(fact, kinds()[seen.fact.kind]),
        taken_at_ms=moment(seen.taken_at_ms, now_ms),
        ref=None,
    )


def moment(at_ms: int, now_ms: int) -> int:
    """As far from MOMENT as it was from now, to the hour: fixtures take seconds to set up."""
    return MOMENT + round((at_ms - now_ms) / HOUR_MS) * HOUR_MS


def _value(name: str, value: Any, now_ms: int, ports: Mapping[int, int]) -> Any:
    if value is None:
        return None
    if name in MOMENTS:
        return moment(value, now_ms)
    if name in TOOK:
        return TOOK[name]
    return _texts(value, ports)


def _texts(value: Any, ports: Mapping[int, int]) -> Any:
    if isinstance(value, str):
        return re.sub(r"(?:(?<=:)|(?<=port ))\d{4,5}\b", lambda found: str(ports.get(int(found[0]), found[0])), value)
    if isinstance(value, list | tuple):
        return [_texts(part, ports) for part in value]
    if isinstance(value, dict):
        return {key: _texts(part, ports) for key, part in value.items()}
    return value
