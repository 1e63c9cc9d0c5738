"""Lessons from elsewhere: who adds, opens and takes them; what is kept, what counts, and whose it is."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.close_organisation import close_as_moved
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account
from rempart.people.actions.forget_old import forget_old
from rempart.people.actions.on_erasure import on_erasure
from rempart.people.actions.package_add import add_package
from rempart.people.actions.package_change import is_here, open_package, remove_package
from rempart.people.actions.package_tidy import settle_left, sweep_shelf
from rempart.people.actions.tell_learning import tell_one
from rempart.people.core.attempt import Why
from rempart.people.core.standards import told
from rempart.people.core.standards.course import Refused
from rempart.people.store import shelf
from rempart.people.store.hours import minutes_of
from rempart.people.store.packages import LessonPackage, PackageAttempt, PackageFile, PackageRun
from tests.cast import Cast, colleague
from tests.people import packages
from tests.people.web.reading import client

DAY_MS = 86_400_000


@pytest.fixture
def learner(cast_: Cast) -> Account:
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


def added(cast_: Cast, tmp_path: Path, data: bytes | None = None, minutes: int = 20) -> LessonPackage:
    file = tmp_path / "lesson.zip"
    file.write_bytes(packages.simple() if data is None else data)
    row = add_package(cast_.alice, cast_.lavande, file, "lesson.zip")
    if minutes:
        open_package(cast_.alice, row, minutes)
        row.refresh_from_db()
    return row


def send(who: Client, data: bytes, name: str = "lesson.zip") -> object:
    return who.post("/packages/", {"file": SimpleUploadedFile(name, data)}, follow=True)


class Frame:
    """The page around a frame; time passes as if each word came `each_s` after the last."""

    def __init__(self, who: Client, package: LessonPackage) -> None:
        self.who = who
        self.path = who.post(f"/packages/{package.uid}/", {"do": "begin"}).headers["Location"]
        self.page = who.get(self.path).content.decode()
        self.row = PackageAttempt.objects.get(uid=self.path.split("/")[3])

    def say(self, state: object, *, is_done: bool = False, each_s: int = 60, revision: int | None = None) -> int:
        PackageAttempt.objects.filter(pk=self.row.pk).update(heard_ms=now_ms() - each_s * 1_000)
        run = PackageRun.objects.filter(attempt=self.row).first()
        known = run.revision if run and revision is None else revision
        body = {"revision": known, "state": state, "is_done": is_done}
        answer = self.who.post(f"{self.path}keep/", json.dumps(body), content_type="application/json")
        self.row.refresh_from_db()
        return answer.status_code


def cmi(status: str = "incomplete", raw: str = "", **more: object) -> dict[str, object]:
    return {"core": {"lesson_status": status, "score": {"raw": raw, "max": "100"}}, **more}


def test_from_the_upload_to_minutes_that_count(cast_: Cast, learner: Account) -> None:
    author, who = client(cast_.alice), client(learner)
    assert "Nothing from elsewhere yet" in who.get("/packages/").content.decode()
    page = send(author, packages.simple()).content.decode()  # type: ignore[attr-defined]
    assert "nobody sees it yet" in page
    row = LessonPackage.objects.get()
    assert (row.title, row.kind, row.state, row.minutes) == ("Doors and keys", "scorm12", "draft", 20)
    assert who.get(f"/packages/{row.uid}/").status_code == 404
    assert author.post(f"/packages/{row.uid}/", {"do": "open", "minutes": "0"}).status_code == 422
    author.post(f"/packages/{row.uid}/", {"do": "open", "minutes": "5"})
    assert "Doors and keys" in who.get("/packages/").content.decode()
    frame = Frame(who, row)
    assert [frame.say(cmi(suspend_data="half")) for _ in range(3)] == [200] * 3
    assert 180 <= frame.row.seconds < 300  # and what the test itself took
    assert "half" in who.get(frame.path).content.decode()
    assert frame.say(cmi("passed", "90"), is_done=True) == 200
    assert (frame.row.why, frame.row.minutes) == (Why.COUNTS, 5)  # four were spent and a bit, five is the most
    assert minutes_of(cast_.lavande, now_ms()) == {learner.pk: 5}
    page = who.get(f"/packages/{row.uid}/").content.decode()
    assert "5 minutes counted" in page
    assert "told by the package" in page
    assert tell_one() is True


def test_the_clock_is_ours_and_failing_counts_for_nothing(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    row = added(cast_, tmp_path)
    hurried = Frame(client(learner), row)
    hurried.say({**cmi("passed", "100"), "core": {"lesson_status": "passed", "total_time": "09:00:00"}}, is_done=True)
    assert (hurried.row.why, hurried.row.minutes) == (Why.HURRIED, 0)
    failed = Frame(client(learner), row)
    assert failed.row.pk != hurried.row.pk
    for _ in range(8):
        failed.say(None)
    failed.say(cmi("failed", "10"), is_done=True)
    assert (failed.row.why, failed.row.minutes) == (Why.GUESSED, 0)
    assert minutes_of(cast_.lavande, now_ms()) == {}


def test_a_finished_part_that_is_looked_at_again_stays_finished(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    frame = Frame(client(learner), added(cast_, tmp_path))
    for state in (cmi("passed", "90"), cmi("incomplete"), cmi("failed", "10")):
        frame.say(state)
        run = PackageRun.objects.get()
        assert (run.is_finished, run.is_passed) == (True, True)


def test_two_windows_do_not_write_over_each_other(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    frame = Frame(client(learner), added(cast_, tmp_path))
    assert frame.say(cmi(suspend_data="one"), revision=0) == 200
    assert frame.say(cmi(suspend_data="older"), revision=0) == 409
    assert PackageRun.objects.get().state["suspend_data"] == "one"


def test_what_is_kept_is_bounded(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    frame = Frame(client(learner), added(cast_, tmp_path))
    assert frame.say(cmi(suspend_data="x" * (told.MAX_KEPT - 500))) == 200
    assert frame.say(cmi(suspend_data="x" * (told.MAX_KEPT + 10))) == 422
    assert frame.say(cmi(suspend_data="x" * 300_000)) == 413
    assert [frame.say(one) for one in ([], "x", 7, {"a": [0] * 9_999})] == [422] * 4
    who, path = frame.who, f"{frame.path}keep/"
    for body in ("", "[]", "{", '{"revision": "x"}', '{"revision": 1, "state": {"a": NaN}}', "[" * 50_000, "null"):
        assert who.post(path, body, content_type="application/json").status_code == 422, body[:40]
    assert len(PackageRun.objects.get().state["suspend_data"]) == told.MAX_KEPT - 500


def test_a_package_does_not_learn_who_somebody_is(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    frame = Frame(client(learner), added(cast_, tmp_path))
    frame.say(cmi(core={"student_name": "written by the package"}))
    page = frame.who.get(frame.path).content.decode()
    inside = page[page.index("data-state=") : page.index("data-keep=")]
    assert "Learner" in inside
    assert not any(word in inside for word in (learner.uid, learner.email, "Lena", "written by"))


def test_nobody_else_finds_it(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    row = added(cast_, tmp_path)
    frame = Frame(client(learner), row)
    for other in (cast_.alice, cast_.charlie):
        assert client(other).get(frame.path).status_code == 404
        assert client(other).post(f"{frame.path}keep/", "{}", content_type="application/json").status_code == 404
    assert client(cast_.charlie).get(f"/packages/{row.uid}/").status_code == 404
    assert send(client(learner), packages.simple()).status_code == 403  # type: ignore[attr-defined]
    for what in ("open", "close", "remove"):
        assert client(learner).post(f"/packages/{row.uid}/", {"do": what, "minutes": "5"}).status_code == 403
    assert Client().get("/packages/").status_code == 302


def test_a_closed_package_and_a_closed_firm_take_nothing(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    row = added(cast_, tmp_path)
    frame = Frame(client(learner), row)
    LessonPackage.objects.update(state=LessonPackage.CLOSED)
    assert frame.say(cmi()) == 410
    LessonPackage.objects.update(state=LessonPackage.OPEN)
    close_as_moved(cast_.lavande, "as it was")
    assert frame.say(cmi()) == 410


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"nothing", "no zip file"),
        (packages.zipped({"index.html": b""}), "no imsmanifest.xml"),
        (packages.simple(**{"../../../etc/cron.d/x": b"x"}), "outside"),
        (packages.simple(**{"invoice.pdf.exe": b"MZ"}), "a program with the name of a document"),
        (packages.zipped({"imsmanifest.xml": packages.scorm12(href="https://evil.example/"), "index.html": b""}), "another address"),
        (packages.zipped({"imsmanifest.xml": packages.scorm12(head="<!DOCTYPE m []>"), "index.html": b""}), "document type"),
    ],
)  # fmt: skip
def test_what_means_harm_is_refused_with_a_sentence(cast_: Cast, data: bytes, said: str) -> None:
    """Attack of promise LP3."""
    answer = send(client(cast_.alice), data)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert said in answer.content.decode()  # type: ignore[attr-defined]
    assert LessonPackage.objects.count() == 0
    for language in ("fr", "zh-hans"):
        assert send(client(cast_.alice, language), data).status_code == 422  # type: ignore[attr-defined]


def test_scripts_at_the_top_are_what_lessons_are_made_of(cast_: Cast, tmp_path: Path) -> None:
    row = added(cast_, tmp_path, packages.simple(**{"APIWrapper.js": b"var x = 1;", "lib/a.js": b"var y;"}))
    assert row.files == 4


def test_files_are_served_into_a_sandbox(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    row = added(cast_, tmp_path, packages.simple(**{"a b.css": b"p{}", "odd.exe.txt": b"x", "film.xyz": b"x"}))
    frame = Frame(client(learner), row)
    at = frame.page.index('data-src="') + len('data-src="')
    folder = frame.page[at : frame.page.index("index.html", at)]
    stranger = Client()
    page = stranger.get(f"{folder}index.html")
    policy = page.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox allow-scripts allow-forms; ")
    assert f"default-src http://testserver{folder} data:" in policy
    assert "allow-same-origin" not in policy
    assert "X-Frame-Options" not in page.headers
    assert b"<head><script src=" in page.content
    for name, kind in (("a b.css", "text/css; charset=utf-8"), ("film.xyz", "application/octet-stream")):
        answer = stranger.get(f"{folder}{name}")
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Security-Policy"] == policy
        assert b"".join(answer.streaming_content)  # type: ignore[attr-defined,arg-type]
    assert stranger.get(f"{folder}missing.html").status_code == 404
    forged = folder.replace(row.uid, "0" * len(row.uid))
    assert stranger.get(f"{forged}index.html").status_code == 404
    around = frame.who.get(frame.path).headers["Content-Security-Policy"]
    assert "default-src 'none'" in around
    assert "frame-src http://testserver/packages/files/" in around
    assert "frame-src" not in frame.who.get("/packages/").headers["Content-Security-Policy"]


def test_a_film_can_be_jumped_about_in(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    film = bytes(range(256)) * 1_000
    row = added(cast_, tmp_path, packages.simple(**{"film.webm": film}))
    frame = Frame(client(learner), row)
    at = frame.page.index('data-src="') + len('data-src="')
    address = f"{frame.page[at : frame.page.index('index.html', at)]}film.webm"

    def got(**headers: str) -> tuple[int, bytes, str]:
        answer: Any = Client().get(address, headers=headers)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        return answer.status_code, body, answer.headers.get("Content-Range", "")

    whole: Any = Client().get(address)
    etag = whole.headers["ETag"]
    assert whole.headers["Accept-Ranges"] == "bytes"
    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, film)
    assert got(Range="bytes=1000-200999") == (206, film[1_000:201_000], "bytes 1000-200999/256000")
    assert got(Range="bytes=-5") == (206, film[-5:], "bytes 255995-255999/256000")
    assert got(Range="bytes=0-1, 5-6") == (200, film, "")
    assert got(Range="bytes=256000-") == (416, b"", "bytes */256000")
    assert got(Range="bytes=0-1", **{"If-Range": etag})[0] == 206
    assert got(Range="bytes=0-1", **{"If-Range": '"another"'}) == (200, film, "")
    assert got(**{"If-None-Match": etag})[0] == 304


def test_a_left_window_is_settled_and_loose_content_goes(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    row = added(cast_, tmp_path)
    frame = Frame(client(learner), row)
    for _ in range(7):
        frame.say(None)
    frame.say(cmi("completed"))
    assert frame.row.ended_ms is None
    assert settle_left() is False
    PackageAttempt.objects.update(heard_ms=1)
    assert settle_left() is True
    sweep_shelf()
    frame.row.refresh_from_db()
    assert (frame.row.why, frame.row.minutes >= 8) == (Why.COUNTS, True)
    assert is_here(row)  # the sweep leaves what a package names
    digest = PackageFile.objects.get(path="index.html").sha256
    remove_package(cast_.alice, row)
    shelf.sweep(lambda _: set(), now_s=9e12)
    assert not shelf.file_of(digest).exists()
    assert minutes_of(cast_.lavande, now_ms()) == {learner.pk: frame.row.minutes}
    assert "Its files were removed" in client(cast_.alice).get(f"/packages/{row.uid}/").content.decode()


def test_it_goes_after_a_year_and_with_its_person(cast_: Cast, learner: Account, tmp_path: Path) -> None:
    row = added(cast_, tmp_path)
    frame = Frame(client(learner), row)
    forget_old(frame.row.begun_ms + 365 * DAY_MS)
    assert PackageAttempt.objects.count() == 1
    forget_old(frame.row.begun_ms + 367 * DAY_MS)
    assert PackageAttempt.objects.count() == 0
    Frame(client(learner), row)
    on_erasure([learner.uid])
    assert (PackageAttempt.objects.count(), PackageRun.objects.count()) == (0, 0)


def test_the_same_package_again_brings_back_what_was_lost(cast_: Cast, tmp_path: Path) -> None:
    row = added(cast_, tmp_path)
    for one in PackageFile.objects.filter(package=row):
        shelf.file_of(one.sha256).unlink(missing_ok=True)
    assert not is_here(row)
    again = added(cast_, tmp_path, minutes=0)
    assert (again.pk, is_here(row)) == (row.pk, True)


def test_too_large_is_told_before_it_is_read(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rempart.people.actions.package_add.MAX_PACKED", 10)
    with pytest.raises(Refused, match="too_large"):
        added(cast_, tmp_path)


def test_ours_are_handed_out_to_authors(cast_: Cast, learner: Account) -> None:
    author = client(cast_.alice)
    assert "SCORM 2004" in author.get("/packages/").content.decode()
    answer = author.get("/lessons/phishing_by_mail/package/scorm2004.zip")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="phishing_by_mail.scorm2004.zip"'
    assert answer.content[:2] == b"PK"
    assert client(learner).get("/lessons/phishing_by_mail/package/scorm2004.zip").status_code == 403
    assert author.get("/lessons/phishing_by_mail/package/word.zip").status_code == 404
    assert author.get("/lessons/none/package/scorm12.zip").status_code == 404
