"""Lessons of one's own: written, checked, published, learnt from and withdrawn; nobody's text hurts another."""

import io
import json
import re
import zipfile
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account
from rempart.people.actions import write_lesson as writing
from rempart.people.actions.begin_lesson import begin_lesson
from rempart.people.actions.take_exam import begin_exam
from rempart.people.actions.write_lesson import Beginning
from rempart.people.core.library import form_of, lessons
from rempart.people.store.authoring import MOST_LESSONS, MOST_VERSIONS, OwnLesson, OwnText, OwnVersion
from rempart.people.store.item_worth import worths
from rempart.people.store.library import lesson_ever, lesson_of, lessons_of
from tests.cast import Cast, colleague
from tests.console.doors import token_of
from tests.people.web.reading import client, text
from tests.people.writing import published, reworded, shipped

pytestmark = pytest.mark.django_db
NAME = next(iter(lessons()))


@pytest.fixture
def author(cast_: Cast) -> Account:
    return colleague(cast_.lavande, "Hanna", Role.HR)


def program(author: Account, cast_: Cast) -> Client:
    return Client(headers={"authorization": f"Bearer {token_of(author, cast_.lavande)}"})


def draft(author: Account, cast_: Cast, **wish: object) -> OwnLesson:
    return writing.begin_own(author, cast_.lavande, Beginning(("en", "fr"), **wish))  # type: ignore[arg-type]


def text_of(row: OwnLesson, language: str = "en") -> OwnText:
    return OwnText.objects.select_related("lesson", "organisation").get(lesson=row, language=language)


def test_from_an_empty_frame_to_learners(author: Account, cast_: Cast) -> None:
    who = client(author)
    assert "No lesson of your own yet." in text(who.get("/lessons/writing/"))
    made = who.post("/lessons/writing/", {"languages": ["fr"], "shipped": "", "place": "beside"})
    row = OwnLesson.objects.get(organisation=cast_.lavande)
    assert made.url == f"/lessons/writing/{row.uid}/"
    refused = who.post(made.url, {"do": "publish"})
    assert refused.status_code == 422
    assert "not published yet" in text(refused)
    assert "Line" in text(refused)
    assert lesson_of(cast_.lavande, row.name, "fr") is None
    page = f"{made.url}fr/"
    whole = reworded(shipped(NAME, "fr"), 700)
    looked = who.post(page, {"do": "look", "text": whole, "base": "1"})
    assert "As learners meet it" in text(looked)
    assert "Nothing stands against it by itself." in text(looked)
    assert text_of(row, "fr").number == 1  # looking saves nothing
    assert who.post(page, {"do": "save", "text": whole.replace("\n", "\r\n"), "base": "1"}).status_code == 302
    assert text_of(row, "fr").number == 2
    assert "It can be published." in text(who.post(made.url, {"do": "check"}))
    assert "checked" in text(who.get(made.url))
    assert who.post(made.url, {"do": "publish"}).status_code == 302
    learner = client(colleague(cast_.lavande, "Lena", Role.LEARNER))
    title = lessons_of(cast_.lavande)[row.name]["fr"].title
    assert title in text(learner.get("/lessons/"))
    assert learner.post(f"/lessons/{row.name}/").status_code == 302


def test_it_behaves_as_those_that_ship(author: Account, cast_: Cast) -> None:
    row = published(author, cast_.lavande, NAME)
    shelf = lessons_of(cast_.lavande)
    assert list(shelf)[-1] == row.name
    assert len(shelf) == len(lessons()) + 1
    assert any(name == row.name for name, _ in worths(cast_.lavande))
    assert lessons_of(cast_.velos).keys() == lessons().keys()  # nobody else's
    who = client(author)
    answer = who.get(f"/lessons/{row.name}/package/scorm12.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        assert "index.html" in packed.namelist()
    assert row.name in {one["id"] for one in program(author, cast_).get("/api/v1/lessons").json()["lessons"]}
    made = who.post("/programmes/", {"template": "", "starts_on": "2027-01-04", "zone": "UTC"})
    assert made.status_code == 302
    assert shelf[row.name]["fr"].title in text(who.get(f"{made.url}edit/"))
    drawn = {
        one
        for n in range(3)
        for one, _ in begin_exam(colleague(cast_.lavande, f"L{n}", Role.LEARNER), cast_.lavande).names()
    }
    assert row.name in drawn  # a topic of the test, like each of the others


def test_a_copy_in_its_place_and_one_beside_it(author: Account, cast_: Cast) -> None:
    beside = draft(author, cast_, shipped=NAME)
    with pytest.raises(writing.Faulty) as bad:
        writing.publish_own(author, beside)
    assert any("share 100%" in one for one in bad.value.whole)
    mine = draft(author, cast_, shipped=NAME, in_place=True)
    with pytest.raises(writing.There):
        draft(author, cast_, shipped=NAME, in_place=True)
    changed = shipped(NAME, "en").replace('title = "', 'title = "Here: ', 1)
    writing.save_text(author, text_of(mine), changed, 1)
    writing.publish_own(author, mine)
    assert lesson_of(cast_.lavande, NAME, "en").title.startswith("Here: ")  # type: ignore[union-attr]
    assert list(lessons_of(cast_.lavande)) == list(lessons())
    writing.withdraw_own(author, mine)
    assert lesson_of(cast_.lavande, NAME, "en") == lessons()[NAME]["en"]


def test_two_authors_at_once(author: Account, cast_: Cast) -> None:
    row = draft(author, cast_)
    page = f"/lessons/writing/{row.uid}/en/"
    first, second = client(author), client(colleague(cast_.lavande, "Hugo", Role.HR))
    assert first.post(page, {"do": "save", "text": "what Hanna wrote", "base": "1"}).status_code == 302
    later = second.post(page, {"do": "save", "text": "what Hugo wrote", "base": "1"})
    assert later.status_code == 409
    assert "while you were writing" in text(later)
    assert "what Hanna wrote" in text(later)
    assert "what Hugo wrote" in text(later)
    assert text_of(row).text == "what Hanna wrote"
    assert 'name="base" value="2"' in later.content.decode()
    assert second.post(page, {"do": "save", "text": "what both wrote", "base": "2"}).status_code == 302
    kept = OwnVersion.objects.filter(written=text_of(row)).order_by("number").values_list("text", flat=True)
    assert list(kept)[1:] == ["what Hanna wrote", "what both wrote"]
    assert second.post(f"{page}2/").status_code == 302  # an old version taken up again is a new one
    assert (text_of(row).text, text_of(row).number) == ("what Hanna wrote", 4)
    api = program(author, cast_).put(
        f"/api/v1/own-lessons/{row.uid}/texts/en",
        json.dumps({"text": "late", "base": 3}),
        content_type="application/json",
    )
    assert api.status_code == 409
    assert text_of(row).number == 4


def test_hostile_text_is_shown_and_never_run(author: Account, cast_: Cast) -> None:
    row = draft(author, cast_)
    whole = shipped(NAME, "en")
    nasty = whole.replace('title = "', 'title = "<img src=x onerror=alert(1)>', 1)
    nasty = nasty.replace('address = "https://', 'address = "javascript:alert(2)//', 1)
    nasty = nasty.replace(
        "- [good] ", '- [good] [x](javascript:alert(3)) {{ 7|add:7 }} {% csrf_token %} " onclick="alert(4) ', 1
    )
    who, page = client(author), f"/lessons/writing/{row.uid}/en/"
    for answer in (
        who.post(page, {"do": "look", "text": nasty, "base": "1"}),
        who.post(f"{page}look/", {"text": nasty}),
    ):
        html = answer.content.decode()
        assert "<img src=x" not in html
        assert 'href="javascript:' not in html
        assert ' onclick="' not in html
        assert "onerror=alert(1)" in unescape(html)
        assert "{{ 7|add:7 }}" in unescape(html)
        assert "an address begins with https://" in unescape(html)
    bad = re.sub(r"^(## .*)$", r"\1\n<script>alert(5)</script>", whole, count=1, flags=re.MULTILINE)
    script = who.post(f"{page}look/", {"text": bad}).content.decode()
    assert "No HTML here" in script
    assert "<script>alert" not in script
    giant = who.post(page, {"do": "save", "text": "x" * 70_000, "base": "1"})
    assert giant.status_code == 422
    assert "longer than 64 KB" in text(giant)
    nul = who.post(page, {"do": "save", "text": "a\0b", "base": "1"})
    assert nul.status_code == 422
    assert text_of(row).number == 1
    for bad in ("a\0b", "\ud800", "x" * 70_000):
        with pytest.raises(writing.Unreadable):
            writing.save_text(author, text_of(row), bad, 1)


def test_nobody_else_comes_in(author: Account, cast_: Cast) -> None:
    row = draft(author, cast_)
    pages = ("", "en/", "en/lesson.md", "en/1/")
    stranger = client(colleague(cast_.velos, "Sam", Role.HR))
    learner = client(colleague(cast_.lavande, "Lena", Role.LEARNER))
    for page in pages:
        assert stranger.get(f"/lessons/writing/{row.uid}/{page}").status_code == 404
        assert learner.get(f"/lessons/writing/{row.uid}/{page}").status_code == 403
    there = Client(headers={"authorization": f"Bearer {token_of(colleague(cast_.velos, 'Tom', Role.HR), cast_.velos)}"})
    assert there.get(f"/api/v1/own-lessons/{row.uid}").status_code == 404
    with pytest.raises(PermissionDenied):
        writing.publish_own(colleague(cast_.lavande, "Ada", Role.LEARNER), row)


def test_withdrawn_it_is_finished_by_who_began_and_begun_by_nobody(author: Account, cast_: Cast) -> None:
    row = published(author, cast_.lavande, NAME)
    learner = colleague(cast_.lavande, "Lena", Role.LEARNER)
    found = lesson_of(cast_.lavande, row.name, "fr")
    assert found is not None
    attempt = begin_lesson(learner, cast_.lavande, found)
    assert attempt.form == form_of(found)
    assert client(author).post(f"/lessons/writing/{row.uid}/", {"do": "withdraw"}).status_code == 302
    who = client(learner)
    assert who.get(f"/lessons/{row.name}/").status_code == 404
    assert who.get(f"/lessons/attempt/{attempt.uid}/").status_code == 200
    assert lesson_ever(cast_.lavande, row.name, "fr") is not None
    assert not writing.remove_own(author, row)
    writing.publish_own(author, row)
    assert who.get(f"/lessons/{row.name}/").status_code == 200


def test_a_file_of_ones_own_tells_its_language(author: Account, cast_: Cast) -> None:
    who = client(author)

    def send(name: str, data: bytes) -> object:
        file = SimpleUploadedFile(name, data)
        return who.post("/lessons/writing/", {"languages": ["zh"], "shipped": "", "place": "beside", "file": file})

    for name, data in (
        ("lesson.md", b"x"),
        ("lesson.de.md", b"x"),
        ("l.fr.md", b"\xff\xfe"),
        ("l.fr.md", b"x" * 70_000),
    ):
        assert send(name, data).status_code == 422  # type: ignore[attr-defined]
    assert not OwnLesson.objects.exists()
    assert send("lesson.fr.md", b"+++\n").status_code == 302  # type: ignore[attr-defined]
    row = OwnLesson.objects.get()
    assert row.languages == ["fr", "zh"]
    assert text_of(row, "fr").text == "+++\n"
    taken = who.get(f"/lessons/writing/{row.uid}/fr/lesson.md")
    assert taken.content == b"+++\n"
    assert f'filename="{row.name}.fr.md"' in taken["Content-Disposition"]


def test_the_api_can_what_the_pages_can(author: Account, cast_: Cast) -> None:
    who = program(author, cast_)

    def send(verb: str, path: str, body: object) -> object:
        return getattr(who, verb)(f"/api/v1/own-lessons{path}", json.dumps(body), content_type="application/json")

    made = send("post", "", {"languages": ["en"], "shipped": NAME, "in_place": True}).json()  # type: ignore[attr-defined]
    uid = made["uid"]
    assert who.get("/api/v1/own-lessons").json()["lessons"][0]["uid"] == uid
    assert who.get(f"/api/v1/own-lessons/{uid}").json()["faults"] == {"en": []}
    assert send("put", f"/{uid}/texts/en", {"text": "x", "base": 1}).json()["number"] == 2  # type: ignore[attr-defined]
    told = send("post", f"/{uid}/check", {}).json()  # type: ignore[attr-defined]
    assert told["faults"]["en"] == [{"line": 1, "says": "a head between two lines +++ comes first"}]
    assert send("put", f"/{uid}/state", {"state": "published"}).status_code == 422  # type: ignore[attr-defined]
    assert send("put", f"/{uid}/texts/en", {"text": shipped(NAME, "en"), "base": 2}).status_code == 200  # type: ignore[attr-defined]
    assert send("put", f"/{uid}/state", {"state": "published"}).json()["published_at"]  # type: ignore[attr-defined]
    assert who.delete(f"/api/v1/own-lessons/{uid}").status_code == 409
    assert send("post", "", {"languages": ["en"], "shipped": "none"}).status_code == 422  # type: ignore[attr-defined]
    other = send("post", "", {"languages": ["en"]}).json()["uid"]  # type: ignore[attr-defined]
    assert who.delete(f"/api/v1/own-lessons/{other}").status_code == 204


def test_versions_and_lessons_are_bounded(author: Account, cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = published(author, cast_.lavande, NAME)
    monkeypatch.setattr(writing, "MOST_VERSIONS", 3)
    monkeypatch.setattr(writing, "MOST_LESSONS", 1)
    for n in range(6):
        here = text_of(row, "fr")
        writing.save_text(author, here, f"text {n}", here.number)
    held = OwnVersion.objects.filter(written=text_of(row, "fr"))
    assert held.count() == 4
    assert held.filter(is_published=True, number=1).exists()
    assert lesson_of(cast_.lavande, row.name, "fr") is not None
    with pytest.raises(writing.TooMany):
        draft(author, cast_)
    assert MOST_VERSIONS > 3
    assert MOST_LESSONS > 1


def test_without_javascript_nothing_is_missing(author: Account, cast_: Cast) -> None:
    row = draft(author, cast_)
    html = Client.get(client(author, "fr"), f"/lessons/writing/{row.uid}/fr/").content.decode()
    assert 'name="do" value="look"' in html
    assert 'name="do" value="save"' in html
    assert "part" not in html or "onclick" not in html
