"""AWR-15: what a link leads to. A token that nobody has tells nothing; the pages take nothing and tell nobody."""

from pathlib import Path

import pytest
from django.test import Client

from rempart.directory.actions.close_organisation import begin_deletion_from_shell
from tests.cast import Cast
from tests.mail.hits.drill import make_drill, people

pytestmark = pytest.mark.django_db
NOBODYS = "0" * 22


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))


@pytest.mark.parametrize("step", ["page", "teach"])
def test_a_guessed_token_looks_as_the_control_group_does(cast_: Cast, step: str) -> None:
    drill = make_drill(cast_.velos, people(cast_.velos, 2), control=(1,))
    who = Client(headers={"accept-language": "fr"})
    taught, control, guessed = (who.get(f"/t/{token}/{step}/") for token in (drill.token(0), drill.token(1), NOBODYS))
    assert (control.status_code, control.content) == (guessed.status_code, guessed.content)
    quiet = {"X-Request-Id"}
    assert {k: v for k, v in control.items() if k not in quiet} == {k: v for k, v in guessed.items() if k not in quiet}
    assert taught.content != guessed.content
    assert "Vélos Aubrac" not in guessed.content.decode()
    begin_deletion_from_shell(cast_.velos)
    assert who.get(f"/t/{drill.token(0)}/{step}/").content == guessed.content


@pytest.mark.parametrize(("language", "mark"), [("en", "two hours"), ("fr", "deux heures"), ("zh-hans", "两个小时")])
def test_the_marks_of_that_very_mail_in_its_persons_language(cast_: Cast, language: str, mark: str) -> None:
    drill = make_drill(cast_.velos, people(cast_.velos, 1), language=language)
    page = Client(headers={"accept-language": "de"}).get(f"/t/{drill.token(0)}/teach/").content.decode()
    assert mark in page
    assert f'lang="{language}"' in page


@pytest.mark.parametrize("step", ["page", "teach"])
@pytest.mark.parametrize("number", [0, 1])
def test_nothing_can_be_sent_and_nobody_hears_of_the_token(cast_: Cast, step: str, number: int) -> None:
    drill = make_drill(cast_.velos, people(cast_.velos, 2), control=(1,))
    answer = Client().get(f"/t/{drill.token(number)}/{step}/")
    page = answer.content.decode()
    assert "form-action 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert not answer.cookies
    assert "<form" not in page
    assert " name=" not in page.replace("<meta name=", "")
    assert "http://" not in page
    assert "https://" not in page
    assert Client().post(f"/t/{drill.token(number)}/{step}/", {"pass": "granite"}).status_code == 405
