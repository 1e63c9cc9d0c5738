"""Measure a site: run the collectors, and record each fact as soon as it is seen."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Site
from rempart.facts.fact import Fact, Observation
from rempart.facts.not_seen import NotSeen
from rempart.registry.discover import discover
from rempart.scanner.actions.patience import patiently
from rempart.scanner.actions.record_facts import record_facts
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run as run_collectors
from rempart.scanner.store.models import Consent
from rempart.terms.duration import DAY_S, HOUR_S


@dataclass(frozen=True, slots=True)
class Step:
    """One collector is done: its facts, how many are done of how many, and what is being done now."""

    facts: Sequence[Observation]
    done: int
    total: int
    now: str


Inbox = SimpleQueue[Step | BaseException | None]
ASK_S = 1.0  # how often the owner's consent is read again while probes run
BEAT_S = 2.0  # between two signs of life of a run in which nothing is finished: renews the lease, notices a stop
LOOK_S = 0.1  # how soon a broken-off run is noticed by the thread that looks
FAREWELL_S = 5.0  # for that thread to end what it started: connections, the sslyze process


@dataclass(frozen=True, slots=True)
class Halt:
    """`stop` ends a run in order once a collector is done; `abort` ends it at once, nobody reads its answers.

    `withdrawn`: no further probe is sent, the rest goes on.
    """

    stop: threading.Event = field(default_factory=threading.Event)
    abort: threading.Event = field(default_factory=threading.Event)
    withdrawn: threading.Event = field(default_factory=threading.Event)


def carry_out_run(
    site: Site, options: RunOptions, previous: Mapping[str, Fact], on_step: Callable[[Step], bool], run_uid: str
) -> tuple[int, int]:
    """Blocks until every collector had its time; `on_step` answers False to stop early.

    Returns (facts, looks that failed). Facts are committed as they come: a killed run loses nothing it saw.
    The collectors run on a thread of their own, since the database must not be touched from their event loop.
    """
    inbox: Inbox = SimpleQueue()
    halt = Halt()
    looking = threading.Thread(target=_look, args=(site.address, options, previous, inbox, halt), daemon=True)
    looking.start()
    facts = failed = 0
    step = Step((), 0, 1, "")
    try:
        while (told := _next(inbox, site, options, halt, step)) is not None:
            if isinstance(told, BaseException):
                if halt.abort.is_set():
                    break  # our own doing
                raise told
            is_beat, step = told is step, told
            seen = () if is_beat else step.facts
            patiently(lambda seen=seen: record_facts(site.organisation, seen, run_uid))  # type: ignore[misc]
            misses = sum(isinstance(one.fact, NotSeen) for one in seen)
            facts, failed = facts + len(seen) - misses, failed + misses
            if not on_step(step):
                (halt.abort if halt.stop.is_set() or is_beat else halt.stop).set()
    finally:
        halt.abort.set()
        looking.join(FAREWELL_S)
    return facts, failed


def _next(inbox: Inbox, site: Site, options: RunOptions, halt: Halt, last: Step) -> Step | BaseException | None:
    """What the looking thread says next; the last step again when it has been silent for a while.

    While probes may run, that is also when the owner's consent is read again.
    """
    may_probe = options.active and options.consent is not None and not halt.withdrawn.is_set()
    try:
        return inbox.get(timeout=ASK_S if may_probe else BEAT_S)
    except Empty:
        if may_probe and consent_window(site) is None:
            halt.withdrawn.set()
        return last


def _look(address: str, options: RunOptions, previous: Mapping[str, Fact], inbox: Inbox, halt: Halt) -> None:
    units = sorted(discover("rempart.scanner.collectors", Collector).values(), key=lambda unit: (unit.order, unit.id))

    seen: list[Observation] = []

    def on_facts(facts: Sequence[Observation]) -> bool:
        seen[:] = facts
        return not halt.stop.is_set()

    def on_progress(collector: str, done: int, total: int, say: str) -> None:
        inbox.put(Step(tuple(seen), done, total, f"{collector}: {say}"))

    looking = run_collectors(
        units,
        parse_target(address),
        options=options,
        previous=lambda kind: previous.get(kind.kind),
        on_progress=on_progress,
        on_facts=on_facts,
        is_allowed=lambda: not (halt.withdrawn.is_set() or halt.stop.is_set()),
    )
    try:
        asyncio.run(_unless_aborted(looking, halt.abort))
    except BaseException as broken:  # noqa: BLE001 - handed over to the waiting thread, which raises it
        inbox.put(broken)
    inbox.put(None)


async def _unless_aborted(looking: Coroutine[Any, Any, object], abort: threading.Event) -> None:
    task = asyncio.create_task(looking)
    while not task.done():
        if abort.is_set():
            task.cancel()
        await asyncio.wait({task}, timeout=LOOK_S)
    task.result()


def consent_window(site: Site) -> tuple[int, int] | None:
    """The consent in force now, as (from, until) in milliseconds: until the end of today's hours (UTC) at most."""
    moment = now_ms()
    midnight = moment - moment % (DAY_S * 1000)
    windows = []
    for consent in Consent.objects.filter(site=site, from_ms__lte=moment, until_ms__gt=moment):
        start = max(consent.from_ms, midnight + consent.from_hour * HOUR_S * 1000)
        end = min(consent.until_ms, midnight + consent.until_hour * HOUR_S * 1000)
        if start <= moment < end:
            windows.append((start, end))
    return max(windows, key=lambda window: window[1], default=None)
