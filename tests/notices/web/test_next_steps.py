"""Where somebody begins when a notice waits, when mail does not leave, and when nobody would tell them."""

import pytest
from django.test import Client

from rempart.directory.actions.action import system_action
from rempart.directory.actions.add_site import add_site
from rempart.directory.core.provisional import PROVISIONAL
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Organisation
from rempart.events import notices as events
from rempart.notices.actions.change_way import Wish, add_way, pause_way
from rempart.notices.actions.gather import gather
from rempart.notices.actions.take_notice import close_notice, take_notice
from rempart.notices.store.models import MailServer, Notice
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity
from tests.cast import Cast, colleague
from tests.notices.actions.test_telling import silent
from tests.record.places import integrate

pytestmark = pytest.mark.django_db(transaction=True)


def first(client: Client, account: Account) -> str:
    client.force_login(account)
    return client.get("/").headers["Location"]


def mild(organisation: Organisation) -> None:
    """Something worth reading, and nothing to do today."""
    with system_action(organisation) as record:
        record.event(events.PEER_BACK, Subject("peer", "p2"), {})
    integrate()
    gather()


def mail_way(account: Account, organisation: Organisation) -> object:
    wish = Wish("m", {"address": "a@b.example"}, Severity.NOTICE)
    return add_way(account, organisation, "mail", wish, for_room=False)


@pytest.fixture(autouse=True)
def two_sites(cast_: Cast) -> None:
    for name in ("one", "two"):
        add_site(cast_.alice, cast_.lavande, f"https://{name}.example", is_private=False)
    Notice.objects.all().delete()


def test_a_notice_waits_until_somebody_takes_it(client: Client, cast_: Cast) -> None:
    analyst = colleague(cast_.lavande, "Ana", Role.ANALYST)
    silent(cast_.lavande)
    assert first(client, analyst) == "/notices/"
    assert first(client, colleague(cast_.lavande, "Rose", Role.RED_TEAM)) == "/sites/"
    assert not first(client, cast_.charlie).startswith("/notices/")
    for row in Notice.objects.filter(severity__gte=Severity.WARNING):
        take_notice(analyst, row)
    assert first(client, analyst) == "/sites/"


def test_who_must_be_told_is_asked_how_once_there_is_something_to_tell(client: Client, cast_: Cast) -> None:
    officer = colleague(cast_.lavande, "Olga", Role.OFFICER)
    analyst = colleague(cast_.lavande, "Ana", Role.ANALYST)
    assert first(client, officer) == "/sites/"
    mild(cast_.lavande)
    assert first(client, officer) == "/notices/ways/"
    assert first(client, analyst) == "/sites/"
    way = add_way(
        officer, cast_.lavande, "webhook", Wish("w", {"url": "https://a.example/x"}, Severity.NOTICE), for_room=True
    )
    assert first(client, officer) == "/sites/"
    pause_way(officer, way, is_paused=True)
    assert first(client, officer) == "/notices/ways/"
    for row in Notice.objects.all():
        close_notice(officer, row)
    assert first(client, officer) == "/sites/"


def test_mail_that_somebody_chose_is_mended_by_who_runs_the_house(
    client: Client, cast_: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer = colleague(cast_.lavande, "Olga", Role.OFFICER)
    admin = colleague(cast_.lavande, "Pia", Role.PRIVILEGED_ADMIN)
    assert first(client, admin) == "/sites/"
    mail_way(officer, cast_.lavande)
    assert first(client, cast_.alice) == first(client, admin) == "/notices/mail/"
    assert first(client, officer) == "/sites/"
    monkeypatch.setenv("REMPART_SMTP", "127.0.0.1:25")
    assert first(client, admin) == "/sites/"
    monkeypatch.delenv("REMPART_SMTP")
    MailServer.objects.create(host="m.example", port=465, security="tls", sender="r@m.example")
    assert first(client, admin) == "/notices/mail/"
    MailServer.objects.update(confirmed_at_ms=1)
    assert first(client, admin) == "/sites/"


def test_a_guard_begins_at_the_notices(client: Client, cast_: Cast) -> None:
    assert first(client, colleague(cast_.lavande, "Gaston", Role.GUARD)) == "/notices/"


def test_the_first_level_still_comes_first(client: Client, cast_: Cast) -> None:
    silent(cast_.lavande)
    cast_.alice.email = f"owner{PROVISIONAL}"
    cast_.alice.save()
    assert first(client, cast_.alice) == "/sites/"
