"""One run: every collector looks, each within its time; whatever goes wrong becomes a NotSeen fact, never a lost run."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from rempart.channel.guarded.resolver import is_own
from rempart.facts.fact import Fact, Observation
from rempart.facts.not_seen import NotSeen
from rempart.facts.probe import Ownership
from rempart.scanner.core.collector import Collector, LookError
from rempart.scanner.core.target import Target
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.pace import Patience
from rempart.scanner.net.visit import Visit
from rempart.terms.addresses import zone_of
from rempart.terms.evidence import Vantage

Progress = Callable[[str, int, int, str], None]  # collector id, done, total, a sentence
Keep = Callable[[Sequence[Observation]], bool]  # what one collector saw; False = look no further
Previous = Callable[[type[Fact]], Fact | None]
MAX_FACT_BYTES = 12 * 1024  # an entry of the ledger holds 16 KiB; a site must not be able to overfill one
WALL_S = 240.0  # of one collector, pauses for manners included; patience alone could be stretched for ever


async def run(
    collectors: Mapping[str, Collector] | Iterable[Collector],
    target: Target,
    *,
    options: RunOptions,
    previous: Previous = lambda _kind: None,
    on_progress: Progress = lambda _id, _done, _total, _say: None,
    on_facts: Keep = lambda _seen: True,
    is_allowed: Callable[[], bool] = lambda: True,
) -> list[Observation]:
    """Passive collectors side by side, then the active ones in order if they may. Raises nothing of the target's doing.

    `is_allowed` is asked before every probe: consent may be withdrawn while the run is under way.
    """
    units = sorted(
        collectors.values() if isinstance(collectors, Mapping) else collectors, key=lambda unit: (unit.order, unit.id)
    )
    visit = Visit(target, options, previous)
    visit.permit.is_allowed = is_allowed
    round_ = _Round(visit, on_progress, on_facts, len(units))
    try:
        await round_.begin()
        await asyncio.gather(*(round_.look(unit) for unit in units if not unit.active))
        for unit in units:
            if unit.active:
                await round_.look(unit, refusal=round_.refusal())
    finally:
        await visit.close()
    return round_.observations


@dataclass(slots=True)
class _Round:
    """The state of one run."""

    visit: Visit
    on_progress: Progress
    on_facts: Keep
    total: int
    vantage: Vantage = Vantage.EXTERNAL
    settled_vantage: Vantage = Vantage.EXTERNAL
    shut: LookError | None = None
    done: int = 0
    observations: list[Observation] = field(default_factory=list)
    timers: set[asyncio.Timeout] = field(default_factory=set)

    async def begin(self) -> None:
        """Pin the target's addresses; where they lie decides the vantage, and whether anything is tried at all."""
        try:
            self.vantage = self.settled_vantage = _vantage(await self.visit.pins.addresses(self.visit.target.host))
        except LookError as fault:
            self.shut = fault if fault.code == "private_address" else None

    async def _settle(self) -> None:
        """Where the front page leads to; that host may lie elsewhere."""
        home = await self.visit.settle()
        if home.host != self.visit.target.host:
            self.settled_vantage = _vantage(await self.visit.pins.addresses(home.host))

    def _seen(self, kind: type[Fact]) -> Fact | None:
        return next((seen.fact for seen in reversed(self.observations) if isinstance(seen.fact, kind)), None)

    def refusal(self) -> LookError | None:
        """Why active collectors may not run now (design section 9)."""
        owned = any(isinstance(seen.fact, Ownership) for seen in self.observations)
        if self.visit.options.active and not owned:
            return LookError("not_owned", "Probes start once ownership of the site is proven", is_error=False)
        return self.visit.permit.refusal()

    async def look(self, unit: Collector, refusal: LookError | None = None) -> None:
        """One collector, whatever happens."""
        stop = self.shut or refusal
        facts = [_not_seen(kind, stop) for kind in unit.kinds] if stop else await self._collect(unit)
        facts = [_fitting(fact) for fact in facts]
        observed = [self._observed(unit, fact) for fact in facts]
        self.observations.extend(observed)
        self.done += 1
        if not self.on_facts(observed):
            self.stop()
        missed = next((fact for fact in facts if isinstance(fact, NotSeen)), None)
        say = missed.detail if missed else "seen"
        self.on_progress(unit.id, self.done, self.total, say)

    def stop(self) -> None:
        """Nobody wants more: what runs ends now, what waits never starts."""
        self.shut = LookError("stopped", "The measurement was stopped", is_error=False)
        for timer in self.timers:
            if not timer.expired():
                timer.reschedule(asyncio.get_running_loop().time())

    async def _collect(self, unit: Collector) -> Sequence[Fact]:
        patience = Patience()
        try:
            if unit.active or unit.settled:
                async with asyncio.timeout(WALL_S):
                    await self._settle()
            view = self.visit.lend(unit, patience)
            if unit.active:
                view.know(self._seen)
            async with asyncio.timeout(WALL_S), asyncio.timeout(unit.timeout_s) as timer:
                patience.timer = timer
                self.timers.add(timer)
                try:
                    return tuple(await unit.collect(view))
                finally:
                    self.timers.discard(timer)
        except LookError as fault:
            return [_not_seen(kind, fault) for kind in unit.kinds]
        except TimeoutError:
            slow = self.shut or LookError("timeout", f"No whole answer within {unit.timeout_s:.0f} s")
            return [_not_seen(kind, slow) for kind in unit.kinds]
        except Exception as crash:  # noqa: BLE001 - process edge: one broken collector must not lose the run
            broken = LookError("unexpected", f"The collector {unit.id} failed ({type(crash).__name__})")
            return [_not_seen(kind, broken) for kind in unit.kinds]

    def _observed(self, unit: Collector, fact: Fact) -> Observation:
        options = self.visit.options
        return Observation(
            org=options.org,
            subject=options.subject,
            fact=fact,
            taken_at_ms=self.visit.now_ms,
            evidence=unit.evidence,
            source=unit.id,
            version=unit.version,
            operator=options.operator,
            vantage=self.settled_vantage if unit.active or unit.settled else self.vantage,
        )


def _vantage(addresses: Sequence[str]) -> Vantage:
    """From where a server at these addresses is seen."""
    zones = {zone_of(address) for address in addresses}
    if "loopback" in zones:
        return Vantage.LAB
    if any(is_own(address) for address in addresses):
        return Vantage.SAME_HOST
    return Vantage.EXTERNAL if zones == {"public"} else Vantage.SAME_NETWORK


def _fitting(fact: Fact) -> Fact:
    """The fact, or that it cannot be recorded: half a list would be a false one, half a character is none."""
    try:
        size = len(msgspec.json.encode(fact))
    except (ValueError, TypeError, OverflowError) as bad:
        unfit = LookError("bad_answer", f"What the site shows cannot be written down ({type(bad).__name__})")
        return _not_seen(type(fact), unfit)
    if size <= MAX_FACT_BYTES:
        return fact
    return _not_seen(
        type(fact), LookError("too_large", f"What the site shows is too long for the record ({size} bytes)")
    )


def _not_seen(kind: type[Fact], fault: LookError) -> NotSeen:
    return NotSeen(wanted=kind.kind, code=fault.code, detail=fault.detail[:500], is_error=fault.is_error)
