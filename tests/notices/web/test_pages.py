"""The pages of the notices as owner, guard, colleague without the right, and stranger."""

import pytest
from django.test import Client

from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account
from rempart.ledger import store
from rempart.notices.actions.change_way import Wish, add_way
from rempart.notices.store.models import Habit, Notice, Way
from rempart.terms.severity import Severity
from tests.cast import Cast, colleague
from tests.notices.actions.test_telling import silent
from tests.record.successor import go_on

pytestmark = pytest.mark.django_db(transaction=True)


def come(client: Client, account: Account) -> None:
    """Signed in a moment ago."""
    client.force_login(account)


def test_the_list_shows_what_is_open_and_taking_it_says_so(client: Client, cast_: Cast) -> None:
    silent(cast_.lavande)
    come(client, cast_.alice)
    page = client.get("/notices/")
    assert "has been silent for 180 s" in page.content.decode()
    assert "Nobody is told of anything yet." in page.content.decode()
    notice = Notice.objects.get()
    page = client.post(f"/notices/{notice.uid}/do/", {"do": "take"}, follow=True)
    assert "You have taken it in hand" in page.content.decode()


def test_a_guard_takes_notices_and_a_partner_does_not_see_them(client: Client, cast_: Cast) -> None:
    silent(cast_.lavande)
    come(client, colleague(cast_.lavande, "Gaston", Role.GUARD))
    assert client.get("/notices/").status_code == 200
    come(client, colleague(cast_.lavande, "Paul", Role.PARTNER))
    assert client.get("/notices/").status_code == 403
    assert client.get(f"/notices/{Notice.objects.get().uid}/").status_code == 403


def test_a_stranger_finds_nothing(client: Client, cast_: Cast) -> None:
    silent(cast_.lavande)
    way = add_way(
        cast_.alice, cast_.lavande, "mail", Wish("m", {"address": "a@b.example"}, Severity.NOTICE), for_room=False
    )
    come(client, cast_.charlie)
    for path in (f"/notices/{Notice.objects.get().uid}/", f"/notices/ways/{way.uid}/"):
        assert client.get(path).status_code == 404
    assert client.post(f"/notices/ways/{way.uid}/do/", {"do": "remove"}).status_code == 404
    assert Way.objects.exists()


def test_a_colleague_changes_their_own_ways_alone(client: Client, cast_: Cast) -> None:
    way = add_way(
        cast_.alice, cast_.lavande, "mail", Wish("hers", {"address": "a@b.example"}, Severity.NOTICE), for_room=False
    )
    guard = colleague(cast_.lavande, "Gaston", Role.GUARD)
    come(client, guard)
    assert client.post(f"/notices/ways/{way.uid}/do/", {"do": "remove"}).status_code == 404
    sent = {"name": "mine", "address": "g@b.example", "least": "2", "after_min": "0"}
    assert client.post("/notices/ways/new/mail/", sent).status_code == 302
    assert Way.objects.get(name="mine").account == guard
    assert "hers" not in client.get("/notices/ways/").content.decode()


def test_what_is_wrong_stays_typed_and_is_named(client: Client, cast_: Cast) -> None:
    come(client, cast_.alice)
    page = client.post(
        "/notices/ways/new/sms/",
        {"name": "on call", "number": "0612", "url": "x", "template": "{to}", "least": "3", "after_min": "0"},
    )
    assert page.status_code == 422
    text = page.content.decode()
    assert "on call" in text
    assert "A number with a plus" in text
    assert "both {to} and {text}" in text


def test_hours_are_kept_in_the_zone(client: Client, cast_: Cast) -> None:
    come(client, cast_.alice)
    hours = {"zone": "Asia/Shanghai", "quiet_begin": "22:00", "quiet_end": "07:00", "digest_at": "08:30"}
    assert client.post("/notices/ways/", hours).status_code == 302
    habit = Habit.objects.get()
    assert (habit.zone, habit.quiet_begin, habit.quiet_end, habit.digest_minute) == ("Asia/Shanghai", 1320, 420, 510)
    assert 'value="22:00"' in client.get("/notices/ways/").content.decode()
    assert client.post("/notices/ways/", {"zone": "Mars/Base", "quiet_begin": "22:00"}).status_code == 422


@pytest.mark.parametrize("path", ["/notices/mail/", "/notices/life/"])
def test_who_does_not_operate_sets_nothing(client: Client, cast_: Cast, path: str) -> None:
    come(client, cast_.bob)
    assert client.get(path).status_code == 403
    assert client.post(path, {"host": "x"}).status_code == 403


def test_an_address_to_call_is_shown_once(client: Client, cast_: Cast) -> None:
    come(client, cast_.alice)
    page = client.post("/notices/life/", {"name": "backup", "every_s": "60"}).content.decode()
    address = page.split('id="address-line">')[1].split("<")[0]
    assert client.post(address.removeprefix("http://testserver")).content == b"ok\n"
    assert address not in client.get("/notices/life/").content.decode()


def test_a_notice_leads_to_its_entry_in_the_log_that_followed(client: Client, cast_: Cast) -> None:
    go_on(cast_.lavande)
    silent(cast_.lavande)
    come(client, cast_.alice)
    notice = Notice.objects.get(kind="notices.peer.silent")
    number = store.chain(raw_connection(), cast_.lavande.uid).number(notice.log, notice.index)
    assert notice.log == f"{cast_.lavande.uid}.2"
    page = client.get(f"/notices/{notice.uid}/").content.decode()
    assert f'href="/record/{number}/"' in page
    assert "has been silent for 180 s" in client.get(f"/record/{number}/").content.decode()
