"""Two organisations filled by one script with canary words: whatever one may fetch is searched for the other's."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.add_host import add_host
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.add_supplier import add_supplier
from rempart.directory.actions.hold_ask import ask_hold
from rempart.directory.core.holds import Scope
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Account, LegalHold, Organisation, Owned, Person, Site, Team
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MINE, THEIRS = "zkestrelz", "zmarmotz"
LEAVES = ("logout", "jsi18n", "static")  # end the session, or are no pages of ours


def fill(organisation: Organisation, owner: Account, word: str) -> None:
    organisation.name = f"{word} firm"
    organisation.save()
    supplier = add_supplier(owner, organisation, name=f"{word} supplier", kind="host")
    add_host(owner, organisation, name=f"{word} host", supplier=supplier)
    add_site(owner, organisation, f"https://{word}.example", is_private=True)
    new = [NewPerson(f"{word} person {n}", f"{word}{n}@firm.example", f"{word}{n}", f"{word} team") for n in range(5)]
    add_people(owner, organisation, new)
    ask_hold(owner, organisation, Scope.ORGANISATION, "", f"{word} reason", now_ms() + 86_400_000)


def patterns(found: Any = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in (found or get_resolver()).url_patterns:
        here = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, here)
        elif isinstance(one, URLPattern):
            yield here, one


def addresses(uids: list[str]) -> list[str]:
    """Every route; each name in it is filled with each of the ids."""
    made = set()
    for route, pattern in patterns():
        names = list(pattern.pattern.converters)
        if any(word in route for word in LEAVES) or "^" in route or "(?P" in route:
            continue
        for uid in uids if names else [""]:
            path = route
            for name, converter in pattern.pattern.converters.items():
                kind = type(converter).__name__.removesuffix("Converter").lower()
                value = "1" if kind == "int" else uid
                path = path.replace(f"<{name}>", value)
                for said in (kind, "str", "int", "slug", "path", "uuid"):
                    path = path.replace(f"<{said}:{name}>", value)
            if "<" not in path:
                made.add(f"/{path}")
    return sorted(made)


def uids_of(organisation: Organisation) -> list[str]:
    """One of each kind that pages are about."""
    kinds: tuple[type[Owned], ...] = (Site, Person, Team, LegalHold)
    return [str(row.uid) for kind in kinds for row in kind._default_manager.filter(organisation=organisation)[:1]]


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


@pytest.fixture
def filled(cast_: Cast) -> Cast:
    fill(cast_.lavande, cast_.alice, MINE)
    fill(cast_.velos, cast_.charlie, THEIRS)
    return cast_


def test_no_address_shows_the_other_one(filled: Cast, client: Client) -> None:
    client.force_login(filled.alice)
    client.raise_request_exception = False
    mine_seen = 0
    for path in addresses([*uids_of(filled.lavande)[:2], *uids_of(filled.velos)]):
        data = body(client.get(path))
        assert THEIRS.encode() not in data, path
        mine_seen += MINE.encode() in data
    assert mine_seen >= 5  # the pages do show one's own: the search can find something


@settings(max_examples=15, deadline=timedelta(seconds=10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/organisation/people/", "/organisation/sites/", "/record/", "/organisation/suppliers/"]),
    name=st.sampled_from(["q", "search", "page", "organisation", "site", "person", "subject", "format", "after"]),
    value=st.sampled_from([THEIRS, "csv", "json", "-1", "0", f"{THEIRS}0@firm.example", "%", "*", "' OR 1=1 --"]),
)
def test_no_search_finds_the_other_one(filled: Cast, client: Client, path: str, name: str, value: str) -> None:
    client.force_login(filled.alice)
    data = body(client.get(path, {name: value})).replace(value.encode(), b"")  # what was typed may be shown again
    assert f"{THEIRS} person".encode() not in data
    assert f"https://{THEIRS}.example".encode() not in data
