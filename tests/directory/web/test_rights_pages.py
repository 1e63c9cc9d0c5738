"""Pages about rights: whole in three languages, they do what the buttons say, and refuse what the actions refuse."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

import rempart
from dev.messages import compile_all
from rempart.directory.actions.action import role_of
from rempart.directory.actions.add_site import add_site
from rempart.directory.actions.lend_privilege import ask_privilege
from rempart.directory.actions.review_access import open_review
from rempart.directory.core.roles import OFFERED, Permission, Role
from rempart.directory.store.models import Account, Membership
from rempart.directory.store.reviews import ReviewItem
from rempart.directory.store.rights import Approval, Delegation, MembershipScope, Privilege
from rempart.directory.web.words import PERMISSIONS, ROLES
from tests.cast import Cast, colleague, go_stale
from tests.maturity.web.test_pages import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast_: Cast) -> Approval:
    return ask_privilege(cast_.bob, cast_.lavande, Permission.CONSENT, hours=3, reason="the <b>site</b> is down")


@pytest.mark.parametrize("code", ["en", "fr", "zh-hans"])
def test_every_page_is_whole_in_each_language(client: Client, cast_: Cast, asked: Approval, code: str) -> None:
    compile_all(Path(rempart.__file__).parent)
    translation.trans_real._translations = {}
    open_review(cast_.lavande, cast_.alice)
    bob = Membership.objects.get(account=cast_.bob)
    client.force_login(cast_.alice)
    client.post("/language", {"language": code, "next": "/"})
    own = ("rights/", "rights/matrix/", "rights/ask/", "rights/cover/", "approvals/", "review/")
    for name in (*own, f"approvals/{asked.uid}/", f"approvals/{asked.uid}/decide/", f"members/{bob.uid}/limits/"):
        response = client.get(f"/organisation/{name}")
        assert response.status_code == 200, name
        html = response.content.decode()
        found = read(html)
        assert found.offences == [], name
        assert len(found.ids) == len(set(found.ids)), name
        assert set(found.wanted_ids) <= set(found.ids), (name, set(found.wanted_ids) - set(found.ids))
        assert found.headings.count(1) == 1, name
        assert "<b>site</b>" not in html
        if code != "en":
            assert not [word for word in ("Take away", ">Ask<", "Holiday cover", "Decide<", "Why<") if word in html], (
                name
            )


def test_every_role_and_right_has_its_words() -> None:
    assert set(ROLES) == set(Role)
    assert set(PERMISSIONS) == set(Permission)
    assert set(OFFERED) < set(Role)


def test_from_asking_to_using_to_giving_back(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    sent = {"right": "directory.add_site", "hours": "2", "reason": "a new shop opens"}
    assert client.post("/organisation/rights/ask/", sent).status_code == 302
    asked = Approval.objects.get()
    assert client.get(f"/organisation/approvals/{asked.uid}/decide/").status_code == 403
    client.force_login(cast_.alice)
    assert client.get("/").headers["Location"] == "/organisation/approvals/"  # her next step
    assert "Bob may use" in client.get("/organisation/approvals/").content.decode()
    page = client.get(f"/organisation/approvals/{asked.uid}/decide/").content.decode()
    assert asked.digest in page
    assert "a new shop opens" in page
    client.post(f"/organisation/approvals/{asked.uid}/decide/", {"do": "grant", "seen": asked.digest})
    privilege = Privilege.objects.get()
    client.force_login(cast_.bob)
    assert client.get("/measure").status_code == 403  # ADD_SITE alone measures nothing
    client.post(f"/organisation/rights/lent/{privilege.uid}/end/")
    privilege.refresh_from_db()
    assert privilege.ended_at_ms is not None


def test_a_form_keeps_what_was_typed(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    response = client.post("/organisation/rights/ask/", {"right": "owner", "hours": "99", "reason": "kept words"})
    assert response.status_code == 422
    assert "kept words" in response.content.decode()
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    sent = {"taker": cast_.alice.uid, "first": str(tomorrow), "last": str(tomorrow - timedelta(days=3))}
    assert client.post("/organisation/rights/cover/", sent).status_code == 422
    assert client.post("/organisation/rights/cover/", sent | {"taker": cast_.charlie.uid}).status_code == 422
    assert not Delegation.objects.exists()


def test_cover_begins_and_ends(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    today = str(datetime.now(UTC).date())
    client.post("/organisation/rights/cover/", {"taker": cast_.alice.uid, "first": today, "last": today})
    made = Delegation.objects.get()
    eve = colleague(cast_.lavande, "Eve", Role.GUARD)
    client.force_login(eve)
    assert client.post(f"/organisation/rights/cover/{made.uid}/end/").status_code == 404
    client.force_login(cast_.alice)
    client.post(f"/organisation/rights/cover/{made.uid}/end/")
    made.refresh_from_db()
    assert made.ended_at_ms is not None


def test_a_request_is_nobody_elses_business(client: Client, cast_: Cast, asked: Approval) -> None:
    for account in (colleague(cast_.lavande, "Eve", Role.ANALYST), cast_.charlie):
        client.force_login(account)
        for name in ("", "decide/", "withdraw/"):
            for method in (client.get, client.post):
                assert method(f"/organisation/approvals/{asked.uid}/{name}").status_code in (404, 405)


def test_an_old_page_approves_nothing(client: Client, cast_: Cast, asked: Approval) -> None:
    client.force_login(cast_.alice)
    client.post(f"/organisation/approvals/{asked.uid}/decide/", {"do": "grant", "seen": "f" * 64})
    assert not Privilege.objects.exists()


def test_limits_are_set_on_the_page(client: Client, cast_: Cast) -> None:
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    bob, alice = (Membership.objects.get(account=one) for one in (cast_.bob, cast_.alice))
    client.force_login(cast_.alice)
    both = {"whole": "on", "sites": [site.uid]}
    assert client.post(f"/organisation/members/{bob.uid}/limits/", both).status_code == 422
    assert client.post(f"/organisation/members/{alice.uid}/limits/", {}).status_code == 422
    assert client.post(f"/organisation/members/{bob.uid}/limits/", {"sites": [site.uid]}).status_code == 302
    bob.refresh_from_db()
    assert bob.is_scoped
    assert MembershipScope.objects.get(member=bob).site == site
    client.post(f"/organisation/members/{bob.uid}/limits/", {"whole": "on"})
    bob.refresh_from_db()
    assert not bob.is_scoped


def test_the_review_on_the_page(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.bob)
    assert client.get("/organisation/review/").status_code == 403
    client.force_login(cast_.alice)
    client.post("/organisation/review/", {"do": "open"})
    item = ReviewItem.objects.get(account=cast_.bob)
    client.force_login(cast_.charlie)
    assert client.post("/organisation/review/", {"do": "revoke", "item": item.uid}).status_code == 404
    client.force_login(cast_.alice)
    client.post("/organisation/review/", {"do": "revoke", "item": item.uid})
    assert role_of(cast_.bob, cast_.lavande) is None


@pytest.mark.parametrize("role", OFFERED)
def test_every_role_has_a_home(client: Client, cast_: Cast, role: Role) -> None:
    """Also one that may read only the proof, or nothing of sites at all."""
    somebody: Account = colleague(cast_.lavande, "Somebody", role)
    client.force_login(somebody)
    for _ in range(3):
        response = client.get("/", follow=True)
        assert response.status_code == 200, role
        add_site(cast_.alice, cast_.lavande, f"https://s{_}.example")


def test_a_role_larger_than_ones_own_is_given_by_two(client: Client, cast_: Cast) -> None:
    ida = colleague(cast_.lavande, "Ida", Role.IDENTITY_ADMIN)
    bob = Membership.objects.get(account=cast_.bob)
    client.force_login(ida)
    page = client.get("/organisation/members/").content.decode()
    invite = page[page.index('id="i_role"') : page.index("</select>", page.index('id="i_role"'))]
    assert 'value="team_lead"' in invite
    assert 'value="owner"' not in invite
    sent = {"email": "eve@evil.example", "role": "owner"}
    assert client.post("/organisation/members/", sent).status_code == 422
    client.post(f"/organisation/members/{bob.uid}/role/", {"role": "officer"})
    assert role_of(cast_.bob, cast_.lavande) is Role.AUDITOR
    asked = Approval.objects.get()
    own = Membership.objects.get(account=ida)
    client.post(f"/organisation/members/{own.uid}/role/", {"role": "owner"})
    assert Approval.objects.count() == 1  # not for herself
    client.force_login(cast_.alice)
    client.post(f"/organisation/approvals/{asked.uid}/decide/", {"do": "grant", "seen": asked.digest})
    assert role_of(cast_.bob, cast_.lavande) is Role.OFFICER


def test_rights_change_only_after_a_fresh_sign_in(client: Client, cast_: Cast, asked: Approval) -> None:
    """A session that somebody else got hold of hands out nothing."""
    client.force_login(cast_.alice)
    go_stale(client)
    bob = Membership.objects.get(account=cast_.bob)
    pages = ["members/", "review/", f"approvals/{asked.uid}/decide/"]
    pages += [f"members/{bob.uid}/{name}/" for name in ("role", "link", "remove", "limits")]
    for name in pages:
        sent = {"role": "owner", "do": "grant", "seen": asked.digest, "typed": cast_.bob.email, "whole": "on"}
        response = client.post(f"/organisation/{name}", sent)
        assert response.status_code == 302, name
        assert response.headers["Location"].startswith("/account/2fa/reauthenticate/"), name
    assert role_of(cast_.bob, cast_.lavande) is Role.AUDITOR
    assert not Privilege.objects.exists()
