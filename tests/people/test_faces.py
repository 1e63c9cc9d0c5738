"""The same lessons on the shell and by the API; how much was learnt, in counts, for whoever may see people."""

from pathlib import Path
from shutil import copyfile

import pytest
from django.test import Client

import rempart.people.lessons
from rempart.cli.command import DONE, FINDING, UsageFault
from rempart.cli.commands import lessons as command
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Person
from rempart.people.actions.tell_learning import learning_of, tell_one
from rempart.people.core.attempt import Why
from rempart.people.core.library import lessons
from rempart.people.store.models import Attempt, School
from tests.cast import Cast
from tests.people import packages
from tests.people.shell import call

FOLDER = Path(rempart.people.lessons.__file__).parent


def test_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, told = call(capsys, command.UNIT)
    assert (code, len(told["lessons"])) == (DONE, len(lessons()))
    assert all(set(one["titles"]) == {"en", "fr", "zh"} for one in told["lessons"])  # type: ignore[call-overload]


def test_a_folder_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    name = next(iter(lessons()))
    for language in ("en", "fr", "zh"):
        copyfile(FOLDER / f"{name}.{language}.md", tmp_path / f"{name}.{language}.md")
    assert call(capsys, command.UNIT, "--check", str(tmp_path)) == (DONE, {"lessons": [name], "faults": []})
    (tmp_path / f"{name}.fr.md").write_text("nothing")
    code, told = call(capsys, command.UNIT, "--check", str(tmp_path))
    assert code == FINDING
    assert [one.partition(":")[0] for one in told["faults"]] == [f"{name}.fr.md", name]
    (tmp_path / "notes.md").write_text("")
    with pytest.raises(UsageFault, match=r"id\.language\.md"):
        call(capsys, command.UNIT, "--check", str(tmp_path))
    with pytest.raises(UsageFault, match="no folder"):
        call(capsys, command.UNIT, "--check", str(tmp_path / "none"))


def taken(cast_: Cast, name: str, minutes: int = 20) -> None:
    Attempt.objects.create(
        account=cast_.alice, organisation=cast_.lavande, lesson=name, form="x", begun_ms=1, shown_ms=1,
        ended_ms=9_999_999_999_999, why=Why.COUNTS, minutes=minutes,
    )  # fmt: skip


def test_counts_of_everybody_who_is_named(cast_: Cast) -> None:
    assert learning_of(cast_.lavande, 40).median_minutes is None
    Person.objects.create(organisation=cast_.lavande, name="Alice", account=cast_.alice)
    Person.objects.create(organisation=cast_.lavande, name="Without an account")
    assert tell_one() is False
    taken(cast_, "a")
    taken(cast_, "a")  # twice counts once
    fact = learning_of(cast_.lavande, 40)
    assert (fact.people, fact.with_one, fact.reached, fact.median_minutes) == (2, 1, 0, 10)
    taken(cast_, "b")
    assert learning_of(cast_.lavande, 40).reached == 1
    assert (tell_one(), tell_one()) == (True, False)
    assert School.objects.get().told_ms > 0


def test_a_program_reads_counts_and_no_person(cast_: Cast) -> None:
    Person.objects.create(organisation=cast_.lavande, name="Alice", account=cast_.alice)
    taken(cast_, "a")
    client = program(cast_, Permission.READ_PEOPLE, Permission.READ)
    told = client.get("/api/v1/learning").json()
    assert (told["people"], told["with_one"], told["year_minutes"]) == (1, 1, 720)
    assert len(client.get("/api/v1/lessons").json()["lessons"]) == len(lessons())
    assert program(cast_, Permission.READ).get("/api/v1/learning").status_code == 403


def program(cast_: Cast, *permissions: Permission) -> Client:
    """With a token of Alice's."""
    made = make_token(cast_.alice, cast_.lavande, f"of {len(permissions)}", permissions, 7)
    return Client(headers={"authorization": f"Bearer {made.secret}"})


def test_packages_by_the_api(cast_: Cast) -> None:
    client = program(cast_, Permission.AUTHOR)
    made = client.post("/api/v1/packages", packages.simple(), content_type="application/zip")
    assert (made.status_code, made.json()["standard"], made.json()["state"]) == (201, "scorm12", "draft")
    refused = client.post("/api/v1/packages", b"nothing", content_type="application/zip")
    assert (refused.status_code, "not_zip" in refused.content.decode()) == (422, True)
    path = f"/api/v1/packages/{made.json()['uid']}/state"
    for state in ("open", "closed", "gone"):
        told = client.put(path, {"state": state, "minutes": 7}, content_type="application/json").json()
        assert (told["state"], told["minutes"]) == (state, 7)
    assert client.put(path, {"state": "open"}, content_type="application/json").status_code == 409
    assert client.get("/api/v1/packages").json() == {"packages": []}
    zipped = client.get("/api/v1/lessons/insiders/package/cmi5")
    assert zipped.headers["Content-Type"] == "application/zip"
    assert client.get("/api/v1/lessons/none/package/cmi5").status_code == 404
    assert program(cast_, Permission.READ).get("/api/v1/packages").status_code == 403


def test_ours_are_taken_along_on_the_shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = FOLDER / "suppliers.fr.md"
    code, told = call(capsys, command.UNIT, "--export", "scorm2004", "--to", str(tmp_path), "insiders", str(own))
    assert (code, len(told["packages"])) == (DONE, 2)
    assert {one.name for one in tmp_path.iterdir()} == {"insiders.scorm2004.zip", "suppliers.scorm2004.zip"}
    for words in (("--export", "cmi5", "none"), ("insiders",), ("--export", "cmi5", "--to", str(tmp_path / "none"))):
        with pytest.raises(UsageFault):
            call(capsys, command.UNIT, *words)
