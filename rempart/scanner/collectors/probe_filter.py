"""Sends attacks and their harmless twins, class by class, and says which were stopped on the way."""

from collections.abc import Sequence

from rempart.facts.fact import Fact
from rempart.facts.probe import FilterProbe
from rempart.scanner.core.collector import Collector, Look, LookError
from rempart.scanner.core.probes.identity import Headers, browser
from rempart.scanner.core.probes.outcome import Outcome, stopped
from rempart.scanner.core.probes.plan import Probe, plan
from rempart.scanner.core.probes.verdict import before_ban, facts
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

CHECKS = 2  # looks at the front page: does a stopped twin mean that our address was shut out?


async def collect(look: Look) -> Sequence[Fact]:
    """One after the other, in the seed's order. A target that stops all twins cannot be told from one that is down."""
    answered, is_banned = await _send_all(look)
    found = [fact for fact in facts(before_ban(answered) if is_banned else answered) if fact.sent and fact.twins_sent]
    if is_banned and not found:
        raise LookError("twin_blocked", f"Our address was shut out after {len(answered)} probes, too early to tell")
    if not found:
        code = next((o.failure for _, o in answered if o.failure), "cannot_tell")
        raise LookError(code, "No probe was answered")
    if all(fact.twins_blocked == fact.twins_sent for fact in found):
        raise LookError("twin_blocked", "Harmless requests are stopped as well, so nothing can be said of attacks")
    return found


async def _send_all(look: Look) -> tuple[list[tuple[Probe, Outcome]], bool]:
    """The answers, and whether the site shut our address out: then nothing more is sent."""
    answered: list[tuple[Probe, Outcome]] = []
    probes, checks, has_passed = plan(look.seed), CHECKS, False
    for place, probe in enumerate(probes, 1):
        outcome = await _send(look, probe.path, probe.headers, probe.method, probe.body)
        answered.append((probe, outcome))
        is_stopped, is_told = bool(stopped(outcome)), not probe.is_attack and probe.identity == "browser"
        has_passed = has_passed or (is_told and not is_stopped and not outcome.failure)
        if is_stopped and has_passed and checks and (is_told or place == len(probes)):
            checks -= 1
            if stopped(await _send(look, "/", browser(look.seed))):
                return answered, True
    return answered, False


async def _send(look: Look, path: str, headers: Headers, method: str = "GET", body: bytes = b"") -> Outcome:
    try:
        answer = await look.fetch(look.target.url(path), method=method, headers=headers, body=body, fresh=True)
    except LookError as fault:
        return Outcome(failure=fault.code)
    return Outcome(answer.status, answer.headers, answer.text)


UNIT = Collector(
    "probe_filter", 2, (FilterProbe,), EvidenceClass.EXERCISED, collect, DAY_S, 90.0, 30, active=True, order=60
)
