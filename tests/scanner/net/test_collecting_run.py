"""The run: who may look, what a failure becomes, what the record says of vantage and source."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from rempart.facts.fact import Fact, Observation
from rempart.facts.http_disclosure import SecurityTxt
from rempart.facts.http_front import HttpAvailability
from rempart.facts.not_seen import NotSeen
from rempart.facts.probe import BurstProbe, Ownership
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.target import Target
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run
from rempart.terms.evidence import EvidenceClass, Vantage

FINE = HttpAvailability(tried=1, answered=1, p50_ms=1, max_ms=1)
OWNED = Ownership(way="well_known", token_sha256="00")
HERE = Target("http", "127.0.0.1", 9, "")


def unit(name: str, answer: Fact | Exception | float, **changes: Any) -> Collector:
    async def collect(_look: Look) -> Sequence[Fact]:
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, float):
            await asyncio.sleep(answer)
            return []
        return [answer]

    kind = type(answer) if isinstance(answer, Fact) else HttpAvailability
    base = Collector(name, 3, (kind,), EvidenceClass.OBSERVED, collect, 60, 0.1, 5)
    return replace(base, **changes)


def go(*units: Collector, **options: Any) -> dict[str, Observation]:
    seen = asyncio.run(run(units, HERE, options=RunOptions(**{"allow_private": True, "now_ms": 1_000, **options})))
    return {one.source: one for one in seen}


def test_a_fact_with_its_circumstances() -> None:
    seen = go(unit("fine", FINE))["fine"]
    assert (seen.fact, seen.version, seen.taken_at_ms, seen.vantage) == (FINE, 3, 1_000, Vantage.LAB)


@pytest.mark.parametrize(
    ("answer", "code", "is_error"),
    [
        (LookError("not_wordpress", "no", is_error=False), "not_wordpress", False),
        (ValueError("secret"), "unexpected", True),
        (5.0, "timeout", True),
    ],
    ids=["look_error", "crash", "slow"],
)
def test_what_goes_wrong_is_recorded_and_the_others_go_on(answer: Any, code: str, is_error: bool) -> None:
    seen = go(unit("bad", answer), unit("fine", FINE))
    fact = seen["bad"].fact
    assert isinstance(fact, NotSeen)
    assert (fact.wanted, fact.code, fact.is_error) == ("http.availability", code, is_error)
    assert "secret" not in fact.detail
    assert seen["fine"].fact == FINE


BURST = BurstProbe(sent=1, limited=0, sign=None)
PROBE = unit("probe", BURST, active=True, order=80)
OWNER = unit("owner", OWNED)
WINDOW = {"active": True, "consent": (500, 600_000)}  # the run has a clock of its own, which goes on


@pytest.mark.parametrize(
    ("units", "options", "code"),
    [
        ((PROBE, OWNER), {}, "not_owned"),
        ((PROBE,), WINDOW, "not_owned"),
        ((PROBE, OWNER), {"active": True}, "no_consent"),
        ((PROBE, OWNER), {"active": True, "consent": (300_000, 600_000)}, "outside_window"),
        ((PROBE, OWNER), {"active": True, "consent": (0, 1_000)}, "outside_window"),
    ],
)
def test_probes_need_asking_ownership_and_consent(units: tuple[Collector, ...], options: Any, code: str) -> None:
    fact = go(*units, **options)["probe"].fact
    assert isinstance(fact, NotSeen)
    assert (fact.code, fact.is_error) == (code, False)


def test_with_all_three_the_probe_runs() -> None:
    assert go(PROBE, OWNER, **WINDOW)["probe"].fact == BURST


def test_progress_counts_every_collector() -> None:
    said: list[tuple[str, int, int]] = []
    asyncio.run(
        run(
            [OWNER, PROBE, unit("bad", ValueError())],
            HERE,
            options=RunOptions(allow_private=True),
            on_progress=lambda name, done, total, _say: said.append((name, done, total)),
        )
    )
    assert [(done, total) for _, done, total in said] == [(1, 3), (2, 3), (3, 3)]
    assert said[-1][0] == "probe"


def test_when_told_to_stop_what_runs_ends_at_once() -> None:
    slow = unit("slow", 200.0, timeout_s=250)
    waiting = unit("waiting", BURST, active=True)
    begun = time.monotonic()
    seen = asyncio.run(
        run([OWNER, slow, waiting], HERE, options=RunOptions(allow_private=True), on_facts=lambda _seen: False)
    )
    assert time.monotonic() - begun < 100
    codes = {one.source: one.fact.code for one in seen if isinstance(one.fact, NotSeen)}
    assert codes == {"slow": "stopped", "waiting": "stopped"}


@pytest.mark.parametrize(
    ("contact", "code"), [("x" * 20_000, "too_large"), ("\ud800", "bad_answer")], ids=["long", "half_a_character"]
)
def test_a_fact_that_no_record_can_hold_is_said_to_be_so(contact: str, code: str) -> None:
    fact = SecurityTxt(is_present=True, contacts=(contact,), expires_at_ms=None, faults=())
    seen = go(unit("odd", fact))["odd"].fact
    assert isinstance(seen, NotSeen)
    assert (seen.wanted, seen.code) == ("http.security_txt", code)
