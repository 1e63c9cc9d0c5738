"""The page of an organisation's export: asked for, followed, stopped, fetched once; in three languages."""

from pathlib import Path

import pytest
from django.test import Client

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import shelf
from tests.cast import Cast, colleague, go_stale
from tests.upkeep.tenants.test_asked import WORDS, ready

pytestmark = pytest.mark.django_db(transaction=True)
PAGE, ASK = "/organisation/export/", "/organisation/export/ask/"
FORM = {"words": WORDS, "again": WORDS}


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path / "data"


def test_who_may_see_it(client: Client, cast_: Cast) -> None:
    officer = colleague(cast_.lavande, "Dora", Role.OFFICER)
    for account, expected in ((cast_.alice, 200), (cast_.bob, 403), (officer, 403), (cast_.charlie, 200)):
        client.force_login(account)
        assert client.get(PAGE).status_code == expected, account
        assert client.post(ASK, FORM).status_code == (302 if expected == 200 else expected)
        assert (PAGE in client.get("/organisation/").content.decode()) == (expected == 200)
    assert OrganisationExport.objects.count() == 2


@pytest.mark.parametrize(
    ("language", "empty", "made"),
    [
        ("en", "There is no export yet.", "being made"),
        ("fr", "Il n’y a pas encore d’exportation.", "en préparation"),
        ("zh-hans", "尚无导出。", "正在生成"),
    ],
)
def test_it_speaks_three_languages(client: Client, cast_: Cast, language: str, empty: str, made: str) -> None:
    client.force_login(cast_.alice)
    said = {"accept-language": language}
    assert empty in client.get(PAGE, headers=said).content.decode()
    client.post(ASK, FORM)
    OrganisationExport.objects.update(state=OrganisationExport.WORKING, done=2, total=5, doing="documents")
    shown = client.get(PAGE, headers=said).content.decode()
    assert made in shown
    assert 'value="2"' in shown
    assert empty not in shown


@pytest.mark.parametrize("form", [{}, {"words": "short", "again": "short"}, {"words": WORDS, "again": f"{WORDS}s"}])
def test_what_is_wrong_is_said_at_the_field(client: Client, cast_: Cast, form: dict[str, str]) -> None:
    client.force_login(cast_.alice)
    answer = client.post(ASK, form)
    assert answer.status_code == 422
    assert WORDS not in answer.content.decode()
    assert not OrganisationExport.objects.exists()


def test_asking_and_fetching_need_a_fresh_proof(client: Client, cast_: Cast) -> None:
    row = ready(cast_)
    client.force_login(cast_.alice)
    go_stale(client)
    for path, form in ((ASK, FORM), (f"{PAGE}{row.uid}/download/", {})):
        answer = client.post(path, form)
        assert answer.status_code == 302
        assert "reauthenticate" in answer["Location"]
    assert shelf.file_of(row).exists()


def test_a_second_one_waits_and_the_first_can_be_stopped(client: Client, cast_: Cast) -> None:
    client.force_login(cast_.alice)
    client.post(ASK, FORM)
    assert client.post(ASK, FORM).status_code == 422
    row = OrganisationExport.objects.get()
    assert "stopped" in client.post(f"{PAGE}{row.uid}/stop/", follow=True).content.decode()
    assert "ended already" in client.post(f"{PAGE}{row.uid}/stop/", follow=True).content.decode()


def test_fetched_whole_it_is_gone_and_cut_short_it_stays(client: Client, cast_: Cast) -> None:
    row = ready(cast_)
    client.force_login(cast_.alice)
    path = f"{PAGE}{row.uid}/download/"
    assert client.get(path).status_code == 405
    client.post(path).close()
    assert shelf.file_of(row).exists()
    answer = client.post(path)
    assert (answer["Content-Length"], answer["Cache-Control"]) == ("6", "no-store")
    assert b"".join(answer.streaming_content) == b"sealed"  # type: ignore[attr-defined]
    assert not shelf.file_of(row).exists()
    assert client.post(path).status_code == 404
    assert "downloaded and removed" in client.get(PAGE).content.decode()


def test_nobody_else_fetches_it(client: Client, cast_: Cast) -> None:
    row = ready(cast_)
    for account in (colleague(cast_.lavande, "Olga", Role.OWNER), cast_.charlie):
        client.force_login(account)
        assert "Download" not in client.get(PAGE).content.decode()
        assert client.post(f"{PAGE}{row.uid}/download/").status_code == 404


def test_by_a_program(client: Client, cast_: Cast) -> None:
    secret = make_token(cast_.alice, cast_.lavande, "mover", [Permission.MANAGE_ORGANISATION], 1).secret
    headers = {"Authorization": f"Bearer {secret}"}
    where = "/api/v1/organisation/exports"
    sent = {"data": {"passphrase": WORDS}, "content_type": "application/json", "headers": headers}
    asked = client.post(where, **sent)  # type: ignore[arg-type]
    assert asked.status_code == 202
    assert WORDS not in asked.content.decode()
    assert client.post(where, **sent).status_code == 409  # type: ignore[arg-type]
    uid = asked.json()["uid"]
    assert client.post(f"{where}/{uid}/fetch", headers=headers).status_code == 404
    assert client.post(f"{where}/{uid}/stop", headers=headers).json()["state"] == "stopped"
    assert client.post(f"{where}/{uid}/stop", headers=headers).status_code == 409
    row = ready(cast_)
    assert client.get(where, headers=headers).json()[0]["is_for_you"] is True
    assert b"".join(client.post(f"{where}/{row.uid}/fetch", headers=headers).streaming_content) == b"sealed"  # type: ignore[attr-defined]
