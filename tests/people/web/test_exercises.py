"""The pages of played drills: begun with everything ready, marked and ended without scripts, read by those who may."""

import pytest
from django.test import Client

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store.models import Team
from rempart.people.core.exercise_library import exercise, exercises
from rempart.people.store.exercise import Held
from tests.cast import Cast, colleague
from tests.people.web.reading import client, text

pytestmark = pytest.mark.django_db
BEGIN = {"people": "5", "roles": ["lead", "host"], "is_prepared": "on"}


def begun(who: Client) -> Held:
    path = who.post("/exercises/table_top/", BEGIN).headers["Location"]
    return Held.objects.get(uid=path.strip("/").rpartition("/")[2])


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_everything_of_each_is_on_its_page(cast_: Cast, language: str) -> None:
    who = client(cast_.alice, language)
    listed = text(who.get("/exercises/"))
    for name, found in exercises().items():
        one = found[language[:2]]
        assert one.title in listed
        page = text(who.get(f"/exercises/{name}/"))
        assert all(mark.text in page for mark in one.marks)
        assert page.count("<details") >= len(one.roles)
        assert one.roles[0].card.split("\n")[0][:30] in text(who.get(f"/exercises/{name}/cards/"))


def test_from_the_form_to_the_result(cast_: Cast) -> None:
    who = client(cast_.alice)
    team = Team.objects.create(organisation=cast_.lavande, name="Atelier")
    refused = who.post("/exercises/table_top/", {"people": "2", "roles": ["lead"], "team": team.uid})
    assert refused.status_code == 422
    assert "at least 4 people" in text(refused)
    row = begun(who)
    path = f"/exercises/held/{row.uid}/"
    Held.objects.filter(pk=row.pk).update(begun_ms=row.begun_ms - 9 * 60_000)
    page = text(who.get(path))
    assert "Minute 9." in page
    assert "The front page shows a text" in page
    assert "a journalist asks" not in page.lower()
    screen = text(who.get(path + "screen/"))
    assert "The front page shows a text" in screen
    assert "Does anybody ask whether the shop stays open?" not in screen
    first, second = (one.id for one in (exercise("table_top", "en") or pytest.fail("table_top")).marks[:2])
    who.post(path + "mark/", {"mark": first, "seen": "1"})
    who.post(path + "mark/", {"mark": second, "seen": "1"})
    assert "no such mark" in text(who.post(path + "mark/", {"mark": "made_up", "seen": "1"}, follow=True))
    who.post(path + "notes/", {"notes": "The list hung on a screen that was dark."})
    missing = who.post(path + "end/", {"text_1": "Print the list"})
    assert missing.status_code == 422
    assert "By which day?" in text(missing)
    result = text(who.post(path + "end/", {"text_1": "Print the list", "by_1": "2027-01-15"}, follow=True))
    assert "Print the list" in result
    assert "a screen that was dark" in result
    assert result.count("after 9:") == 2
    assert "This drill has ended" in text(who.post(path + "mark/", {"mark": first, "seen": "0"}, follow=True))
    assert "2 of 8" in text(who.get("/exercises/"))


def test_broken_off_says_so_and_counts_for_nothing(cast_: Cast) -> None:
    who = client(cast_.alice)
    row = begun(who)
    assert "broken off" in text(who.post(f"/exercises/held/{row.uid}/end/", {"break": "1"}, follow=True))


def test_who_reads_figures_reads_results_and_no_course(cast_: Cast) -> None:
    row = begun(client(cast_.alice))
    auditor = client(colleague(cast_.lavande, "Nora", Role.AUDITOR))
    assert auditor.get("/exercises/").status_code == 200
    assert "What can be played" not in text(auditor.get("/exercises/"))
    for path in ("/exercises/table_top/", "/exercises/table_top/cards/", f"/exercises/held/{row.uid}/"):
        assert auditor.get(path).status_code == 403
    client(cast_.alice).post(f"/exercises/held/{row.uid}/end/", {})
    assert auditor.get(f"/exercises/held/{row.uid}/").status_code == 200
    learner = client(colleague(cast_.lavande, "Lena", Role.LEARNER))
    assert learner.get("/exercises/").status_code == 403
    assert "/exercises/" not in learner.get("/lessons/").content.decode()
    stranger = client(cast_.charlie)
    assert stranger.get(f"/exercises/held/{row.uid}/").status_code == 404
    assert client(cast_.alice).get("/exercises/made_up/").status_code == 404


def test_notes_are_escaped(cast_: Cast) -> None:
    who = client(cast_.alice)
    row = begun(who)
    who.post(f"/exercises/held/{row.uid}/notes/", {"notes": "<script>alert(1)</script>"})
    who.post(f"/exercises/held/{row.uid}/end/", {})
    assert "<script>alert" not in who.get(f"/exercises/held/{row.uid}/").content.decode()


def test_the_api_tells_what_was_held(cast_: Cast) -> None:
    row = begun(client(cast_.alice))
    token = make_token(cast_.alice, cast_.lavande, "figures", [Permission.READ_LEARNING], 7)
    bearer = {"authorization": f"Bearer {token.secret}"}
    listed = Client().get("/api/v1/exercises", headers=bearer).json()
    assert {one["id"] for one in listed["exercises"]} == set(exercises())
    held = Client().get("/api/v1/exercises/held", headers=bearer).json()["held"]
    assert [(one["uid"], one["people"], one["ended_ms"]) for one in held] == [(row.uid, 5, None)]
