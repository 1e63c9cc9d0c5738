"""A monitor of the companion inside a site: what the record says of it, and nothing else."""

import pytest

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.events import companion as events
from rempart.events.kind import EventKind
from rempart.terms.scope import Subject
from rempart.watch.actions.change_monitor import Wish, add_monitor, change_monitor
from rempart.watch.actions.hear import hear
from rempart.watch.actions.pass_time import kinds
from rempart.watch.actions.watch_companions import FRESH_MS, look_at_companions
from rempart.watch.core.settings import BadSettings
from rempart.watch.store.models import Incident, Inside, Monitor
from tests.cast import Cast
from tests.maturity.integrated import integrate

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://boutique.example")


def said(site: Site, kind: EventKind) -> None:
    body = {"trouble": "timeout", "companion": "1.0", "key_id": "a", "after_ms": 1}
    with system_action(site.organisation) as record:
        record.event(kind, Subject("site", site.uid), body)
    integrate()
    while hear():
        pass


def looked(row: Monitor, at_ms: int | None = None) -> str:
    Monitor.objects.filter(pk=row.pk).update(looked_ms=0)
    look_at_companions(at_ms or now_ms(), kinds()["companion"])
    row.refresh_from_db()
    return row.state


def test_silence_and_its_end_are_those_of_the_record(cast_: Cast, site: Site) -> None:
    row = add_monitor(cast_.alice, cast_.lavande, site, "companion", Wish("Inside", 60, {}))
    assert looked(row) == "unknown"  # nobody connected it: that is no outage
    assert row.last_reason == "companion_left"
    said(site, events.SITE_ENROLLED)
    assert looked(row) == "up"
    said(site, events.SITE_SILENT)
    assert looked(row) == "down"
    assert Incident.objects.get(what=Incident.OUTAGE).reason == "companion_silent"
    said(site, events.FACT_RECORDED)  # an entry of before the silence ends nothing
    assert looked(row) == "down"
    said(site, events.SITE_ANSWERED)
    assert looked(row) == "up"
    assert Incident.objects.get(what=Incident.OUTAGE).ended_ms is not None
    said(site, events.SITE_LIED)
    assert (looked(row), row.last_reason) == ("down", "companion_lied")


def test_nothing_said_for_long_is_not_known(cast_: Cast, site: Site) -> None:
    row = add_monitor(cast_.alice, cast_.lavande, site, "companion", Wish("Inside", 60, {}))
    said(site, events.SITE_ENROLLED)
    assert looked(row) == "up"
    looked(row, now_ms() + FRESH_MS + 60_000)
    assert row.last_outcome == "cannot"
    assert not Incident.objects.exists()


def test_each_at_its_own_pace(cast_: Cast, site: Site) -> None:
    row = add_monitor(cast_.alice, cast_.lavande, site, "companion", Wish("Inside", 3_600, {}))
    said(site, events.SITE_ENROLLED)
    looked(row)
    before = row.looked_ms
    look_at_companions(before + 60_000, kinds()["companion"])
    row.refresh_from_db()
    assert row.looked_ms == before


def test_it_is_about_a_site_and_named_after_it(cast_: Cast, site: Site) -> None:
    with pytest.raises(BadSettings):
        add_monitor(cast_.alice, cast_.lavande, None, "companion", Wish("Inside", 60, {}))
    row = add_monitor(cast_.alice, cast_.lavande, site, "companion", Wish("Inside", 60, {}))
    assert row.settings["address"] == site.address
    said(site, events.SITE_ENROLLED)
    looked(row)
    change_monitor(cast_.alice, row, Wish("Inside", 60, {}))
    row.refresh_from_db()
    assert row.state == "up"  # nothing that is looked at changed


def test_another_house_says_nothing_of_it(cast_: Cast, site: Site) -> None:
    with system_action(cast_.velos) as record:
        record.event(events.SITE_SILENT, Subject("site", site.uid), {"trouble": "timeout"})
    integrate()
    while hear():
        pass
    assert not Inside.objects.exists()
