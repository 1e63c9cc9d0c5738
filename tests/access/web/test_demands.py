"""Second factors by role, step-up, leaked passwords; and trying to get round each."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from rempart.access.store.models import Letter, SignInRule
from rempart.access.web.second_factor import LEAKED
from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.actions.decide_approval import grant_approval
from rempart.directory.actions.delegate import delegate, end_delegation
from rempart.directory.actions.lend_privilege import ask_privilege
from rempart.directory.actions.sign_in_links import make_link
from rempart.directory.core.fresh import FRESH_S
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Account
from rempart.directory.web.step_up import is_fresh
from tests.access.people import browser, code_of, give_password, sign_in
from tests.access.record import kinds
from tests.cast import PASSWORD, Cast, go_stale

pytestmark = pytest.mark.django_db


def member(cast_: Cast, role: Role) -> Account:
    """Without a second factor."""
    made = create_account(cast_.lavande, f"{role.value}@lavande.example", None, role.value)
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, made, role)
    return made


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.LEARNER])
def test_without_a_factor_nothing_opens_but_setting_one_up(cast_: Cast, role: Role) -> None:
    client = browser()
    client.force_login(member(cast_, role))
    for page in ("/", "/measure", "/organisation/", "/account/sessions/", "/lessons/"):
        assert client.get(page).headers["Location"] == "/account/2fa/", page
        assert client.post(page).headers["Location"] == "/account/2fa/", page
    assert b"Your role asks for" in client.get("/account/2fa/").content


def test_a_learner_needs_none_unless_the_organisation_says_so(cast_: Cast) -> None:
    client = browser()
    client.force_login(member(cast_, Role.LEARNER))
    assert client.get("/lessons/").status_code == 200
    SignInRule.objects.create(organisation=cast_.lavande, code="lavande", also_demanded=["learner"])
    assert client.get("/lessons/").headers["Location"] == "/account/2fa/"


def test_a_learner_who_covers_for_somebody_needs_one_as_long_as_it_lasts(cast_: Cast) -> None:
    learner, now = member(cast_, Role.LEARNER), now_ms()
    client = browser()
    client.force_login(learner)
    cover = delegate(cast_.alice, cast_.lavande, learner, from_ms=now - 1, until_ms=now + 60_000)
    for page in ("/measure", "/organisation/members/", "/lessons/"):
        assert client.get(page).headers["Location"] == "/account/2fa/", page
    end_delegation(cast_.alice, cover)
    assert client.get("/lessons/").status_code == 200


def test_a_learner_who_is_lent_a_right_needs_one(cast_: Cast) -> None:
    learner = member(cast_, Role.LEARNER)
    client = browser()
    client.force_login(learner)
    asked = ask_privilege(learner, cast_.lavande, Permission.MEASURE, hours=1, reason="Holiday of a colleague")
    assert client.get("/lessons/").status_code == 200
    grant_approval(cast_.alice, asked, seen=asked.digest)
    assert client.get("/measure").headers["Location"] == "/account/2fa/"


def test_a_factor_opens_the_house(cast_: Cast, django_capture_on_commit_callbacks: Any) -> None:
    client = browser()
    analyst = member(cast_, Role.ANALYST)
    give_password(analyst)
    client.post("/account/login/", {"login": analyst.email, "password": PASSWORD})
    page = client.get("/account/2fa/totp/activate/")
    assert page.status_code == 200
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    code = format_hotp_value(hotp_value(page.context["form"].secret, int(time.time()) // 30))
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post("/account/2fa/totp/activate/", {"code": code}).status_code == 302
    assert client.get("/measure").status_code == 200
    assert "access.factor.added" in kinds(cast_.lavande)
    assert "factor_added" in Letter.objects.values_list("kind", flat=True)


def test_secrets_are_sealed_in_the_table_and_a_planted_one_opens_nothing(cast_: Cast) -> None:
    row = Authenticator.objects.get(user=cast_.alice)
    assert len(row.data["secret"]) > 60
    row.data["secret"] = "JBSWY3DPEHPK3PXP"
    row.save()
    with pytest.raises((Unreadable, ValueError)):
        row.wrap().validate_code("123456")


def test_the_last_factor_stays_where_one_is_due(cast_: Cast) -> None:
    client = browser()
    client.force_login(cast_.alice)
    client.post("/account/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=cast_.alice).exists()


def test_a_one_time_link_asks_a_finished_account_for_a_factor_too(cast_: Cast) -> None:
    client = browser()
    client.post(f"/in/{make_link(member(cast_, Role.OFFICER))}")
    assert client.get("/measure").headers["Location"] == "/account/2fa/"


def test_a_password_that_has_leaked_must_go_first(cast_: Cast) -> None:
    give_password(cast_.alice, "password123")
    client = browser()
    sign_in(client, cast_.alice, "password123")
    assert client.session[LEAKED] is True
    assert client.get("/measure").headers["Location"] == "/account/password/change/"
    leaked = client.post(
        "/account/password/change/",
        {"oldpassword": "password123", "password1": "1q2w3e4r5t6y7u8i", "password2": "1q2w3e4r5t6y7u8i"},
    )
    assert leaked.status_code == 200
    new = "slate-over-sand-77"
    client.post("/account/password/change/", {"oldpassword": "password123", "password1": new, "password2": new})
    assert client.get("/measure").status_code == 200


# Step-up


def request_of(client: Client) -> object:
    return client.get("/account/sessions/").wsgi_request


def test_signing_in_with_a_factor_is_fresh_for_five_minutes(cast_: Cast) -> None:
    give_password(cast_.alice)
    client = browser()
    sign_in(client, cast_.alice)
    assert is_fresh(request_of(client))  # type: ignore[arg-type]
    session = client.session
    for one in session["account_authentication_methods"]:
        one["at"] -= FRESH_S + 1
    session.save()
    assert not is_fresh(request_of(client))  # type: ignore[arg-type]


def test_a_password_alone_is_no_step_up_where_there_is_a_factor(cast_: Cast) -> None:
    give_password(cast_.alice)
    client = browser()
    client.force_login(cast_.alice)
    go_stale(client)
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer.headers["Location"].startswith("/account/2fa/reauthenticate/")
    assert not is_fresh(request_of(client))  # type: ignore[arg-type]


def test_the_apps_code_is_a_step_up_once(cast_: Cast) -> None:
    client, second = browser(), browser()
    cache.clear()
    for one in (client, second):
        one.force_login(cast_.alice)
        go_stale(one)
    code = code_of(cast_.alice)
    client.post("/account/2fa/reauthenticate/", {"code": code})
    assert is_fresh(request_of(client))  # type: ignore[arg-type]
    second.post("/account/2fa/reauthenticate/", {"code": code})
    assert not is_fresh(request_of(second))  # type: ignore[arg-type]


def test_a_recovery_code_works_once(cast_: Cast) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    give_password(cast_.alice)
    code = RecoveryCodes.activate(cast_.alice).get_unused_codes()[0]
    for expected in (302, 200):
        client = browser()
        client.post("/account/login/", {"login": cast_.alice.email, "password": PASSWORD})
        assert client.post("/account/2fa/authenticate/", {"code": code}).status_code == expected


def test_the_second_step_cannot_be_left_out(cast_: Cast) -> None:
    give_password(cast_.alice)
    client = browser()
    client.post("/account/login/", {"login": cast_.alice.email, "password": PASSWORD})
    assert client.get("/measure").headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_sign_in_never_sends_the_browser_elsewhere(cast_: Cast, target: str) -> None:
    give_password(cast_.alice)
    client = browser()
    answer = sign_in(client, cast_.alice, next_page=target)
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize(
    "page", ["/account/login/", "/learn/", "/learn/lavande/", "/account/sessions/end/", "/account/2fa/totp/activate/"]
)
def test_no_form_of_signing_in_works_without_its_token(cast_: Cast, page: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast_.alice)
    assert strict.post(page).status_code == 403


def test_trying_passwords_is_stopped_by_account_and_by_address(cast_: Cast) -> None:
    give_password(cast_.alice)
    client = browser()
    for _ in range(5):
        client.post("/account/login/", {"login": cast_.alice.email, "password": "wrong"})
    assert client.post("/account/login/", {"login": cast_.alice.email, "password": PASSWORD}).status_code == 200
    other = browser(address="203.0.113.9")
    assert other.post("/account/login/", {"login": cast_.alice.email, "password": PASSWORD}).status_code == 200
    cache.clear()
    for number in range(10):
        client.post("/account/login/", {"login": f"n{number}@lavande.example", "password": "wrong"})
    assert client.post("/account/login/", {"login": cast_.alice.email, "password": PASSWORD}).status_code == 200


def test_a_wrong_password_says_the_same_of_everybody(cast_: Cast) -> None:
    give_password(cast_.alice)
    pages = []
    for email in (cast_.alice.email, "nobody@lavande.example"):
        answer = browser().post("/account/login/", {"login": email, "password": "wrong"})
        pages.append((answer.status_code, answer.content.decode().replace(email, "")))
    strip = [
        (status, "".join(line for line in text.splitlines() if "csrfmiddleware" not in line)) for status, text in pages
    ]
    assert strip[0] == strip[1]
