"""The access log of a real Apache: a burst of real requests against the rhythm of four weeks, heard, unheard, or too new.

The quiet weeks are lines laid into the log before the burst, as a log that was kept would hold them; the burst is real.
"""

import ssl
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.traffic_peaks import TrafficPeaks
from rempart.watch.core.rhythm import BIN_MS, WEEK_MS, bin_of
from tests.servers.apache import Account, Hosting

if TYPE_CHECKING:
    from rempart.directory.store.models import Account as Person
    from rempart.directory.store.models import Organisation

FIXTURE = "the access log of Apache with PHP-FPM; its quiet weeks were laid before, the burst is of real requests"
USUAL, BURST, ROUND_S = 12, 400, 300
TWO_HOURS_MS = 7_200_000


def scenes() -> Iterator[Scene]:
    """The log as it is comes first: nothing is learnt. Then one burst, heard by a person and by nobody."""
    with Hosting() as hosting:
        account = hosting.accounts["sqlite"]
        log = hosting.folder / "apache/access.log"
        yield Scene("traffic_new", "blind", FIXTURE, (_plain(_played(account, log, "blind")),))
        _lay(log)
        _burst(account)
        for name, side in (("traffic_heard", "good"), ("traffic_unheard", "broken")):
            yield Scene(name, side, FIXTURE, (_plain(_played(account, log, side)),))  # type: ignore[arg-type]


def _lay(log: Path) -> None:
    """Four weeks before: this hour and those beside it, and the last hours until now."""
    now = bin_of(_now())
    starts = [
        start - week * WEEK_MS for week in (4, 3, 2, 1) for start in range(now - 24 * BIN_MS, now + 24 * BIN_MS, BIN_MS)
    ]
    past = [*starts, *range(now - 12 * BIN_MS, now, BIN_MS)]
    written = log.read_bytes()
    log.write_bytes(b"".join(_line(start + n * 1_000) for start in sorted(past) for n in range(USUAL)) + written)


def _line(at_ms: int) -> bytes:
    moment = datetime.fromtimestamp(at_ms / 1_000, UTC).strftime("%d/%b/%Y:%H:%M:%S +0000")
    return f'192.0.2.1 - - [{moment}] "GET / HTTP/1.1" 200 512 "-" "-"\n'.encode()


def _burst(account: Account) -> None:
    """Many at once, of something small."""

    def ask(_: int) -> None:
        context: ssl.SSLContext = account.context()
        urllib.request.urlopen(account.url + "/license.txt", timeout=60, context=context).close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(ask, range(BURST)))


def _played(account: Account, log: Path, side: str) -> Observation:
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.maturity.store import facts
    from rempart.watch.actions.count_requests import judge_bins, set_tap
    from rempart.watch.actions.hear import hear
    from rempart.watch.actions.tell_peaks import tell_tap
    from rempart.watch.store.models import Incident, Tap

    organisation = create_organisation(f"Quarry {side}", None)
    owner = create_account(organisation, f"owner-{side}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, account.url, is_private=True)
    row = set_tap(site, log, from_start=side != "blind")
    if side != "blind":
        judge_bins(Tap.objects.select_related("site__organisation").get(pk=row.pk), bin_of(_now()) + 2 * BIN_MS)
        settle(site, state_folder())
        _hear(owner, organisation, is_heard=side == "good")
        settle(site, state_folder())
        while hear():
            pass
    if side == "broken":
        Incident.objects.filter(organisation=organisation).update(confirmed_ms=_now() - TWO_HOURS_MS)
    tell_tap(Tap.objects.select_related("site__organisation", "organisation").get(pk=row.pk))
    settle(site, state_folder())
    return next(one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, TrafficPeaks))


def _hear(owner: "Person", organisation: "Organisation", *, is_heard: bool) -> None:
    from rempart.notices.actions.gather import gather
    from rempart.notices.actions.take_notice import take_notice
    from rempart.notices.store.models import Notice
    from rempart.watch.actions.hear import hear

    while hear() or gather():
        pass
    notice = Notice.objects.get(organisation=organisation, kind="watch.peak.begun")
    if is_heard:
        take_notice(owner, notice)


def _now() -> int:
    from rempart.directory.actions.action import now_ms

    return now_ms()


def _plain(seen: Observation) -> Observation:
    names = [name for name in seen.fact.__struct_fields__ if name.endswith("_s")]
    values = {name: value for name in names if (value := getattr(seen.fact, name)) is not None}
    rounded = {name: -(-max(1, value) // ROUND_S) * ROUND_S for name, value in values.items()}
    return msgspec.structs.replace(seen, fact=msgspec.structs.replace(seen.fact, **rounded))


UNIT = Measure("watch_traffic", (TrafficPeaks,), ("traffic_new", "traffic_heard", "traffic_unheard"), scenes)
