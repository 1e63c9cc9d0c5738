"""The way in: one-time link, first page, account, language; and the headers every answer carries."""

import pytest
from django.test import Client

from rempart.directory.actions.sign_in_links import make_link
from rempart.directory.store.models import Site
from rempart.scanner.store.models import Run
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db


def test_link_leads_to_the_first_question(client: Client, cast_: Cast) -> None:
    response = client.post(f"/in/{make_link(cast_.alice)}", follow=True)
    assert response.redirect_chain[-1][0] == "/measure"
    assert response.status_code == 200


def test_used_link_says_what_to_do(client: Client, cast_: Cast) -> None:
    secret = make_link(cast_.alice)
    assert client.get(f"/in/{secret}").status_code == 200
    client.post(f"/in/{secret}")
    again = Client().get(f"/in/{secret}")
    assert again.status_code == 410
    assert b"rempart link" in again.content


def test_address_starts_a_measurement(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    response = client.post("/measure", {"address": "Shop.Example/blog/"})
    run = Run.objects.get()
    assert response.headers["Location"] == f"/runs/{run.uid}"
    assert run.site.address == "https://shop.example/blog"
    assert client.get(f"/runs/{run.uid}").status_code == 200
    assert client.get(f"/runs/{run.uid}", headers={"accept": "application/json"}).json()["state"] == "queued"


@pytest.mark.parametrize(
    "address", ["", "ftp://x.example", "https://u:p@x.example", "http://", "a b", "x" * 3000, "https://[::"]
)
def test_bad_address_says_what_to_type(client: Client, cast_: Cast, address: str) -> None:
    client.force_login(cast_.alice)
    response = client.post("/measure", {"address": address})
    assert response.status_code == 422
    assert not Site.objects.exists()


def test_same_address_twice_is_one_site_and_one_run(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    for _ in range(2):
        client.post("/measure", {"address": "https://shop.example/"})
    assert Site.objects.count() == Run.objects.count() == 1


def test_account_gets_its_own_address_and_password(client: Client, cast_: Cast) -> None:
    client.post(f"/in/{make_link(cast_.alice)}")
    weak = client.post("/account/finish", {"email": "a@lavande.example", "password": "short"})
    assert weak.status_code == 422
    taken = client.post("/account/finish", {"email": cast_.bob.email, "password": PASSWORD})
    assert taken.status_code == 422
    good = client.post("/account/finish", {"name": "Alice M", "email": "a@lavande.example", "password": PASSWORD + "x"})
    assert good.status_code == 302
    cast_.alice.refresh_from_db()
    assert cast_.alice.email == "a@lavande.example"
    assert cast_.alice.password.startswith("argon2")


def test_nobody_sets_a_password_without_the_old_one_or_a_link(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    answer = client.post("/account/finish", {"email": "a@lavande.example", "password": PASSWORD + "x"})
    assert b"/account/password/change/" in answer.content
    cast_.alice.refresh_from_db()
    assert cast_.alice.email == "alice@lavande.example"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://[::1]", "localhost", "10.1.2.3"])
def test_a_private_address_says_what_to_do(
    client: Client, cast_: Cast, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.force_login(cast_.alice)
    assert b"--allow-private" in client.post("/measure", {"address": address, "private": "on"}).content
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    assert b"tick the box" in client.post("/measure", {"address": address}).content
    assert client.post("/measure", {"address": address, "private": "on"}).status_code == 302


@pytest.mark.parametrize(
    ("code", "word"), [("fr", "Adresse du site"), ("zh-hans", "网站地址"), ("en", "Address of the site")]
)
def test_language_is_chosen_and_kept(client: Client, cast_: Cast, code: str, word: str) -> None:
    client.force_login(cast_.alice)
    client.post("/language", {"language": code, "next": "/measure"})
    response = client.get("/measure")
    assert word in response.content.decode()
    assert response.headers["Content-Language"] == code
    cast_.alice.refresh_from_db()
    assert cast_.alice.language == code  # of letters and drills, too


def test_language_never_sends_the_browser_elsewhere(client: Client) -> None:
    response = client.post("/language", {"language": "fr", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/"


def test_headers_on_every_answer(client: Client, cast_: Cast) -> None:
    for answer in (client.get("/measure"), client.get("/nothing-here"), client.get("/health")):
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_no_form_works_without_its_token(cast_: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast_.alice)
    assert strict.post("/measure", {"address": "https://shop.example"}).status_code == 403


def test_a_lost_password_tells_nobody_who_has_an_account(client: Client, cast_: Cast) -> None:
    page = client.get("/account/password/reset/")
    assert b"rempart link" in page.content
    answers = {
        client.post("/account/password/reset/", {"email": email}).status_code
        for email in (cast_.alice.email, "no@body.example")
    }
    assert len(answers) == 1
