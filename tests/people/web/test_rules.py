"""The pages of the rules and of the house's own: read in three languages, confirmed without scripts, a file only saved."""

import re
from pathlib import Path
from shutil import copyfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import rempart.people.rules
from rempart.cli.command import DONE, FINDING
from rempart.cli.commands import rules as command
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.people.actions.put_house_rule import put_version
from rempart.people.actions.set_hallmark import set_hallmark
from rempart.people.core.rule_library import rules
from rempart.people.store.house_rules import Confirmation, HouseRule, HouseVersion
from rempart.people.web.next_steps import rule_waits
from tests.cast import Cast, colleague
from tests.people.house import ENGLISH, FRENCH, PDF, RIGHT, draft, put
from tests.people.shell import call
from tests.people.web.reading import client, text

pytestmark = pytest.mark.django_db
FOLDER = Path(rempart.people.rules.__file__).parent
NEW = {
    "do": "put", "kind": "secrecy", "dated_on": "2026-11-02", "title_fr": "Ce qui reste entre nous", "text_fr": "Rien <b>dehors</b>.",
    "ask_fr": "Que dit-on dehors ?", "right_fr": "Rien", "wrong_1_fr": "Tout",
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_every_rule_is_whole_on_its_page(cast_: Cast, language: str) -> None:
    who = client(cast_.alice, language)
    listed = text(who.get("/rules/"))
    for name, found in rules().items():
        rule = found[language[:2]]
        assert rule.title in listed
        page = text(who.get(f"/rules/{name}/"))
        assert page.count('id="source-') == len(rule.sources)
        assert "[" not in re.sub(r"<[^>]+>", "", page)  # every mark became a number
        assert all(claim.at in page for claim in rule.asks)
        assert all(one in page for one in rule.tomorrow)
    assert who.get("/rules/none/").status_code == 404


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Not legal advice"), ("fr", "pas un conseil juridique"), ("zh-hans", "不是法律意见")]
)
def test_each_says_that_it_is_no_advice(cast_: Cast, language: str, label: str) -> None:
    assert label in text(client(cast_.alice, language).get("/rules/gdpr/"))


def test_answers_stand_in_the_address_and_lead_to_no_verdict(cast_: Cast) -> None:
    who = client(cast_.alice)
    assert "Nothing is answered yet" in text(who.get("/rules/which/"))
    page = text(who.get("/rules/which/", {"in_eu": "yes", "cards": "no", "in_china": "perhaps"}))
    likely, ask, not_ = (page.index(f">{word}</h2>") for word in ("Likely", "Ask your counsel", "Probably not"))
    assert likely < page.index("/rules/gdpr/") < ask < page.index("/rules/pipl/") < not_ < page.index("/rules/pci_dss/")
    assert 'name="in_eu" value="yes" checked' in page


def test_put_up_read_and_confirmed_without_scripts(cast_: Cast) -> None:
    who, reader = client(cast_.alice, "fr"), client(cast_.bob, "fr")
    made = who.post("/rules/house/", {**NEW, "file": SimpleUploadedFile("secret.pdf", PDF)})
    address = made.headers["Location"]
    page = text(reader.get(address))
    assert "Rien <b>dehors</b>." in page  # unescaped here by the reader: what stands there is text
    assert b"<b>dehors" not in reader.get(address).content
    asked = {"do": "confirm", "version": "1", "language": "fr", "answer": "Tout"}
    wrong = reader.post(address, asked)
    assert wrong.status_code == 422
    assert 'value="Tout" checked' in text(wrong)
    assert reader.post(address, {**asked, "answer": "Rien"}).headers["Location"] == "/rules/house/"
    assert "confirmée" in text(reader.get("/rules/house/"))
    assert "Vous l’avez confirmée le" in text(reader.get(address))
    assert [one.account for one in Confirmation.objects.all()] == [cast_.bob]


def test_a_form_says_what_is_wrong_and_keeps_what_was_typed(cast_: Cast) -> None:
    who = client(cast_.alice)
    for change, said in (
        ({"right_fr": "Tout"}, "all different"),
        ({"title_fr": ""}, "needs a title"),
        ({"file": SimpleUploadedFile("a.pdf", b"MZ")}, "no PDF"),
        ({"dated_on": "soon"}, "valid date"),
    ):
        answer = who.post("/rules/house/", {**NEW, **change})
        assert answer.status_code == 422
        assert said in text(answer)
        assert "Que dit-on dehors ?" in text(answer)
    assert not HouseRule.objects.exists()


def test_a_forged_confirmation_is_none(cast_: Cast) -> None:
    """For somebody else, of another version, of another house, or without an answer."""
    version = put(cast_.alice, cast_.lavande)
    address = f"/rules/house/{version.rule.uid}/"
    asked = {"do": "confirm", "version": "1", "language": "en", "answer": RIGHT, "account": cast_.alice.uid}
    assert client(cast_.charlie).post(address, asked).status_code == 404
    put_version(cast_.alice, version.rule, draft(en=ENGLISH, fr=FRENCH))
    student = client(colleague(cast_.lavande, "Dora", Role.LEARNER))
    assert student.post(address, asked).status_code == 302  # version 1 is not the newest
    assert student.post(address, {**asked, "version": "2", "answer": ""}).status_code == 422
    assert student.post(address, {**asked, "version": "2", "language": "xx"}).status_code == 422
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(cast_.bob)
    assert strict.post(address, {**asked, "version": "2"}).status_code == 403
    assert not Confirmation.objects.exists()
    for do in ("put", "withdraw"):
        assert student.post(address, {**NEW, "do": do}).status_code == 403
    assert student.post("/rules/house/", NEW).status_code == 403
    assert student.post(address, {**asked, "version": "2"}).status_code == 302
    assert Confirmation.objects.get().account.name == "Dora"


def test_a_file_is_saved_and_never_shown(cast_: Cast) -> None:
    """A PDF of a stranger may hold scripts or be a bomb: nothing of ours opens it, and no browser runs it with our origin."""
    version = put(cast_.alice, cast_.lavande)
    address = f"/rules/house/{version.rule.uid}/1.pdf"
    answer = client(cast_.bob).get(address)
    assert answer.content == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert client(cast_.charlie).get(address).status_code == 404
    assert client(cast_.bob).get(f"/rules/house/{version.rule.uid}/2.pdf").status_code == 404
    assert Client().get(address).status_code == 302


def test_what_waits_is_the_next_step_until_it_is_confirmed(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    student = colleague(cast_.lavande, "Dora", Role.LEARNER)
    who = client(student)
    request = who.get("/rules/house/").wsgi_request
    assert rule_waits(request)
    who.post(f"/rules/house/{version.rule.uid}/", {"do": "confirm", "version": "1", "language": "en", "answer": RIGHT})
    assert not rule_waits(who.get("/rules/house/").wsgi_request)


def test_figures_are_for_who_may_read_them(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    told = {"why": "", "groups": [{"group": "", "people": 20, "confirmed": 12}]}
    HouseVersion.objects.filter(pk=version.pk).update(figures=told)
    assert "about 12 of 20 confirmed" in text(client(cast_.alice).get("/rules/house/"))
    assert "about 12" not in text(client(colleague(cast_.lavande, "Dora", Role.LEARNER)).get("/rules/house/"))


def test_a_program_reads_them(cast_: Cast) -> None:
    put(cast_.alice, cast_.lavande)
    _, token = make_token(cast_.alice, cast_.lavande, "reader", {Permission.READ, Permission.READ_LEARNING}, days=1)
    program = Client(headers={"authorization": f"Bearer {token}"})
    assert [one["id"] for one in program.get("/api/v1/rules").json()["rules"]] == list(rules())
    for language in ("en", "fr", "zh"):
        one = program.get("/api/v1/rules/pipl", {"language": language}).json()
        assert one["title"] == rules()["pipl"][language].title
        assert all(claim["at"] for claim in one["asks"])
    assert program.get("/api/v1/rules/none").status_code == 404
    (told,) = program.get("/api/v1/house-rules").json()["house_rules"]
    assert (told["kind"], told["version"], told["confirmed"], told["groups"]) == ("reporting", 1, None, [])


def test_the_shell_lists_and_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = call(capsys, command.UNIT)
    assert (code, len(told["rules"])) == (DONE, len(rules()))
    for language in ("en", "fr", "zh"):
        copyfile(FOLDER / f"gdpr.{language}.md", tmp_path / f"gdpr.{language}.md")
    assert call(capsys, command.UNIT, "--check", str(tmp_path)) == (DONE, {"rules": ["gdpr"], "faults": []})
    (tmp_path / "gdpr.zh.md").write_text("nothing")
    assert call(capsys, command.UNIT, "--check", str(tmp_path))[0] == FINDING


def test_the_organiser_sees_how_many_were_written_to_and_what_letters_need(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    told = {
        "why": "",
        "letters": {"written": 12, "reminded": 3},
        "groups": [{"group": "", "people": 20, "confirmed": 9}],
    }
    HouseVersion.objects.filter(pk=version.pk).update(figures=told)
    student = client(colleague(cast_.lavande, "Dora", Role.LEARNER))
    assert "first say by what people know" in text(client(cast_.alice).get("/rules/house/"))
    set_hallmark(cast_.alice, cast_.lavande, "the lighthouse keeps its lamp lit", "learn.example.com", "Europe/Paris")
    page = text(client(cast_.alice).get("/rules/house/"))
    assert "About 12 were written to, about 3 of them more than once." in page
    assert "first say by what people know" not in page
    page = text(student.get("/rules/house/"))
    assert "About 12" not in page
    assert "at most three more" in page
