"""The pages of contests: called, watched, played without scripts, and read when it is over; and what programs are told."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rempart.contest.actions import live, play
from rempart.contest.core.flag import flag_of
from rempart.contest.core.states import Stage
from rempart.contest.store.models import Camp, Contest, Guarded, Remedy
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from tests.cast import Cast
from tests.contest.house import called, department, ready
from tests.people.web.reading import client, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: Any) -> None:
    ready(monkeypatch, tmp_path)


def begun(row: Contest) -> None:
    live.make_key(row.uid)
    Contest.objects.filter(pk=row.pk).update(stage=Stage.RUNNING, begun_ms=now_ms(), ends_ms=now_ms() + 600_000)
    ground = {"files": ["wp-config.php.bak"], "people": ["lena"], "switches": ["open_orders"], "shop": True}
    Camp.objects.filter(contest=row).update(ground=ground, address="http://x.localhost:1")
    row.refresh_from_db()


@pytest.mark.parametrize("language", ["en", "fr", "zh-hans"])
def test_from_the_form_to_the_sheet(cast_: Cast, language: str) -> None:
    who = client(cast_.alice, language)
    assert "empty" in text(who.get("/contests/"))
    red, reds = department(cast_.lavande, "Atelier")
    blue, _ = department(cast_.lavande, "Boutique")
    small, _ = department(cast_.lavande, "Cour", 3)
    form = {"title": "<b>Autumn", "minutes": "60", "fund": "120.50", "teams": [red.pk, small.pk]}
    refused = who.post("/contests/new/", form)
    assert refused.status_code == 422
    assert 'value="&lt;b&gt;Autumn"' in refused.content.decode()
    made = who.post("/contests/new/", {**form, "teams": [red.pk, blue.pk]})
    assert made.status_code == 302, text(made)
    row = Contest.objects.get()
    assert row.fund_minor == 12_050
    path = f"/contests/{row.uid}/"
    assert "<b>Autumn" not in who.get(path).content.decode()
    begun(row)
    player = client(reds[0], language)
    page = text(player.get(path))
    assert "wp-config.php.bak" in page
    assert all(name not in page for name in ("config_backup", "weak_password"))
    assert 'name="flag"' not in text(who.get(path))
    assert 'name="flag"' not in text(player.get(path + "?wall"))
    mine, other = row.camp_set.order_by("pk")
    for handed in (flag_of(live.key_of(row.uid), other.uid, "open_orders"), "flag-x", "<script>"):
        page = text(player.post(path + "flag/", {"flag": handed}, follow=True))
        assert "<script>" not in page
    player.post(path + "hint/", {"weakness": "1"})
    player.post(path + "hint/", {"weakness": "99999999999"})
    player.post(path + "remedy/", {"kind": "delete_file", "target": "wp-config.php.bak"})
    assert Remedy.objects.get().side == mine
    entered = player.post(path + f"enter/{other.uid}/")
    assert "http://x.localhost:1/.rempart/enter?word=" in text(entered)
    assert who.post(path + f"enter/{other.uid}/").status_code == 403
    assert who.post(path + "end/").status_code == 302
    Contest.objects.filter(pk=row.pk).update(stage=Stage.ENDED)
    Guarded.objects.filter(side=mine, weakness="open_orders").update(minutes=60)
    over = text(who.get(path))
    for unit in live.weaknesses().values():
        assert unit.teaches.said_in(language) in over
    assert who.post(path + "fund/").status_code == 302
    Contest.objects.get(is_handed_over=True)


def test_who_sees_and_who_may_not(cast_: Cast) -> None:
    row, first, _, one, _ = called(cast_)
    begun(row)
    stranger, player = client(cast_.charlie), client(one)
    for path in (f"/contests/{row.uid}/", f"/contests/{row.uid}x/"):
        assert stranger.get(path).status_code == 404
    for page in ("flag", "hint", "remedy", f"enter/{first.uid}", "end", "fund"):
        assert stranger.post(f"/contests/{row.uid}/{page}/").status_code in (403, 404)
    for page in ("end", "fund"):
        assert player.post(f"/contests/{row.uid}/{page}/").status_code == 403
    assert player.get("/contests/new/").status_code == 403
    assert player.get("/contests/").status_code == 200


def test_what_programs_are_told(cast_: Cast) -> None:
    red, _ = department(cast_.lavande, "Atelier")
    blue, _ = department(cast_.lavande, "Boutique")
    given = (Permission.DRILL, Permission.READ_DRILLS)
    secret = make_token(cast_.alice, cast_.lavande, "x", given, 1).secret
    who = Client(headers={"Authorization": f"Bearer {secret}"})
    body = {"name": "Autumn", "minutes": 60, "teams": [red.uid, blue.uid], "fund_minor": 100}
    made = who.post("/api/v1/contests", body, content_type="application/json")
    assert made.status_code == 201, made.content
    uid = made.json()["uid"]
    again = who.post("/api/v1/contests", body, content_type="application/json")
    assert again.status_code == 409
    assert who.get("/api/v1/contests").json()["contests"][0]["sides"][0]["points"] == 0
    assert who.post(f"/api/v1/contests/{uid}/end").status_code == 200
    assert who.get(f"/api/v1/contests/{uid}x").status_code == 404
    wrong = {**body, "teams": [red.uid, "x"]}
    assert who.post("/api/v1/contests", wrong, content_type="application/json").status_code == 404


def test_nobody_has_a_place_before_it_begins_and_nobody_wins_without_points(cast_: Cast) -> None:
    row, first, _, _, _ = called(cast_)
    path = f"/contests/{row.uid}/"
    who = client(cast_.alice)
    Camp.objects.filter(pk=first.pk).update(address="http://x.localhost:1")
    waiting = text(who.get(path))
    assert "1. Atelier" not in waiting
    assert ">stands<" in waiting
    assert ">is being made<" in waiting
    Contest.objects.filter(pk=row.pk).update(stage=Stage.CANCELLED, ends_ms=now_ms())
    assert "board-title" not in text(who.get(path))
    Contest.objects.filter(pk=row.pk).update(stage=Stage.ENDED, begun_ms=now_ms())
    ended = text(who.get(path))
    assert "1. Atelier" in ended
    assert "First together" not in ended


def test_the_wall_shows_the_newest_flags_and_no_button(cast_: Cast) -> None:
    row, first, second, one, _ = called(cast_)
    begun(row)
    for weakness in sorted(row.weaknesses)[:10]:
        play.hand_in(one, row, flag_of(live.key_of(row.uid), second.uid, weakness))
    who, path = client(cast_.alice), f"/contests/{row.uid}/"
    assert text(who.get(path)).count(f"{first.name} found a weakness") == 10
    wall = text(who.get(path + "?wall"))
    assert wall.count(f"{first.name} found a weakness") == 8
    assert "End it now" in text(who.get(path))
    assert "End it now" not in wall
