"""Runs real collectors through the real run on a scene, and keeps what they saw in its steady form."""

import asyncio
import time
from collections.abc import Collection, Sequence

from dev.recording.form import Seen
from dev.recording.scene import Fixtures, Scene, Stand
from dev.recording.steady import steady
from rempart.facts.fact import Observation
from rempart.facts.not_seen import NotSeen
from rempart.registry.discover import discover
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.run import run

FAST = Limits(per_second=1_000)  # loopback needs no manners
FIRST = "dns_addresses"  # asks nobody about an address, so it reports before all others
PROOF = "site_ownership"  # what active collectors wait for


def collectors() -> dict[str, Collector]:
    """All units by id."""
    return discover("rempart.scanner.collectors", Collector)


class NotLooked(Exception):
    """A fixture in a good or broken state that could not be looked at: something is wrong with the recording."""


def look(scene: Scene, fixtures: Fixtures, wanted: Collection[str]) -> list[Seen]:
    """What the wanted collectors of the scene see, one example each. Raises NotLooked."""
    units = collectors()
    names = [name for name in scene.collectors if name in wanted]
    with scene.stand(fixtures) as stand:
        now_ms = time.time_ns() // 1_000_000
        seen = steady(observe(stand, names, now_ms), now_ms, stand.ports, scene.id)
    found = []
    for name in names:
        own = tuple(observation for observation in seen if observation.source == name)
        failed = [o.fact for o in own if isinstance(o.fact, NotSeen) and o.fact.is_error]
        if failed and scene.side != "blind":
            raise NotLooked(f"{name} on {scene.id}: {failed[0].detail}")
        found.append(Seen(name, units[name].version, scene.id, scene.side, scene.what, own))
    return found


def observe(stand: Stand, names: Sequence[str], now_ms: int) -> list[Observation]:
    """One run, with the collectors that these need beside them."""
    units = collectors()
    chosen = {name: units[name] for name in names}
    if any(unit.active for unit in chosen.values()):
        chosen[PROOF] = units[PROOF]
    if stand.is_stopped:
        chosen[FIRST] = units[FIRST]
    options = RunOptions(**{"allow_private": True, "limits": FAST, "now_ms": now_ms, **stand.options})
    return asyncio.run(
        run(
            chosen,
            parse_target(stand.url),
            options=options,
            previous=stand.previous,
            on_facts=lambda _seen: not stand.is_stopped,
        )
    )
