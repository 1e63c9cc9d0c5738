"""Whom an organisation's provider may vouch for; and trying to come in by its word all the same."""

import time

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from rempart.access.actions.providers import save_provider, secret_of
from rempart.access.actions.use_assertion import use_assertion
from rempart.access.store.models import Provider
from rempart.access.web.outside import app_of
from rempart.directory.actions.action import system_action
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership
from tests.access.people import browser
from tests.access.record import kinds
from tests.cast import Cast, go_stale

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(cast_: Cast) -> Provider:
    row = Provider(
        organisation=cast_.lavande, kind=Provider.OIDC, name="Lavande ID", client_id="rempart",
        settings={"issuer": "https://id.lavande.example"},
    )  # fmt: skip
    save_provider(cast_.alice, row, "a secret")
    return row


@pytest.fixture
def ann(cast_: Cast) -> Account:
    """A learner: no second factor of her own stands between the provider's word and the page."""
    made = create_account(cast_.lavande, "ann@lavande.example", None, "Ann")
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, made, Role.LEARNER)
    return made


def vouched(
    provider: Provider, name: str, *, email: str = "", auth_time: float | None = None, by: Account | None = None
) -> tuple[HttpRequest, HttpResponse]:
    """What happens once the provider's word on `name` has been checked; `by` is who asks for a link."""
    from allauth.core import context
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.messages.storage.cookie import CookieStorage

    request = RequestFactory().get("/account/back/")
    request.session = SessionStore()
    request.user = by or AnonymousUser()
    request.allauth = None
    request._messages = CookieStorage(request)
    token = {"sub": name, "email": email, "nonce": "asked"} | ({"auth_time": auth_time} if auth_time else {})
    with context.request_context(request):
        login = SocialLogin(
            user=Account(email=email),
            provider=app_of(provider).get_provider(request),
            account=SocialAccount(provider=provider.uid, uid=name, extra_data={"id_token": token}),
            email_addresses=[EmailAddress(email=email, verified=True, primary=True)] if email else [],
        )
        login.state = {"process": AuthProcess.CONNECT if by else AuthProcess.LOGIN, "nonce": "asked"}
        return request, complete_social_login(request, login)


def link(account: Account, provider: Provider, name: str) -> None:
    SocialAccount.objects.create(user=account, provider=provider.uid, uid=name)


def test_a_linked_member_comes_in_and_nothing_of_the_claims_is_kept(provider: Provider, ann: Account) -> None:
    link(ann, provider, "ann")
    request, answer = vouched(provider, "ann", email="other@address.example")
    assert answer.status_code == 302
    assert request.session["_auth_user_id"] == str(ann.pk)
    held = SocialAccount.objects.get()
    assert held.extra_data in ({}, None)
    ann.refresh_from_db()
    assert ann.email == "ann@lavande.example"


def test_an_address_that_the_provider_claims_opens_nothing(provider: Provider, ann: Account) -> None:
    request, answer = vouched(provider, "mallory", email=ann.email)
    assert answer.status_code == 403
    assert "_auth_user_id" not in request.session
    assert not SocialAccount.objects.exists()
    assert "access.provider.refused" in kinds(provider.organisation)


def test_an_account_of_another_organisation_stays_shut(provider: Provider, cast_: Cast) -> None:
    link(cast_.charlie, provider, "charlie")
    request, answer = vouched(provider, "charlie")
    assert answer.status_code == 403
    assert "_auth_user_id" not in request.session


def test_an_account_that_serves_others_as_well_stays_shut(provider: Provider, ann: Account, cast_: Cast) -> None:
    link(ann, provider, "ann")
    with system_action(cast_.velos) as record:
        add_member(record, cast_.velos, ann, Role.AUDITOR)
    assert vouched(provider, "ann")[1].status_code == 403


def test_a_provider_that_is_off_opens_nothing(provider: Provider, ann: Account) -> None:
    link(ann, provider, "ann")
    Provider.objects.update(is_on=False)
    assert vouched(provider, "ann")[1].status_code == 403


def test_nobody_is_linked_to_a_strangers_provider(provider: Provider, cast_: Cast) -> None:
    assert vouched(provider, "charlie", by=cast_.charlie)[1].status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_leaver_comes_in_no_more_through_the_provider(provider: Provider, ann: Account, cast_: Cast) -> None:
    link(ann, provider, "ann")
    remove_member(cast_.alice, Membership.objects.get(account=ann))
    assert not SocialAccount.objects.exists()
    assert vouched(provider, "ann")[1].status_code == 403


@pytest.mark.parametrize(("ago", "counts"), [(10, True), (4_000, False), (None, False), (-600, False)])
def test_only_a_fresh_look_at_the_person_is_a_step_up(
    provider: Provider, ann: Account, ago: float | None, counts: bool
) -> None:
    from rempart.directory.web.step_up import is_fresh

    link(ann, provider, "ann")
    request, _ = vouched(provider, "ann", auth_time=time.time() - ago if ago is not None else None)
    request.user = ann
    assert is_fresh(request) is counts


def test_the_secret_is_sealed_and_bound_to_its_row(provider: Provider) -> None:
    row = Provider.objects.get()
    assert b"a secret" not in bytes(row.secret)
    assert secret_of(row) == "a secret"
    assert app_of(row).settings["oauth_pkce_enabled"] is True


def test_an_assertion_counts_once() -> None:
    assert use_assertion("one", "id-1")
    assert not use_assertion("one", "id-1")
    assert use_assertion("two", "id-1")
    assert not use_assertion("one", "")


@pytest.mark.parametrize("query", ["code=x&state=unknown", "code=x", "error=access_denied", ""])
def test_an_answer_nobody_asked_for_is_refused(provider: Provider, query: str) -> None:
    client = Client()
    assert client.get(f"/account/back/oidc/{provider.uid}/login/callback/?{query}").status_code == 403
    assert client.get("/account/sessions/").status_code == 302


def test_who_manages_sign_in_sets_a_provider_up_and_nobody_else(cast_: Cast) -> None:
    form = {"name": "ID", "issuer": "https://id.example", "client_id": "c", "secret": "s", "is_on": "on"}
    auditor = browser()
    auditor.force_login(cast_.bob)
    assert auditor.post("/organisation/sign-in/new/oidc/", form).status_code == 403
    owner = browser()
    owner.force_login(cast_.alice)
    assert owner.post("/organisation/sign-in/new/oidc/", {**form, "issuer": "http://id.example"}).status_code == 422
    answer = owner.post("/organisation/sign-in/new/oidc/", form)
    assert answer.status_code == 302
    assert b'value="s"' not in owner.get(answer.headers["Location"]).content
    stranger = browser()
    stranger.force_login(cast_.charlie)
    assert stranger.get(answer.headers["Location"]).status_code == 404
    go_stale(owner)
    assert "/2fa/reauthenticate/" in owner.post("/organisation/sign-in/new/oidc/", form).headers["Location"]
    assert Provider.objects.count() == 1


def test_only_more_can_be_asked_for(cast_: Cast) -> None:
    owner = browser()
    owner.force_login(cast_.alice)
    assert owner.post("/organisation/sign-in/", {"code": "lavande", "also": ["learner"]}).status_code == 302
    assert owner.post("/organisation/sign-in/", {"code": "lavande", "also": ["owner"]}).status_code == 422
    theirs = browser()
    theirs.force_login(cast_.charlie)
    assert theirs.post("/organisation/sign-in/", {"code": "lavande"}).status_code == 422
    assert theirs.post("/organisation/sign-in/", {"code": cast_.lavande.uid}).status_code == 422


def test_unknown_codes_and_codes_without_a_provider_look_the_same(cast_: Cast) -> None:
    client = browser()
    pages = [
        client.post("/account/outside/", {"organisation": code}).content.count(b"No sign-in is set up")
        for code in (cast_.velos.uid, "nowhere")
    ]
    assert pages == [1, 1]
