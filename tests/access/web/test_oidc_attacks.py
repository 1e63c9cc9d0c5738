"""Attacks on a sign-in through a real OpenID Connect server, whose answers are altered on the wire, one claim each."""

import base64
import html
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount
from django.http import HttpResponse
from django.test import Client

from dev.identity import oidc
from dev.wordpress.phprun import free_port
from rempart.access.actions.providers import save_provider
from rempart.access.net.guarded import session as guarded_session
from rempart.access.store.models import Provider
from rempart.access.web import outside
from rempart.directory.actions.action import system_action
from rempart.directory.actions.create_account import create_account
from rempart.directory.actions.create_organisation import add_member
from rempart.directory.core.roles import Role
from tests.access.people import FIREFOX
from tests.access.record import kinds
from tests.cast import Cast

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.timeout(600)]
SECRET, OUR_PORT = "a-secret-of-the-client", "8123"
Claims = dict[str, Any]
Change = Callable[[Claims], Claims]


class House:
    """Our side: one provider, one linked learner; and what is done to the provider's answers."""

    provider: Provider
    answers: list[Claims]
    change: Change
    describe: Change

    def browser(self) -> Client:
        return Client(headers={"user-agent": FIREFOX, "host": f"localhost:{OUR_PORT}"})

    def leave(self, client: Client) -> str:
        """Where the provider is asked."""
        page = client.post(f"/account/outside/{self.provider.uid}/")
        if page.status_code != 200:
            return ""
        targets = [html.unescape(one) for one in re.findall(r'(?:href|url|action)="?([^"]+)"', page.content.decode())]
        return next(one for one in targets if "response_type=code" in one)

    def come_back(self, client: Client, name: str = "ann") -> HttpResponse:
        """All the way there, and back."""
        return client.get(back(self.leave(client), name))

    def tamper(self, answer: requests.Response, **_: Any) -> None:
        """The wire between the provider and us."""
        said = answer.json()
        if "token_endpoint" in said:
            answer._content = json.dumps(self.describe(said)).encode()
        if "id_token" in said:
            head, body, tail = said["id_token"].split(".")
            claims = json.loads(base64.urlsafe_b64decode(body + "=="))
            self.answers.append(claims)
            changed = base64.urlsafe_b64encode(json.dumps(self.change(dict(claims))).encode()).decode().rstrip("=")
            answer._content = json.dumps({**said, "id_token": f"{head}.{changed}.{tail}"}).encode()


def back(asked: str, name: str) -> str:
    """What the provider sends the browser of `name` back with, after its own pages."""
    person = requests.Session()
    person.trust_env = False
    answer, at = person.get(asked, allow_redirects=False, timeout=20), asked
    for _ in range(12):
        if answer.is_redirect:
            at = requests.compat.urljoin(at, answer.headers["Location"])  # type: ignore[attr-defined]
            if "/account/back/" in at:
                return at
            answer = person.get(at, allow_redirects=False, timeout=20)
        else:
            (action,) = re.findall(r'<form[^>]*action="([^"]+)"', answer.text)[:1]
            fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer.text))
            at = requests.compat.urljoin(at, html.unescape(action))  # type: ignore[attr-defined]
            answer = person.post(at, {**fields, "login": name, "password": "x"}, allow_redirects=False, timeout=20)
    raise AssertionError(f"the provider never sent us back: {answer.text[:500]}")


@pytest.fixture(scope="module")
def real() -> Iterator[tuple[str, Callable[[str], str]]]:
    """The server; started when the address to come back to is known."""
    started: list[Any] = []
    port = free_port()

    def at(callback: str) -> str:
        if not started:
            started.append(oidc.running(port, "rempart", SECRET, callback))
            started[0].__enter__()
        return f"http://localhost:{port}"

    try:
        yield f"http://localhost:{port}", at
    finally:
        for one in started:
            one.__exit__(None, None, None)


@pytest.fixture
def house(cast_: Cast, real: tuple[str, Callable[[str], str]], monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    row = Provider(organisation=cast_.lavande, kind=Provider.OIDC, name="Lavande ID", client_id="rempart")
    row.uid, row.settings = "lavandeid", {"issuer": real[0]}
    save_provider(cast_.alice, row, SECRET)
    real[1](f"http://localhost:{OUR_PORT}/account/back/oidc/{row.uid}/login/callback/")
    ann = create_account(cast_.lavande, "ann@lavande.example", None, "Ann")
    with system_action(cast_.lavande) as record:
        add_member(record, cast_.lavande, ann, Role.LEARNER)
    SocialAccount.objects.create(user=ann, provider=row.uid, uid="ann")
    found = House()
    found.provider, found.answers = row, []
    found.change = found.describe = lambda said: said

    def session() -> requests.Session:
        made = guarded_session()
        made.hooks["response"].append(found.tamper)
        return made

    monkeypatch.setattr(outside, "guarded_session", session)
    return found


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_who_is_linked_comes_in_and_each_question_has_a_nonce_of_its_own(house: House) -> None:
    seen = set()
    for _ in range(2):
        client = house.browser()
        asked = parse_qs(urlsplit(house.leave(client)).query)
        assert {"nonce", "state", "code_challenge"} <= set(asked)
        seen.add(asked["nonce"][0])
    assert len(seen) == 2
    assert all(len(nonce) >= 43 for nonce in seen)
    client = house.browser()
    assert house.come_back(client).status_code == 302
    assert is_in(client)


def test_an_identity_token_of_an_earlier_sign_in_opens_nothing(house: House) -> None:
    """Replayed: whole, signed, not ended, for us, and given out to Ann; but for another question."""
    assert house.come_back(house.browser()).status_code == 302
    stolen = house.answers[-1]
    assert stolen["nonce"]
    house.change = lambda _: stolen
    thief = house.browser()
    assert house.come_back(thief, "mallory").status_code == 403
    assert not is_in(thief)
    assert "access.provider.refused" in kinds(house.provider.organisation)


ALTERED: dict[str, Change] = {
    "wrong nonce": lambda said: {**said, "nonce": "another"},
    "empty nonce": lambda said: {**said, "nonce": ""},
    "nonce that is no text": lambda said: {**said, "nonce": [said["nonce"]]},
    "no nonce": lambda said: {name: value for name, value in said.items() if name != "nonce"},
    "another audience": lambda said: {**said, "aud": "another-client"},
    "no audience": lambda said: {name: value for name, value in said.items() if name != "aud"},
    "two audiences, nobody named": lambda said: {**said, "aud": ["rempart", "another-client"]},
    "two audiences, the other one meant": lambda said: {**said, "aud": ["rempart", "other"], "azp": "other"},
    "for another client": lambda said: {**said, "azp": "another-client"},
    "ended": lambda said: {**said, "exp": int(time.time()) - 120},
    "never ends": lambda said: {name: value for name, value in said.items() if name != "exp"},
    "ends at no time": lambda said: {**said, "exp": "tomorrow"},
    "not yet": lambda said: {**said, "nbf": int(time.time()) + 3_600},
    "made tomorrow": lambda said: {**said, "iat": int(time.time()) + 86_400},
    "another issuer": lambda said: {**said, "iss": "https://id.evil.example"},
    "no issuer": lambda said: {name: value for name, value in said.items() if name != "iss"},
    "nobody": lambda said: {name: value for name, value in said.items() if name != "sub"},
    "somebody else": lambda said: {**said, "sub": "mallory"},
}


@pytest.mark.parametrize("how", ALTERED)
def test_a_token_that_is_not_the_answer_to_our_question_opens_nothing(house: House, how: str) -> None:
    house.change = ALTERED[how]
    client = house.browser()
    assert house.come_back(client).status_code == 403
    assert not is_in(client)
    house.change = lambda said: said
    assert house.come_back(house.browser()).status_code == 302


def test_an_answer_without_an_identity_token_opens_nothing(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the provider's user page says is bound to no question."""

    def strip(answer: requests.Response, **_: Any) -> None:
        said = answer.json()
        if said.pop("id_token", None):
            answer._content = json.dumps(said).encode()

    def session() -> requests.Session:
        made = guarded_session()
        made.hooks["response"].append(strip)
        return made

    monkeypatch.setattr(outside, "guarded_session", session)
    client = house.browser()
    assert house.come_back(client).status_code == 403
    assert not is_in(client)


def test_an_answer_in_another_browser_opens_nothing(house: House) -> None:
    """The link of a sign-in that somebody began for you."""
    mallory, victim = house.browser(), house.browser()
    answer = back(house.leave(mallory), "ann")
    assert victim.get(answer).status_code == 403
    assert not is_in(victim)
    house.leave(victim)  # has a question of its own under way
    assert victim.get(answer).status_code == 403
    assert not is_in(victim)


def test_an_answer_counts_once(house: House) -> None:
    client = house.browser()
    answer = back(house.leave(client), "ann")
    assert client.get(answer).status_code == 302
    client.post("/account/logout/")
    again = house.browser()
    again.cookies = client.cookies
    assert again.get(answer).status_code == 403
    assert not is_in(again)


@pytest.mark.parametrize("said", ["&iss=https%3A%2F%2Fid.evil.example", "&iss=", ""])
def test_a_code_of_another_provider_is_not_taken_to_this_one(house: House, said: str) -> None:
    """Mix-up: the answer says who gave the code out (RFC 9207); twice, not at all, or somebody else is refused."""
    client = house.browser()
    answer = back(house.leave(client), "ann")
    assert "iss=" in answer
    bare = re.sub(r"&iss=[^&]*", "", answer)
    assert client.get(bare + said).status_code == 403
    assert not is_in(client)


def test_a_provider_that_speaks_for_another_one_is_not_asked(house: House) -> None:
    """Mix-up by its description: it names an honest provider's pages, and its own place to hand codes in."""
    house.describe = lambda said: {**said, "issuer": "https://id.honest.example"}
    assert house.leave(house.browser()) == ""
    house.describe = lambda said: said
    client = house.browser()
    answer = back(house.leave(client), "ann")
    house.describe = lambda said: {**said, "issuer": "https://id.honest.example"}
    assert client.get(answer).status_code == 403
    assert not is_in(client)
