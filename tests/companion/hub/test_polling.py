"""Silence, lies, clocks, gaps and floods: told once each, never believed, and never over good facts."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from rempart.companion.actions.connect import NotConnected, connect
from rempart.companion.actions.poll import due, turn
from rempart.companion.core.site_events import ALONE
from rempart.companion.core.states import SILENT_AFTER, LinkState
from rempart.companion.store.models import Link, SiteUser
from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Account, Site
from rempart.maturity.core.sayings import sentence
from tests.cast import Cast
from tests.companion.hub.double import CODE, Double, doubled, event, plugin, user
from tests.companion.hub.turning import again, kinds

pytestmark = pytest.mark.django_db


def test_a_wrong_key_is_a_lie_told_once_and_overwrites_nothing(double: Double, link: Link) -> None:
    good, honest = link.inventory, double.key
    double.key, double.plugins = Ed25519PrivateKey.generate(), [plugin(version="6.6.6")]
    for _ in range(3):
        again(link, look=True)
    assert link.state == LinkState.LYING
    assert link.trouble == "lied_signature"
    assert link.inventory == good
    assert kinds().count("companion.site.lied") == 1
    double.key = honest
    again(link, look=True)
    assert link.state == LinkState.CONNECTED
    assert link.inventory["plugins"][0]["version"] == "6.6.6"
    assert kinds().count("companion.site.answered") == 1


@pytest.mark.parametrize(
    ("op", "answer"),
    [
        ("inventory", {"core": "6.5.5"}),
        ("inventory", {"core": {"version": "x" * 5_000, "locale": "", "offers": []}}),
        ("users", {"users": [user(3), user(2)], "next": None}),
        ("users", {"users": [user(1)], "next": 1}),
        ("hello", {"now": "tomorrow"}),
        ("settings", {"settings": []}),
    ],
)
def test_a_signed_answer_of_another_form_is_refused_whole(double: Double, link: Link, op: str, answer: object) -> None:
    before = (link.inventory, link.settings, link.looked_at_ms, kinds("companion.fact"))
    if op == "users" and answer == {"users": [user(1)], "next": 1}:
        double.users = [user(1)]
    double.answers[op] = answer
    again(link, look=True)
    assert link.state == LinkState.LYING
    assert (link.inventory, link.settings, link.looked_at_ms, kinds("companion.fact")) == before
    assert SiteUser.objects.filter(link=link).count() == 1


def test_altered_on_the_way_is_no_answer(double: Double, link: Link) -> None:
    double.spoil = lambda body: body.replace(b"6.5.5", b"6.9.9")
    again(link, look=True)
    assert link.trouble == "lied_signature"
    assert link.inventory["core"]["version"] == "6.5.5"


def test_events_that_go_back_are_a_lie(double: Double, link: Link) -> None:
    double.answers["events"] = {"events": [event(9, "signin.done"), event(4, "signin.done")], "oldest": 1, "newest": 9}
    again(link)
    assert link.trouble == "lied_order"
    assert link.cursor == 0


def test_silence_is_told_once_after_minutes_and_so_is_its_end(double: Double, link: Link) -> None:
    double.is_shut = True
    for number in range(SILENT_AFTER + 2):
        again(link)
        assert (link.state == LinkState.SILENT) == (number + 1 >= SILENT_AFTER)
    assert link.trouble == "turned_away"
    assert kinds().count("companion.site.fell_silent") == 1
    assert link.next_at_ms > now_ms() + 60_000
    double.is_shut = False
    again(link)
    assert link.state == LinkState.CONNECTED
    assert kinds().count("companion.site.answered") == 1


def test_who_asks_already_asks_alone(double: Double, link: Link) -> None:
    Link.objects.update(next_at_ms=0, lease_until_ms=now_ms() + 60_000)
    assert due() == []
    asked = len(double.asked)
    assert not turn(link.pk)
    assert len(double.asked) == asked


def test_a_clock_that_is_off_is_said_once(double: Double, link: Link) -> None:
    double.clock_off_s = -120
    again(link, look=True)
    again(link, look=True)
    assert -122 <= link.clock_off_s <= -118
    assert kinds().count("companion.clock.differed") == 1
    double.clock_off_s = 0
    again(link, look=True)
    assert kinds().count("companion.clock.agreed") == 1


def test_facts_that_have_not_changed_are_not_told_each_hour(double: Double, link: Link) -> None:
    before = kinds("companion.fact")
    again(link, look=True)
    assert kinds("companion.fact") == before
    double.plugins = [plugin(offer="1.1")]
    again(link, look=True)
    assert len(kinds("companion.fact")) == len(before) + 1


def test_a_flood_of_failures_is_one_entry_and_its_addresses_are_sealed(double: Double, link: Link) -> None:
    personal = {"address": "203.0.113.77", "login": "admin"}
    double.events = [event(n, "signin.failed", actor=0, subject="", personal=personal) for n in range(1, 1_200)]
    again(link)
    assert link.cursor == 1_199
    assert kinds().count("companion.signins.failed") == 3
    raw = raw_connection()
    clear = raw.execute("SELECT front, tail FROM ledger_entry").fetchall()
    assert b"203.0.113.77" not in b"".join(bytes(part) for row in clear for part in row)
    assert raw.execute("SELECT count(*) FROM ledger_personal WHERE person LIKE 'day/%'").fetchone()[0] == 3


def test_a_site_cannot_flood_the_record(double: Double, link: Link) -> None:
    double.events = [event(n, "option.changed", subject="blog_public") for n in range(1, 501)]
    again(link)
    assert kinds().count("companion.option.changed") == ALONE
    assert kinds().count("companion.events.summed") == 1


def test_what_nobody_agreed_on_is_counted_and_means_nothing(double: Double, link: Link) -> None:
    double.events = [event(1, "made.up", subject="=cmd()")]
    again(link)
    assert kinds()[-1] == "companion.events.summed"
    assert link.groups == []


def test_a_moment_in_the_future_is_now(double: Double, link: Link) -> None:
    double.events = [event(1, "signin.done", at_ms=9_000_000_000_000)]
    again(link)
    found = (
        raw_connection().execute("SELECT at_ms FROM ledger_entry WHERE kind = 'companion.user.signed_in'").fetchone()
    )
    assert found[0] <= now_ms()


def test_what_was_gone_before_it_was_fetched_is_told(double: Double, link: Link) -> None:
    double.events = [event(1, "signin.done")]
    again(link)
    double.events = [event(9, "signin.done")]
    again(link)
    assert kinds().count("companion.events.lost") == 1
    assert len(link.gaps) == 1
    assert link.cursor == 9


def test_a_site_put_back_from_a_copy_begins_anew_without_telling_twice(double: Double, link: Link) -> None:
    old = [event(n, "signin.done") for n in range(1, 6)]
    double.events = list(old)
    again(link)
    assert kinds().count("companion.user.signed_in") == 5
    double.events = old[:2]
    again(link)
    assert kinds().count("companion.events.restarted") == 1
    assert kinds().count("companion.user.signed_in") == 5
    double.events = [*old[:2], event(3, "export.made", at_ms=now_ms() + 5_000)]
    again(link)
    assert kinds().count("companion.export.made") == 1


def test_a_new_administrator_is_shouted(double: Double, link: Link) -> None:
    double.events = [
        event(1, "role.changed", subject="7", body={"to": "administrator", "from": ["editor"]}),
        event(2, "role.changed", subject="8", body={"to": "editor", "from": []}),
    ]
    again(link)
    assert kinds()[-2:] == ["companion.administrator.made", "companion.role.changed"]


def test_connecting_anew_changes_both_keys_and_is_told(cast_: Cast, double: Double, site: Site, link: Link) -> None:
    before = bytes(link.key_seed)
    connect(cast_.alice, site, CODE)
    link.refresh_from_db()
    assert bytes(link.key_seed) != before
    assert kinds().count("companion.site.replaced") == 1
    double.is_shut = True
    with pytest.raises(NotConnected):
        connect(cast_.alice, site, CODE)
    link.refresh_from_db()
    assert link.state == LinkState.CONNECTED


def test_a_public_site_is_never_asked_inside(cast_: Cast, double: Double) -> None:
    """Allowed by the operator, but the site was not added as a private one: its name may point anywhere tomorrow."""
    public = add_site(cast_.alice, cast_.lavande, double.home.replace("127.0.0.1", "localhost"))
    with pytest.raises(NotConnected) as told:
        connect(cast_.alice, public, CODE)
    assert told.value.code == "barred"
    assert double.asked == []


def test_a_dead_site_delays_no_other(cast_: Cast, double: Double, link: Link) -> None:
    """Each turn is one site's own: what one meets changes nothing for the next."""
    with doubled() as dead:
        other = add_site(cast_.alice, cast_.lavande, dead.home, is_private=True)
        row = connect(cast_.alice, other, CODE)
    Link.objects.update(next_at_ms=0)
    assert set(due()) == {link.pk, row.pk}
    turn(row.pk)
    row.refresh_from_db()
    assert row.failures == 1
    assert again(link).failures == 0


def test_more_parts_than_an_entry_holds_are_shown_and_said_not_to_be_in_the_record(double: Double, link: Link) -> None:
    double.plugins = [plugin(file=f"a-plug-in-with-a-long-name-{number}/main.php") for number in range(400)]
    again(link, look=True)
    assert link.state == LinkState.CONNECTED
    assert len(link.inventory["plugins"]) == 400
    rows = raw_connection().execute("SELECT front, tail FROM ledger_entry WHERE kind = 'companion.fact.recorded'")
    assert any(b"too_many" in bytes(front) + bytes(tail) for front, tail in rows.fetchall())
    again(link, look=True)
    assert link.state == LinkState.CONNECTED


@pytest.mark.parametrize(("kind", "is_seen"), [("factor.added", True), ("plugin.updated", True), ("user.made", False)])
def test_what_a_look_shows_is_looked_at_again_once_it_changed(
    double: Double, link: Link, kind: str, is_seen: bool
) -> None:
    again(link, look=True)
    before = link.look_at_ms
    double.events = [event(1, kind)]
    again(link)
    assert link.look_at_ms == (0 if is_seen else before)


def test_roles_of_one_site_prove_nothing_about_a_network_of_sites(double: Double, link: Link, client: Client) -> None:
    double.answers["hello"] = {**double.hello(), "is_multisite": True}
    again(link, look=True)
    assert link.state == LinkState.CONNECTED
    assert link.told.keys() >= {"companion.accounts", "companion.updates"}
    rows = raw_connection().execute("SELECT front, tail FROM ledger_entry WHERE kind = 'companion.fact.recorded'")
    text = b"".join(bytes(front) + bytes(tail) for front, tail in rows.fetchall()).decode("utf-8", "replace")
    for kind in ("companion.accounts", "companion.hardening"):
        assert f'"wanted":"{kind}"' in text
    assert '"wanted":"companion.updates"' not in text
    assert '"wanted":"wordpress.core"' not in text
    assert sentence("generic.not_seen_network").startswith("This WordPress holds a network")
    client.force_login(Account.objects.get(email="alice@lavande.example"))
    assert "network of sites" in client.get(f"/sites/{link.site.uid}/companion/").content.decode()
