"""What happens in the demo's week besides the looks from outside: companion, vault, drills, updates, watch, visitors."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from dev import demo_clock, demo_companion, demo_kept, demo_seen

Settle = Callable[[], object]  # what waits becomes part of the record

RENEWED = 3  # the day from which the certificate is young enough to be watched without an alarm of the past
DRILLS = {1: "the first drill", 5: "a drill by hand"}
HELD_BACK = 2  # the day on which the broken update is tried


class Inside:
    """Each day under the replayed clock; `day` and `today` say in words what was done."""

    def __init__(self, folder: Path, wordpress: Any, owner: Any, site: Any, begin_ms: int, settle: Settle) -> None:
        self.wordpress, self.owner, self.site, self.settle = wordpress, owner, site, settle
        self.log = folder / "visitors.log"
        with demo_clock.at(begin_ms, wordpress):
            self.plan = demo_kept.begin(wordpress, owner, site, folder)
            self.link = demo_companion.connect(wordpress, owner, site)
            demo_seen.watch(owner, site)
            self.tap = demo_seen.follow(site, self.log, begin_ms)

    def day(self, number: int, moment_ms: int) -> str:
        """A snapshot, people in wp-admin, looks, visitors; on some days a drill or a trial."""
        said = ["a snapshot"]
        with demo_clock.at(moment_ms, self.wordpress):
            demo_companion.day(number, self.wordpress, self.site.address)
            demo_companion.ask(self.link)
            demo_kept.snapshot(self.plan)
            if number in DRILLS:
                ended = demo_kept.drill(self.owner if number == max(DRILLS) else None, self.site)
                said.append(f"{DRILLS[number]}: {ended}")
            if number == HELD_BACK:
                ended = demo_kept.update(self.owner, demo_kept.bring(self.owner, self.site, "1.1"), "try")
                said.append(f"an update tried, {ended}")
        kinds = ("http", "tls") if number >= RENEWED else ("http",)
        demo_seen.day(self.site.organisation, moment_ms + demo_seen.DAY_MS, *kinds)
        demo_seen.traffic(self.tap, number, self.log, moment_ms + demo_seen.DAY_MS)
        return ", ".join(said)

    def today(self) -> str:
        """Now, by the real clock: what was kept is checked, a good update goes live, another waits, one short outage."""
        demo_companion.ask(self.link)
        follow_parts(self.settle)
        demo_kept.snapshot(self.plan)
        demo_kept.check(self.owner, self.plan)
        good = demo_kept.bring(self.owner, self.site, "1.2")
        said = [demo_kept.update(self.owner, good, work) for work in ("try", "apply")]
        demo_kept.bring(self.owner, self.site, "1.3")
        demo_companion.ask(self.link)
        follow_parts(self.settle)
        demo_seen.outage(self.site.organisation, self.wordpress)
        return f"an update tried, {said[0]}, and laid live, {said[1]}; a short outage"


def follow_parts(settle: Settle) -> None:
    """What the record says of the site's parts, compared with the known flaws."""
    from rempart.inventory.actions.follow_record import follow_record
    from rempart.inventory.actions.match_site import match_due

    settle()
    while follow_record() or match_due():
        pass
    settle()


def hear(settle: Settle) -> None:
    """The watch hears what the record took, as the worker does."""
    from rempart.watch.actions.hear import hear as hear_record

    follow_parts(settle)
    while hear_record():
        pass
