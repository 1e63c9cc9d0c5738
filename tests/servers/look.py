"""Runs one real collector through the real run, and hands back what it saw."""

import asyncio
import dataclasses

from rempart.facts.fact import Fact
from rempart.registry.discover import discover
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.options import Limits, RunOptions
from rempart.scanner.net.run import run

FAST = Limits(per_second=1_000)


def looked(collector: str, url: str, limits: Limits = FAST) -> Fact:
    """The one fact of a collector that reports one."""
    (fact,) = looked_all([collector], url, limits)
    return fact


def looked_all(collectors: list[str], url: str, limits: Limits = FAST) -> list[Fact]:
    """What these collectors saw in one run."""
    units = discover("rempart.scanner.collectors", Collector)
    options = RunOptions(allow_private=True, limits=limits)
    seen = asyncio.run(run([units[name] for name in collectors], parse_target(url), options=options))
    return [observation.fact for observation in seen]


def hasty(**changes: float) -> Limits:
    """Short limits for servers that never answer."""
    return dataclasses.replace(FAST, connect_s=2.0, read_s=0.5, total_s=2.0, **changes)  # type: ignore[arg-type]
