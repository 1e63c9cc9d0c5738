"""A real site whose companion lists what is installed, and a feed with a flaw of it: heard, unheard, or nothing known.

The feed is a sample of ours in the form of Wordfence Intelligence; no record of it stands in a real one.
"""

import json
import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dev.recording.measure import Measure, Scene
from rempart.facts.fact import Observation
from rempart.facts.vulnerability_told import VulnerabilityTold
from tests.companion.house import code_of, put_plugin, switch_on
from tests.servers.apache import Account, Hosting

if TYPE_CHECKING:
    from rempart.directory.store.models import Account as Person
    from rempart.directory.store.models import Site

FIXTURE = "WordPress on Apache and PHP-FPM with the companion, a sample feed that names one of its plug-ins"
ROUND_S = 3_600  # seconds differ from one recording to the next
THREE_DAYS_MS = 3 * 86_400_000
PLUGIN = "<?php /* Plugin Name: Sample slider\nVersion: 2.0.0 */"


def scenes() -> Iterator[Scene]:
    """The site that nobody looks into comes first; then the same flaw, heard by a person and by nobody."""
    with tempfile.TemporaryDirectory() as folder, Hosting() as hosting:
        account = hosting.accounts["sqlite"]
        ca = Path(folder) / "ca.pem"
        ca.write_text(account.ca_pem)
        os.environ["REMPART_CA_FILE"] = str(ca)
        account.write("wp-content/plugins/sample-slider/sample-slider.php", PLUGIN)
        put_plugin(account, Path(folder))
        switch_on(account)
        _deliver()
        for name, side in (("inventory_unseen", "blind"), ("inventory_heard", "good"), ("inventory_unheard", "broken")):
            yield Scene(name, side, FIXTURE, (_plain(_played(account, side)),))  # type: ignore[arg-type]


def _deliver() -> None:
    """As the operator does it."""
    from rempart.inventory.actions.take_feeds import take_file
    from rempart.inventory.store import folder

    disclosed = (datetime.now(UTC) - timedelta(hours=3)).strftime("%Y-%m-%d %H:%M:%S")
    versions = {"SAMPLE": {"from_version": "*", "from_inclusive": True, "to_version": "2.1.0", "to_inclusive": True}}
    software = {"type": "plugin", "slug": "sample-slider", "affected_versions": versions, "patched_versions": ["2.1.1"]}
    record: dict[str, Any] = {
        "id": "sample-1",
        "title": "SAMPLE, no real flaw",
        "software": [software],
        "cvss": {"score": 8.1},
    }
    path = folder.feeds_folder() / "sample.json"
    path.write_text(json.dumps({"sample-1": {**record, "published": disclosed}}))
    feed = take_file(next(iter(folder.files())))
    assert feed.flaws == 1, feed.trouble


def _played(account: Account, side: str) -> Observation:
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.directory.actions.add_site import add_site
    from rempart.directory.actions.create_account import create_account
    from rempart.directory.actions.create_organisation import create_organisation
    from rempart.directory.actions.grant_role import grant_role
    from rempart.directory.core.roles import Role
    from rempart.inventory.actions.tell_inventory import tell_site
    from rempart.maturity.store import facts

    organisation = create_organisation(f"Quarry {side}", None)
    owner = create_account(organisation, f"owner-{side}@quarry.example", None)
    grant_role(organisation, owner, Role.OWNER)
    site = add_site(owner, organisation, account.url, is_private=True)
    if side != "blind":
        _look(owner, site, account)
        _tell(owner, site, is_heard=side == "good")
    tell_site(site)
    settle(site, state_folder())
    return next(one for one in facts.newest(site, since_ms=0) if isinstance(one.fact, VulnerabilityTold))


def _look(owner: "Person", site: "Site", account: Account) -> None:
    """Through the companion, as a person connects it."""
    from rempart.companion.actions.connect import connect
    from rempart.companion.actions.poll import turn

    row = connect(owner, site, code_of(account))
    turn(row.pk)
    row.refresh_from_db()
    assert not row.trouble, row.trouble
    _take_in(site)


def _tell(owner: "Person", site: "Site", *, is_heard: bool) -> None:
    """By the way of the notices; whoever takes the notice in hand has heard of it."""
    from rempart.inventory.store.models import Exposure
    from rempart.notices.actions.gather import gather
    from rempart.notices.actions.take_notice import take_notice
    from rempart.notices.store.models import Notice

    while gather():
        pass
    notice = Notice.objects.get(organisation=site.organisation, kind="inventory.flaw.found")
    if is_heard:
        take_notice(owner, notice)
        _take_in(site)
    else:  # as three days later
        row = Exposure.objects.get(site=site)
        moments = {name: getattr(row, name) - THREE_DAYS_MS for name in ("began_ms", "found_ms", "told_ms")}
        Exposure.objects.filter(pk=row.pk).update(**moments)


def _take_in(site: "Site") -> None:
    from rempart.channel.place import state_folder
    from rempart.daemon.single_run import settle
    from rempart.inventory.actions.follow_record import follow_record
    from rempart.inventory.actions.match_site import match_due

    for _ in range(2):
        settle(site, state_folder())
        while follow_record() or match_due():
            pass


def _plain(seen: Observation) -> Observation:
    names = [name for name in seen.fact.__struct_fields__ if name.endswith("_s")]
    values = {name: value for name in names if (value := getattr(seen.fact, name)) is not None}
    rounded = {name: -(-max(1, value) // ROUND_S) * ROUND_S for name, value in values.items()}
    return msgspec.structs.replace(seen, fact=msgspec.structs.replace(seen.fact, **rounded))


UNIT = Measure(
    "inventory_told", (VulnerabilityTold,), ("inventory_unseen", "inventory_heard", "inventory_unheard"), scenes
)
