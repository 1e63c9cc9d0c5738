"""Attacks on signing in with a passkey: what was used, asked long ago, given elsewhere or copied opens nothing."""

import json
from typing import Any

import pytest
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from fido2.webauthn import AuthenticatorData

from rempart.access.actions.count_passkey import COUNT
from tests.access.passkey import Passkey
from tests.access.people import FIREFOX
from tests.access.record import kinds
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HOST, ORIGIN = "localhost:8123", "http://localhost:8123"
LOGIN, ADD = "/account/2fa/webauthn/login/", "/account/2fa/webauthn/add/"


def browser() -> Client:
    return Client(headers={"user-agent": FIREFOX, "host": HOST})


def asked(client: Client) -> str:
    """The challenge of a sign-in that begins."""
    said = client.get(LOGIN, headers={"x-requested-with": "XMLHttpRequest"}).json()
    return str(said["request_options"]["publicKey"]["challenge"])


def show(client: Client, answer: dict[str, Any]) -> bool:
    client.post(LOGIN, {"credential": json.dumps(answer)})
    return "_auth_user_id" in client.session


class Way:
    """Alice's passkey, and her handle."""

    def __init__(self, cast: Cast) -> None:
        self.key, self.user = Passkey(ORIGIN, "localhost"), user_pk_to_url_str(cast.alice)
        client = browser()
        client.force_login(cast.alice)
        page = client.get(ADD)
        assert page.status_code == 200, page.headers
        challenge = page.context["js_data"]["creation_options"]["publicKey"]["challenge"]
        client.post(ADD, {"name": "key", "credential": json.dumps(self.key.made(challenge)), "passwordless": "on"})
        assert Authenticator.objects.filter(user=cast.alice, type=Authenticator.Type.WEBAUTHN).exists()

    def sign_in(self, client: Client | None = None, **odd: Any) -> bool:
        client = client or browser()
        self.key.counter += 1
        return show(client, self.key.signed(asked(client), self.user, **odd))


@pytest.fixture
def way(cast_: Cast) -> Way:
    cache.clear()
    return Way(cast_)


def test_the_true_key_comes_in_again_and_again(way: Way) -> None:
    assert way.sign_in()
    assert way.sign_in()


def test_a_replayed_answer_opens_nothing(way: Way) -> None:
    client = browser()
    answer = way.key.signed(asked(client), way.user, counter=7)
    assert show(client, answer)
    client.post("/account/logout/")
    assert not show(client, answer)  # nothing is asked any more
    asked(client)
    assert not show(client, answer)  # something else is asked
    thief = browser()
    asked(thief)
    assert not show(thief, answer)


def test_an_answer_to_an_older_question_opens_nothing(way: Way) -> None:
    client = browser()
    old = asked(client)
    asked(client)
    assert not show(client, way.key.signed(old, way.user, counter=7))


def test_an_answer_to_somebody_elses_question_opens_nothing(way: Way) -> None:
    mallory, client = browser(), browser()
    asked(client)
    assert not show(client, way.key.signed(asked(mallory), way.user, counter=7))


@pytest.mark.parametrize(
    "odd",
    [
        {"origin": "http://localhost:9999"},  # another program on this machine
        {"origin": "http://evil.localhost:8123"},  # a name below ours
        {"origin": "https://localhost:8123"},
        {"origin": "https://evil.example"},
        {"place": "evil.example"},
        {"kind": "webauthn.create"},
        {"flags": AuthenticatorData.FLAG.UP},  # nobody showed who they are to the device
        {"flags": AuthenticatorData.FLAG.UV},
    ],
    ids=str,
)
def test_an_answer_given_elsewhere_or_for_something_else_opens_nothing(way: Way, odd: dict[str, Any]) -> None:
    assert not way.sign_in(**odd)
    assert way.sign_in()


@pytest.mark.parametrize("counter", [6, 5, 1, 0])
def test_a_counter_that_runs_back_or_stands_is_a_copy_and_is_told(way: Way, cast_: Cast, counter: int) -> None:
    way.key.counter = 5
    assert way.sign_in()  # says 6
    assert not way.sign_in(counter=counter)
    assert kinds(cast_.lavande).count("access.passkey.copied") == 1
    assert Authenticator.objects.get(user=cast_.alice, type=Authenticator.Type.WEBAUTHN).data[COUNT] == 6


def test_the_counter_of_the_day_it_was_made_counts(way: Way) -> None:
    way.key.counter = 0
    assert not way.sign_in()  # says 1, as when it was made


def test_a_key_that_is_kept_in_step_between_devices_never_counts(cast_: Cast, way: Way) -> None:
    row = Authenticator.objects.get(user=cast_.alice, type=Authenticator.Type.WEBAUTHN)
    Authenticator.objects.filter(pk=row.pk).update(data={**row.data, COUNT: 0})
    assert way.sign_in(counter=0)
    assert way.sign_in(counter=0)
    assert way.sign_in(counter=9)
    assert not way.sign_in(counter=0)


def test_a_key_made_at_another_address_is_not_taken(cast_: Cast) -> None:
    client = browser()
    client.force_login(cast_.alice)
    for origin in ("http://localhost:9999", "http://evil.localhost:8123"):
        challenge = client.get(ADD).context["js_data"]["creation_options"]["publicKey"]["challenge"]
        made = Passkey(ORIGIN, "localhost").made(challenge, origin=origin)
        client.post(ADD, {"name": "key", "credential": json.dumps(made), "passwordless": "on"})
    assert not Authenticator.objects.filter(user=cast_.alice, type=Authenticator.Type.WEBAUTHN).exists()
