"""From a shell and from the console: the owner's token, consent, probes, and the stones that turn."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from dev.wordpress import Site as WordPress
from rempart.daemon import duty, schedule
from rempart.directory.actions.action import system_action
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Site
from rempart.facts.fact import Observation
from rempart.facts.probe import LoginLimitProbe
from rempart.facts.wire import to_body
from rempart.ledger import keys, store
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.store import facts
from rempart.scanner.actions import carry_out_run
from rempart.scanner.actions.give_consent import give_consent
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.actions.withdraw_consent import withdraw_consent
from rempart.scanner.core.collector import Collector
from rempart.scanner.net.options import Limits
from rempart.scanner.store.models import Consent, Run, Schedule
from rempart.terms.evidence import EvidenceClass, Operator, Vantage
from rempart.terms.reference import FactRef
from rempart.terms.scope import Subject
from tests.cast import Cast, enrol
from tests.contracts.stranger import Stranger
from tests.servers.firewall import Firewall, firewall

pytestmark = pytest.mark.slow
FILE = ".well-known/rempart.txt"
FILTERED = (
    "sql_injection_stopped",
    "script_injection_stopped",
    "xmlrpc_abuse_stopped",
    "known_plugin_exploits_stopped",
)
PROBED = (*FILTERED, "login_attempts_limited")
BESIDE = ("site_ownership", "wordpress_doors", "wordpress_xmlrpc")
ALLOW = {"do": "allow", "consent": "1", "days": "30", "from_hour": "0", "until_hour": "24"}


@pytest.fixture
def open_site(wordpress: WordPress) -> Iterator[WordPress]:
    """Filtered and limited, without the token; xmlrpc.php is open, so that its filter is what counts."""
    with wordpress.planted("xmlrpc_open"):
        wordpress.forget_failures()
        wordpress.delete(FILE)
        yield wordpress
        wordpress.delete(FILE)
        wordpress.forget_failures()


@pytest.fixture
def watched(open_site: WordPress) -> Iterator[tuple[Firewall, str]]:
    """The same behind a door that only counts who comes in."""
    with firewall(open_site.port) as (door, port):
        yield door, f"http://127.0.0.1:{port}"


def probes_in(door: Firewall) -> int:
    """Attacks, and passwords tried."""
    return len(door.attacks) + sum(asked.is_sign_in for asked in door.record)


def verdicts(document: dict[str, Any], *names: str) -> dict[str, tuple[str, str | None]]:
    """State and class of some controls."""
    return {c["id"]: (c["state"], c["class"]) for c in document["controls"] if c["id"] in names}


def test_by_command(open_site: WordPress, watched: tuple[Firewall, str], tmp_path: Path) -> None:
    (door, address), stranger = watched, Stranger(tmp_path / "data")
    words = ("assess", address, "--allow-private", "--active", "--json")

    first = stranger.run(*words)
    assert first.code == 0
    assert probes_in(door) == 0
    assert f"{address}/{FILE}" in first.err
    assert {state for state, _ in verdicts(first.document, *FILTERED).values()} == {"unknown"}

    (line,) = re.findall(r"^\s+(rempart-site=\w+)$", first.err, re.MULTILINE)
    open_site.write(FILE, f"{line}\n")
    second = stranger.run(*words)
    assert second.err == ""
    assert len(door.attacks) == 14
    assert sum(asked.is_sign_in for asked in door.record) == 4
    assert verdicts(second.document, *PROBED) == dict.fromkeys(PROBED, ("met", "exercised"))
    assert (second.document["lab"], second.document["vantage"]) == (True, "lab")
    assert {c["vantage"] for c in second.document["controls"] if c["id"] in PROBED} == {"lab"}


# In the console


@pytest.fixture
def fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """The operator allows this machine; the pace, and what else a run looks at, are proven elsewhere."""
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    slow, found = duty.options_of, carry_out_run.discover

    def some(package: str, form: type[Collector]) -> dict[str, Collector]:
        units = found(package, form)
        return {name: unit for name, unit in units.items() if unit.active or name in BESIDE}

    monkeypatch.setattr(carry_out_run, "discover", some)
    monkeypatch.setattr(
        duty, "options_of", lambda *a, **k: replace(slow(*a, **k), limits=Limits(per_second=1_000, at_once=2))
    )


@pytest.fixture
def site(transactional_db: None, cast_: Cast, watched: tuple[Firewall, str]) -> Site:
    """Alice's."""
    return add_site(cast_.alice, cast_.lavande, watched[1], is_private=True)


def judged(site: Site, state: Path) -> dict[str, Any]:
    """As the daemon does: indexes, fold, judge. The document."""
    connection.ensure_connection()
    signing = keys.load_or_create(state)
    epoch = store.claim(connection.connection)
    while store.integrate(connection.connection, signing, epoch=epoch):
        pass
    while duty.fold_and_judge():
        pass
    return judge_site(site)


def test_in_the_console(
    client: Client,
    site: Site,
    cast_: Cast,
    watched: tuple[Firewall, str],
    open_site: WordPress,
    fast: None,
    tmp_path: Path,
) -> None:
    door, page = watched[0], f"/sites/{site.uid}/keys/"
    analyst = create_account(cast_.lavande, "ana@lavande.example", None, "Ana")
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, analyst, Role.ANALYST)
    enrol(analyst)

    client.force_login(analyst)
    assert client.post(page, ALLOW).status_code in (403, 404)
    client.force_login(cast_.charlie)
    assert client.post(page, ALLOW).status_code in (403, 404)
    assert not Run.objects.exists()
    assert not Consent.objects.exists()

    client.force_login(cast_.alice)
    assert client.post(page, ALLOW).status_code == 302
    assert duty.measure_one()
    assert probes_in(door) == 0  # consent, but no token
    assert not duty.measure_one()

    open_site.write(FILE, f"{site.token}\n")
    client.force_login(analyst)
    assert client.post(page, {"do": "probe"}).status_code == 302
    assert duty.measure_one()
    assert Run.objects.filter(state=Run.DONE, is_active=True).count() == 2
    assert len(door.attacks) == 14
    document = judged(site, tmp_path)
    assert verdicts(document, *PROBED) == dict.fromkeys(PROBED, ("met", "exercised"))
    assert document["lab"] is True

    open_site.forget_failures()
    with open_site.planted("no_filter", "login_unlimited"):
        request_run(analyst, site, active=True)
        assert duty.measure_one()
    assert verdicts(judged(site, tmp_path), *PROBED) == dict.fromkeys(PROBED, ("not_met", "exercised"))
    level = client.get(f"/sites/{site.uid}/").content.decode()
    assert "LAB" in level or "lab" in level


def test_consent_withdrawn_while_probes_run(
    site: Site,
    cast_: Cast,
    watched: tuple[Firewall, str],
    open_site: WordPress,
    fast: None,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Somebody takes the consent back after the first attack has arrived: the rest is never sent."""
    door = watched[0]
    monkeypatch.setattr(carry_out_run, "BEAT_S", 0.05)
    open_site.write(FILE, f"{site.token}\n")
    give_consent(cast_.alice, site, days=1)
    run = request_run(cast_.alice, site, active=True)
    real, ended = carry_out_run.consent_window, []

    def reading(asked: Site) -> tuple[int, int] | None:
        if door.attacks and not ended:
            ended.append(withdraw_consent(cast_.alice, asked))
        return real(asked)

    monkeypatch.setattr(carry_out_run, "consent_window", reading)
    assert duty.measure_one()
    run.refresh_from_db()
    assert run.state == Run.DONE
    assert ended == [1]
    assert 0 < len(door.attacks) < 10
    assert not any(asked.is_sign_in for asked in door.record)


# What decides, without a server


@pytest.fixture
def quiet(db: None, cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://quarry.example")


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [("2026-03-02T01:59", False), ("2026-03-02T02:00", True), ("2026-03-02T04:59", True), ("2026-03-02T05:00", False)],
)
def test_hours_are_kept_and_end_today(quiet: Site, monkeypatch: pytest.MonkeyPatch, moment: str, is_open: bool) -> None:
    Consent.objects.create(
        organisation=quiet.organisation, site=quiet, from_ms=at("2026-03-01T12:00"), until_ms=at("2026-03-09T12:00"),
        from_hour=2, until_hour=5,
    )  # fmt: skip
    monkeypatch.setattr(carry_out_run, "now_ms", lambda: at(moment))
    window = (at("2026-03-02T02:00"), at("2026-03-02T05:00")) if is_open else None
    assert carry_out_run.consent_window(quiet) == window


def test_a_run_that_waits_takes_the_probes_along(quiet: Site, cast_: Cast) -> None:
    waiting = request_run(cast_.alice, quiet)
    assert not waiting.is_active
    assert request_run(cast_.alice, quiet, active=True).pk == waiting.pk
    assert Run.objects.get().is_active
    assert request_run(cast_.alice, quiet).is_active


def test_the_same_address_has_another_token_in_another_organisation(quiet: Site, cast_: Cast) -> None:
    theirs = add_site(cast_.charlie, cast_.velos, quiet.address)
    elsewhere = add_site(cast_.alice, cast_.lavande, quiet.address + "/blog")
    assert len({quiet.token, theirs.token, elsewhere.token}) == 3


@pytest.mark.parametrize("has_consent", [True, False])
def test_scheduled_runs_probe_while_the_owner_agrees(quiet: Site, cast_: Cast, has_consent: bool) -> None:
    Schedule.objects.create(organisation=quiet.organisation, site=quiet, every_s=3_600)
    if has_consent:
        give_consent(cast_.alice, quiet, days=1)
    assert schedule.start_due()
    assert Run.objects.get().is_active is has_consent


@pytest.mark.parametrize(("age_s", "banned", "rests"), [(60, True, True), (60, False, False), (3_700, True, False)])
def test_probes_rest_after_a_ban(quiet: Site, age_s: int, banned: bool, rests: bool) -> None:
    kept(quiet, LoginLimitProbe(tried=5, limited_after=4, sign="status", own_address_banned=banned), age_s)
    until = duty.options_of(quiet, active=True, allow_private=False).rest_until_ms
    assert (until is not None) is rests


def kept(site: Site, fact: LoginLimitProbe, age_s: int) -> None:
    """As if it had been folded."""
    seen = Observation(
        org=site.organisation.uid,
        subject=Subject("site", site.uid),
        fact=fact,
        taken_at_ms=carry_out_run.now_ms() - age_s * 1000,
        evidence=EvidenceClass.EXERCISED,
        source="probe_login",
        operator=Operator.SELF,
        vantage=Vantage.LAB,
        ref=FactRef(site.organisation.uid, 0, "0" * 64),
    )
    facts.keep(site.organisation, seen, to_body(seen))
