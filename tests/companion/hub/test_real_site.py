"""The hub with a real companion on real hosting: connected by the typed code, asked, recorded, judged, let go."""

import urllib.request
from pathlib import Path

import pytest

from rempart.companion.actions.connect import NotConnected, connect, disconnect
from rempart.companion.actions.poll import due, turn
from rempart.companion.core.states import LinkState
from rempart.companion.store.models import Link, Minute, SiteUser
from rempart.companion.store.visits import counted_since
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Site
from tests.cast import Cast
from tests.companion.counting import AGED, OWN, WHERE
from tests.companion.house import code_of, prepared
from tests.companion.hub.turning import again
from tests.servers.apache import Account

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def account(any_account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """A site with the plug-in switched on and nobody connected; its authority is the operator's own."""
    pem = tmp_path / "ca.pem"
    pem.write_text(any_account.ca_pem)
    monkeypatch.setenv("REMPART_CA_FILE", str(pem))
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    return prepared(any_account, tmp_path)


@pytest.fixture
def site(cast_: Cast, account: Account) -> Site:
    return add_site(cast_.alice, cast_.lavande, account.url, is_private=True)


def visit(account: Account, count: int) -> None:
    """So many pages were read, some minutes ago."""
    for _ in range(count):
        with urllib.request.urlopen(account.url, timeout=30, context=account.context()) as answer:
            answer.read()
    account.php(
        "$e = get_site_option('rempart_companion'); $e['at'] -= 600; update_site_option('rempart_companion', $e);"
        f"{OWN}{WHERE}{AGED}"
    )


def kinds() -> list[str]:
    """Of entries, in their order."""
    rows = raw_connection().execute("SELECT kind FROM ledger_entry ORDER BY id").fetchall()
    return [row[0] for row in rows]


def test_from_the_code_to_the_facts_and_away_again(cast_: Cast, account: Account, site: Site) -> None:
    link = connect(cast_.alice, site, code_of(account))
    assert link.state == LinkState.CONNECTED
    assert bytes(link.key_seed)
    assert link.site_key
    assert due() == [link.pk]
    assert turn(link.pk)
    link.refresh_from_db()
    assert link.trouble == ""
    assert link.hello["companion"]
    assert {one["file"] for one in link.inventory["plugins"]} >= {"rempart-companion/rempart-companion.php"}
    assert SiteUser.objects.filter(link=link, runs_site=True).exists()
    assert kinds().count("companion.fact.recorded") == 7
    assert due() == []
    visit(account, 4)
    again(link)
    # and the one that enrolled, none that we signed; WordPress calls its own timer once a minute at most
    hits = list(Minute.objects.values_list("hits", flat=True))
    assert 5 <= sum(hits) <= 5 + len(hits)
    assert counted_since(site.uid, 0) is not None
    assert disconnect(cast_.alice, link)
    link.refresh_from_db()
    assert link.state == LinkState.LEFT
    assert bytes(link.key_seed) == b""
    assert not SiteUser.objects.exists()
    assert account.php("echo json_encode(Rempart\\Companion\\Enrolment::current());") == "null"


def test_a_wrong_code_changes_nothing_and_is_said(cast_: Cast, account: Account, site: Site) -> None:
    code_of(account)
    with pytest.raises(NotConnected) as told:
        connect(cast_.alice, site, "0000-0000-0000-0000")
    assert told.value.code == "turned_away"
    assert Link.objects.get().state == LinkState.WAITING
    assert kinds()[-1] == "companion.enrolment.failed"


def test_what_people_do_there_comes_with_who_and_where_sealed(cast_: Cast, account: Account, site: Site) -> None:
    link = connect(cast_.alice, site, code_of(account))
    turn(link.pk)
    account.php(
        "$_SERVER['REMOTE_ADDR'] = '203.0.113.9'; do_action('wp_login_failed', 'admin');"
        "do_action('wp_login', get_userdata(1)->user_login, get_userdata(1));"
        "$id = wp_create_user('newcomer', 'x-y-z-1', 'n@shop.example'); get_userdata($id)->set_role('administrator');"
        "update_option('users_can_register', 1);"
    )
    Link.objects.update(next_at_ms=0)
    assert turn(link.pk)
    found = kinds()
    assert {
        "companion.signins.failed",
        "companion.user.signed_in",
        "companion.administrator.made",
        "companion.option.changed",
    } <= set(found)
    raw = raw_connection()
    entries = raw.execute("SELECT front, tail FROM ledger_entry WHERE kind LIKE 'companion.%'").fetchall()
    assert b"203.0.113.9" not in b"".join(bytes(part) for row in entries for part in row)
    persons = {row[0] for row in raw.execute("SELECT person FROM ledger_personal").fetchall()}
    assert any(one.startswith(f"day/{cast_.lavande.uid}/") for one in persons)
    link.refresh_from_db()
    assert {"failure", "signin", "role", "user", "option"} <= set(link.groups)
