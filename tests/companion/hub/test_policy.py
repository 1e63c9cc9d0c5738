"""What an owner switches on at a site: who may, what is asked, what holds, and what is told when it no longer does."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from rempart.channel.companion import Companion, Lying
from rempart.companion.actions import ask
from rempart.companion.actions.poll import AGAIN_MS, turn
from rempart.companion.actions.set_policy import NotSet, end_pauses, give_grace, set_policy
from rempart.companion.core import seen
from rempart.companion.core.answers import Events
from rempart.companion.core.policy import LoginChallenge, LoginLimit, Policy, SecondFactor, enforced_roles, policy_of
from rempart.companion.store.links import line_to
from rempart.companion.store.models import Link
from rempart.companion.web.protections import document
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.facts.companion_sign_in import CompanionSignIn
from tests.cast import Cast, go_stale
from tests.companion.hub.double import Double, event, user
from tests.companion.hub.turning import again, kinds

pytestmark = pytest.mark.django_db
WANTED = Policy(editor_off=True, xmlrpc="closed", login_limit=LoginLimit(), second_factor=SecondFactor())
ASKING = Policy(login_limit=LoginLimit(), login_challenge=LoginChallenge(after=4))
FORM = {
    "editor_off": "on",
    "login_challenge": "on",
    "after": "4",
    "second_factor": "on",
    "roles": ["administrator"],
    "grace_days": "7",
    "xmlrpc": "closed",
}


@pytest.fixture
def double(double: Double) -> Double:
    """With the switches."""
    double.policy = {}
    return double


def test_what_is_set_is_kept_wanted_and_in_the_record(cast_: Cast, double: Double, link: Link) -> None:
    told = set_policy(cast_.alice, link, WANTED)
    assert double.policy is not None
    assert set(double.policy) == {"editor_off", "xmlrpc", "login_limit", "second_factor"}
    assert enforced_roles(told) == ("administrator",)
    link.refresh_from_db()
    assert policy_of(link.wanted).second_factor == SecondFactor(since=1_772_323_200)
    assert document(link)["not_held"] == []
    assert kinds("companion.policy") == ["companion.policy.set"]
    set_policy(cast_.alice, link, Policy())
    assert double.policy == {}


def test_only_who_may_and_nothing_is_asked_before(cast_: Cast, double: Double, link: Link) -> None:
    before = len(double.asked)
    for stranger in (cast_.bob, cast_.charlie):
        for doing in (
            lambda who: set_policy(who, link, WANTED),
            lambda who: end_pauses(who, link),
            lambda who: give_grace(who, link, 1),
        ):
            with pytest.raises(PermissionDenied):
                doing(stranger)
    with pytest.raises(PermissionDenied):
        give_grace(cast_.alice, link, 4711)
    assert len(double.asked) == before


def test_nobody_is_shut_out_from_one_moment_to_the_next(cast_: Cast, double: Double, link: Link) -> None:
    at_once = Policy(second_factor=SecondFactor(grace_days=0))
    with pytest.raises(NotSet) as told:
        set_policy(cast_.alice, link, at_once)
    assert (told.value.code, told.value.count) == ("would_shut_out", 1)
    assert double.policy == {}
    double.users = [user(1, second_factor={"kinds": ["totp"], "by": ["companion"]})]
    again(link, look=True)
    set_policy(cast_.alice, link, at_once)


def test_a_site_that_says_no_or_nothing_leaves_all_as_it_was(cast_: Cast, double: Double, link: Link) -> None:
    set_policy(cast_.alice, link, WANTED)
    double.is_shut = True
    with pytest.raises(NotSet) as told:
        set_policy(cast_.alice, link, Policy())
    assert told.value.code == "turned_away"
    link.refresh_from_db()
    assert policy_of(link.wanted).editor_off


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"policy": {"xmlrpc": "ajar"}, "holds": {}, "let_go": False},
        {"policy": {}, "holds": {"x": 1}, "let_go": False},
    ],
)
def test_an_answer_of_another_form_is_a_lie(double: Double, link: Link, answer: dict[str, Any]) -> None:
    double.answers["policy"] = answer
    with pytest.raises(Lying):
        ask.policy(line_to(link))
    assert again(link, look=True).trouble == "lied_form"


def test_what_an_administrator_lets_go_of_there_is_seen_at_the_next_turn(
    client: Client, cast_: Cast, double: Double, site: Site, link: Link
) -> None:
    set_policy(cast_.alice, link, WANTED)
    again(link)  # the look that comes at once
    del double.policy["xmlrpc"]  # type: ignore[union-attr]
    body = {"on": ["editor_off", "login_limit", "second_factor"], "off": ["xmlrpc"]}
    double.events = [event(1, "policy.changed", actor=7, subject="", body=body)]
    again(link)
    assert kinds("companion.policy")[-1] == "companion.policy.changed"
    again(link)  # the event made a whole look due at once
    assert kinds("companion.policy")[-1] == "companion.policy.drifted"
    again(link, look=True)
    assert kinds("companion.policy").count("companion.policy.drifted") == 1
    assert document(link)["not_held"] == ["xmlrpc"]
    client.force_login(cast_.alice)
    assert "1 thing is not there as you asked." in client.get(f"/sites/{site.uid}/companion/").content.decode()
    assert "protection not as asked" in client.get("/organisation/companions/").content.decode()
    assert client.get("/").headers["Location"] == "/organisation/companions/"  # what waits for her, first
    double.policy["xmlrpc"] = "closed"  # type: ignore[index]
    again(link, look=True)
    assert kinds("companion.policy")[-1] == "companion.policy.held"


def test_what_the_hub_set_itself_is_told_once(cast_: Cast, double: Double, link: Link) -> None:
    set_policy(cast_.alice, link, WANTED)
    double.events = [event(1, "policy.changed", actor=0, subject="", body={"on": ["editor_off"], "off": []})]
    again(link)
    assert kinds("companion.policy") == ["companion.policy.set"]
    assert link.groups == []


def test_let_go_with_the_files_in_hand_and_decided_otherwise(
    client: Client, cast_: Cast, double: Double, site: Site, link: Link
) -> None:
    double.against = {"editor_off": "wp-config"}
    set_policy(cast_.alice, link, WANTED)
    assert document(link)["not_held"] == ["editor_off"]
    double.let_go = True
    again(link, look=True)
    assert set(document(link)["not_held"]) == {"editor_off", "xmlrpc", "login_limit", "second_factor"}
    client.force_login(cast_.alice)
    assert "let everything go there" in client.get(f"/sites/{site.uid}/companion/").content.decode()


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_the_page_sets_it_and_shows_what_holds(
    client: Client, cast_: Cast, double: Double, site: Site, link: Link, language: str
) -> None:
    client.force_login(cast_.alice)
    more: dict[str, Any] = {"headers": {"accept-language": language}}
    address = f"/sites/{site.uid}/companion/policy/"
    page = client.get(address, **more).content.decode()
    assert "REMPART_COMPANION_LET_GO" in page
    assert client.post(address, FORM, **more).status_code == 302
    assert double.policy is not None
    assert set(double.policy) == {"editor_off", "xmlrpc", "second_factor", "login_challenge"}
    assert double.policy["login_challenge"] == {"after": 4, "after_address": 10}
    shown = client.get(f"/sites/{site.uid}/companion/", **more).content.decode()
    assert 'id="kept-title"' in shown
    filled = client.get(address, **more).content.decode()
    assert 'name="editor_off" id="id_editor_off" checked' in filled
    assert f"/sites/{site.uid}/companion/relief/" in filled


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"second_factor": "on", "roles": []}, "roles"),
        ({"second_factor": "on", "roles": ["administrator"], "grace_days": "0"}, "grace_days"),
        ({"login_limit": "on", "free": "2"}, "free"),
        ({"login_challenge": "on", "after": "0"}, "after"),
        ({"login_challenge": "on", "after_address": "101"}, "after_address"),
        ({"login_limit": "on", "proxy_header": "X-Real-IP"}, "proxies"),
        ({"xmlrpc": "ajar"}, "xmlrpc"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_asked(
    client: Client, cast_: Cast, double: Double, site: Site, link: Link, wrong: dict[str, Any], field: str
) -> None:
    client.force_login(cast_.alice)
    answer = client.post(f"/sites/{site.uid}/companion/policy/", {"editor_off": "on"} | wrong)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert 'id="id_editor_off" checked' in answer.content.decode()
    assert double.policy == {}


def test_it_takes_a_fresh_proof_and_the_right(
    client: Client, cast_: Cast, double: Double, site: Site, link: Link
) -> None:
    client.force_login(cast_.bob)
    for door in ("policy", "relief"):
        assert client.post(f"/sites/{site.uid}/companion/{door}/", FORM).status_code == 403
    client.force_login(cast_.charlie)
    assert client.get(f"/sites/{site.uid}/companion/policy/").status_code == 404
    client.force_login(cast_.alice)
    go_stale(client)
    for door in ("policy", "relief"):
        answer = client.post(f"/sites/{site.uid}/companion/{door}/", FORM)
        assert "reauthenticate" in answer.headers["Location"]
    assert double.policy == {}


def test_whoever_waits_is_let_in(client: Client, cast_: Cast, double: Double, site: Site, link: Link) -> None:
    set_policy(cast_.alice, link, WANTED)
    client.force_login(cast_.alice)
    client.post(f"/sites/{site.uid}/companion/relief/")
    client.post(f"/sites/{site.uid}/companion/relief/", {"account": "1"})
    assert kinds("companion.")[-2:] == ["companion.pauses.ended", "companion.grace.given"]


def test_an_older_plug_in_is_said_to_be_older(
    client: Client, cast_: Cast, double: Double, site: Site, link: Link
) -> None:
    double.policy = None
    again(link, look=True)
    with pytest.raises(NotSet, match="too_old"):
        set_policy(cast_.alice, link, WANTED)
    client.force_login(cast_.alice)
    assert "too old" in client.get(f"/sites/{site.uid}/companion/").content.decode()


def test_what_is_asked_at_the_sign_in_becomes_a_fact_only_while_it_holds(
    cast_: Cast, double: Double, link: Link
) -> None:
    told = set_policy(cast_.alice, link, ASKING)
    assert seen.sign_in(told) == CompanionSignIn(pause_after=5, challenge_after=4)
    assert turn(link.pk)  # due at once: the stone need not wait for the hourly look
    link.refresh_from_db()
    first = link.told["companion.sign_in"][0]
    double.let_go = True
    again(link, look=True)
    assert link.told["companion.sign_in"][0] != first
    for let_go, against in ((True, {}), (False, {"login_challenge": "nobody", "login_limit": "nobody"})):
        double.let_go, double.against = let_go, against
        assert seen.sign_in(ask.policy(line_to(link))) == CompanionSignIn(pause_after=None, challenge_after=None)


def test_a_look_under_way_does_not_undo_what_is_set_meanwhile(
    cast_: Cast, double: Double, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It read what held before; an hour long the page would say that somebody let go of it."""
    look = ask.look

    def slow(site: Companion) -> ask.Looked:
        found = look(site)
        set_policy(cast_.alice, link, WANTED)
        return found

    monkeypatch.setattr(ask, "look", slow)
    again(link, look=True)
    assert policy_of(link.wanted).xmlrpc == "closed"
    assert document(link)["not_held"] == []
    assert link.next_at_ms <= now_ms() + AGAIN_MS
    monkeypatch.setattr(ask, "look", look)
    again(link)
    assert link.looked_at_ms is not None
    assert document(link)["not_held"] == []
    assert "companion.policy.drifted" not in kinds("companion.")


def test_what_is_set_while_events_are_read_is_looked_at_soon(
    cast_: Cast, double: Double, link: Link, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = ask.events

    def slow(site: Companion, after: int) -> Events:
        set_policy(cast_.alice, link, WANTED)
        return events(site, after)

    monkeypatch.setattr(ask, "events", slow)
    again(link, look=True)
    assert (link.look_at_ms, link.next_at_ms <= now_ms() + AGAIN_MS) == (0, True)


def test_a_plug_in_of_before_the_switch_is_said_to_be_older(cast_: Cast, double: Double, link: Link) -> None:
    double.unheard = frozenset({"login_challenge"})
    with pytest.raises(NotSet, match="too_old"):
        set_policy(cast_.alice, link, ASKING)
    set_policy(cast_.alice, link, WANTED)


def test_programs_read_set_and_relieve(cast_: Cast, double: Double, site: Site, link: Link) -> None:
    def caller(*rights: Permission) -> Client:
        token = make_token(cast_.alice, cast_.lavande, "t", list(rights), 1).secret
        return Client(headers={"Authorization": f"Bearer {token}"})

    address, body = f"/api/v1/sites/{site.uid}/companion/policy", {"xmlrpc": "narrowed", "second_factor": {}}
    reads, manages = caller(Permission.READ), caller(Permission.READ, Permission.MANAGE_COMPANION)
    assert reads.put(address, body, content_type="application/json").status_code == 403
    told = manages.put(address, body, content_type="application/json").json()
    assert told["wanted"] == told["kept"]
    assert told["wanted"]["second_factor"] == {"roles": ["administrator"], "grace_days": 7, "applications": []}
    assert reads.get(address).json()["holds"]["xmlrpc"]["by"] == "companion"
    refused = manages.put(address, {"second_factor": {"grace_days": 0}}, content_type="application/json")
    assert (refused.status_code, "would_shut_out" in refused.content.decode()) == (422, True)
    more = manages.put(address, {"login_challenge": {"after": 4}}, content_type="application/json").json()
    assert more["wanted"] == more["kept"] == {"login_challenge": {"after": 4, "after_address": 10}}
    assert manages.put(address, {"login_challenge": {"after": 0}}, content_type="application/json").status_code == 422
    unknown = manages.put(address, {"everything": True}, content_type="application/json")
    assert unknown.status_code == 422
    relief = address.replace("policy", "relief")
    assert manages.post(relief, {"account": 1}, content_type="application/json").status_code == 200
    assert kinds("companion.")[-1] == "companion.grace.given"
