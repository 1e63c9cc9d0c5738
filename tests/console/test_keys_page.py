"""Keys, measuring and the schedule: each switch only for those who may, and only within its limits."""

import hashlib

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.facts.fact import Observation
from rempart.facts.probe import Ownership
from rempart.facts.wire import to_body
from rempart.maturity.store import facts
from rempart.scanner.store.models import Consent, Run, Schedule
from rempart.terms.evidence import EvidenceClass, Operator
from rempart.terms.reference import FactRef
from rempart.terms.scope import Subject
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ALLOW = {"do": "allow", "consent": "1", "days": "30", "from_hour": "2", "until_hour": "5"}


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example:8443/blog")


def keys(site: Site) -> str:
    return f"/sites/{site.uid}/keys/"


def found_token(site: Site, token: str, *, age_ms: int = 0) -> None:
    seen = Observation(
        org=site.organisation.uid,
        subject=Subject("site", site.uid),
        fact=Ownership(way="well_known", token_sha256=hashlib.sha256(token.encode()).hexdigest()),
        taken_at_ms=now_ms() - age_ms,
        evidence=EvidenceClass.OBSERVED,
        source="site_ownership",
        operator=Operator.SELF,
        ref=FactRef(site.organisation.uid, 0, "0" * 64),
    )
    facts.keep(site.organisation, seen, to_body(seen))


def test_the_lines_are_those_the_collector_looks_for(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    text = client.get(keys(site)).content.decode()
    assert "https://maison-lavande.example:8443/.well-known/rempart.txt" in text
    assert text.count(f">rempart-site={site.token}</code>") == 2  # the file's line and the record's


@pytest.mark.parametrize(
    ("token", "age_ms", "is_owned"), [("own", 0, True), ("own", 90_000_000, False), ("other", 0, False)]
)
def test_ownership_is_this_token_seen_lately(
    client: Client, site: Site, cast_: Cast, token: str, age_ms: int, is_owned: bool
) -> None:
    found_token(site, site.token if token == "own" else token, age_ms=age_ms)
    client.force_login(cast_.alice)
    assert (b"It is shown that the site is yours" in client.get(keys(site)).content) is is_owned


def test_consent_for_days_and_hours_starts_a_run_with_probes(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    answer = client.post(keys(site), ALLOW)
    run, consent = Run.objects.get(), Consent.objects.get()
    assert answer.headers["Location"] == f"/runs/{run.uid}"
    assert run.is_active
    assert (consent.from_hour, consent.until_hour, consent.given_by) == (2, 5, cast_.alice)
    assert 29 * 86_400_000 < consent.until_ms - now_ms() <= 30 * 86_400_000
    assert b'value="withdraw"' in client.get(keys(site)).content
    client.post(keys(site), {"do": "withdraw"})
    assert Consent.objects.get().until_ms <= now_ms()


@pytest.mark.parametrize(
    "wrong", [{"consent": ""}, {"days": "0"}, {"days": "366"}, {"days": "x"}, {"from_hour": "6"}, {"until_hour": "25"}]
)
def test_consent_outside_its_limits_is_refused(client: Client, site: Site, cast_: Cast, wrong: dict[str, str]) -> None:
    client.force_login(cast_.alice)
    answer = client.post(keys(site), {**ALLOW, **wrong})
    assert answer.status_code == 422
    assert b'role="alert"' in answer.content
    assert not Consent.objects.exists()
    assert not Run.objects.exists()


def test_probes_now(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    client.post(keys(site), {"do": "probe"})
    assert Run.objects.get().is_active


def test_measure_again_is_passive(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    answer = client.post(f"/sites/{site.uid}/measure/")
    run = Run.objects.get()
    assert answer.headers["Location"] == f"/runs/{run.uid}"
    assert not run.is_active
    assert client.get(f"/sites/{site.uid}/measure/").status_code == 405


def test_schedule_is_set_changed_and_ended(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    place = f"/sites/{site.uid}/schedule/"
    for hours in (12, 1, 168):
        assert client.post(place, {"hours": str(hours)}).status_code == 302
        assert Schedule.objects.get().every_s == hours * 3600
    assert b"Every 168 hours" in client.get(keys(site)).content
    client.post(place, {"do": "end"})
    assert not Schedule.objects.exists()


@pytest.mark.parametrize("hours", ["", "0", "169", "-1", "1.5", "x", "9" * 5000])
def test_schedule_outside_its_limits_is_refused(client: Client, site: Site, cast_: Cast, hours: str) -> None:
    client.force_login(cast_.alice)
    assert client.post(f"/sites/{site.uid}/schedule/", {"hours": hours}).status_code == 422
    assert not Schedule.objects.exists()


def test_an_auditor_reads_and_switches_nothing(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    assert client.get(keys(site)).status_code == 200
    for place, body in (
        (keys(site), ALLOW),
        (keys(site), {"do": "withdraw"}),
        (keys(site), {"do": "probe"}),
        (f"/sites/{site.uid}/measure/", {}),
        (f"/sites/{site.uid}/schedule/", {"hours": "2"}),
    ):
        assert client.post(place, body).status_code == 403
    assert not any(model.objects.exists() for model in (Run, Consent, Schedule))


def test_an_analyst_measures_and_gives_no_consent(client: Client, site: Site, cast_: Cast) -> None:
    cast_.bob.membership_set.update(role="analyst")
    client.force_login(cast_.bob)
    assert client.post(keys(site), ALLOW).status_code == 403
    assert client.post(f"/sites/{site.uid}/measure/").status_code == 302
