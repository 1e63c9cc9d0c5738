"""The pages of the record in a browser: three languages, light and dark, phone and desk, tried with axe."""

from collections.abc import Iterator

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from dev.browser import chromium
from rempart.directory.actions.add_people import add_people
from rempart.directory.actions.add_site import add_site
from rempart.directory.core.people_table import NewPerson
from rempart.directory.store.models import Person
from rempart.record.actions.change_outlet import Wish, add_outlet, try_outlet
from tests.cast import Cast
from tests.journeys.test_every_page import faults
from tests.record.places import settle

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paths(cast_: Cast) -> list[str]:
    """Something on each page."""
    add_site(cast_.alice, cast_.lavande, "https://maison-lavande.example")
    add_people(cast_.alice, cast_.lavande, [NewPerson("Émile Roux", "e@lavande.example", "7", "")])
    wish = Wish("Centre", {"url": "http://127.0.0.1:9/in"})
    outlet, _ = add_outlet(cast_.alice, cast_.lavande, "webhook", wish, from_start=True)
    try_outlet(cast_.alice, outlet)
    settle()
    person = Person.objects.get().uid
    return [
        "", "?q=nothingofthekind", "?from=noon", "3/", f"about/{person}/", "export/", "outlets/", "outlets/new/cef/",
        f"outlets/{outlet.uid}/", f"outlets/{outlet.uid}/settings/",
    ]  # fmt: skip


@pytest.fixture
def page(live_server: LiveServer, client: Client, cast_: Cast, paths: list[str]) -> Iterator[Page]:
    """Rows first: inside the browser's loop Django refuses its database."""
    client.force_login(cast_.alice)
    with chromium() as browser, browser.new_context(locale="en-GB", reduced_motion="reduce") as context:
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
        yield context.new_page()


def test_everybody_can_use_the_record(page: Page, live_server: LiveServer, paths: list[str]) -> None:
    wrong = []
    for language in ("en", "fr", "zh-hans"):
        page.context.add_cookies([{"name": "rempart_language", "value": language, "url": live_server.url}])
        for path in paths:
            page.goto(f"{live_server.url}/record/{path}")
            wrong += [f"{language} {path}: {fault}" for fault in faults(page, language)]
    assert wrong == [], "\n".join(wrong)
