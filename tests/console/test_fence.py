"""Nobody crosses from one tenant into another: every address is tried as a stranger, a colleague and nobody.

Attack of promise 3 in docs/threat-model.md.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from rempart.scanner.actions.request_run import request_run
from tests.cast import Cast

pytestmark = pytest.mark.django_db

OPEN = {
    "enter",
    "language",
    "health",
    "ready",
    "beat",  # a sign of life, by secret alone: tests/notices/actions/test_life.py
    "public_proof",
    "public_badge",
    "verify_certificate",  # what is certified, never whose: tests/people/web/test_rewards.py
    "verify_certificate_name",  # by the holder's own link
    "badge_issuer",
    "badge_keys",
    "badge_status",
    "account_reset_password",
    "scim",  # by token alone, tests/lifecycle/web/test_scim_attacks.py
    "scim_root",
    "status",  # open by its owner alone, by a key in the address: tests/watch/web/test_status.py
    "learner_calendar",  # by a secret in the address alone: tests/people/web/test_programme_pages.py
    "status_badge",
    "watch_beat",  # a heartbeat, by token alone: tests/watch/web/test_doors.py
    "watch_beat_word",
    "probe_enrol",  # by a code, once: tests/watch/web/test_doors.py
    "probe_exchange",  # by signature alone
    "package_file",  # by a ticket of one package: tests/people/web/test_packages.py
    "xapi",  # by the token of a launch: tests/people/web/test_xapi.py
    "xapi_about",
    "xapi_fetch",
    "xapi_statements",
    "xapi_state",
    "xapi_profile",
    "hr_door",  # by signature alone, tests/lifecycle/web/test_hr_door.py
    "drill_page",  # by the token of a drill mail, and for a wrong one the same page: tests/mail/hits/test_landing.py
    "drill_teach",
    "use_break_glass",
    "device_root",
    "device_crl",
    "access_door",
    "access_number",
    "access_code",
    "access_find_outside",
    "access_outside",
    "openid_connect_login",  # to a provider and back: tests/access/web/test_oidc_attacks.py
    "openid_connect_callback",
    "saml_finish_acs",  # tests/access/web/test_saml_attacks.py
    "saml_sls",
}  # reachable without an account, on purpose: each has a test of its own
OURS = "rempart."


def addresses() -> Iterator[tuple[str, str, list[str]]]:
    """(name, route, parameters) of every view of ours."""
    stack: list[tuple[str, URLPattern | URLResolver]] = [("", entry) for entry in get_resolver().url_patterns]
    while stack:
        prefix, entry = stack.pop()
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            stack += [(route, inner) for inner in entry.url_patterns]
        elif entry.lookup_str.startswith(OURS) and entry.name not in OPEN:
            yield str(entry.name), route, list(entry.pattern.converters)


def fill(route: str, parameters: list[str], values: dict[str, str]) -> str:
    for name in parameters:
        for converter in ("str", "int", "slug", "uuid"):
            route = route.replace(f"<{converter}:{name}>", values.get(name, "0"))
    return "/" + route


NAMES = sorted(addresses())


@pytest.fixture
def site(cast_: Cast) -> Site:
    return add_site(cast_.alice, cast_.lavande, "http://127.0.0.1:1", is_private=True)


def values_for(site: Site, cast_: Cast, route: str) -> dict[str, str]:
    run = request_run(cast_.alice, site)
    uid = run.uid if route.startswith("runs/") else site.uid
    return {"uid": uid, "control": "hsts", "index": "0", "threat": "T01", "kind": "json", "document": "0"}


def test_there_is_something_to_try() -> None:
    assert {name for name, _, _ in NAMES} >= {"wall", "stone", "progress", "measure", "stop_run"}


@pytest.mark.parametrize(("name", "route", "parameters"), NAMES, ids=[name for name, _, _ in NAMES])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_gets_the_sign_in_page(
    client: Client, site: Site, cast_: Cast, name: str, route: str, parameters: list[str], method: str
) -> None:
    response = getattr(client, method)(fill(route, parameters, values_for(site, cast_, route)))
    assert response.status_code in (302, 403, 405), name
    if response.status_code == 302:
        assert response.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    ("name", "route", "parameters"), [row for row in NAMES if row[2]], ids=[n for n, _, p in NAMES if p]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing(
    client: Client, site: Site, cast_: Cast, name: str, route: str, parameters: list[str], method: str
) -> None:
    client.force_login(cast_.charlie)
    response = getattr(client, method)(fill(route, parameters, values_for(site, cast_, route)))
    assert response.status_code in (404, 405), name
    assert site.address.encode() not in response.content


def test_an_auditor_reads_and_does_not_measure(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    assert client.get(f"/sites/{site.uid}/").status_code == 200
    assert client.post("/measure", {"address": "https://other.example"}).status_code == 403
    assert not Site.objects.filter(address="https://other.example").exists()


def test_nobody_acts_in_an_organisation_by_naming_it(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.charlie)
    assert client.post("/organisation/choose", {"organisation": cast_.lavande.uid}).status_code == 404
    session = client.session
    session["organisation"] = cast_.lavande.uid
    session.save()
    response = client.get("/measure")
    assert response.wsgi_request.tenant == cast_.velos  # type: ignore[attr-defined]


def test_a_leaver_loses_everything_at_once(client: Client, site: Site, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    assert client.get(f"/sites/{site.uid}/").status_code == 200
    cast_.alice.membership_set.all().delete()
    assert client.get(f"/sites/{site.uid}/").status_code in (403, 404)
