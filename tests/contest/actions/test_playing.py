"""What a side may and may not do, and that nobody of it is ever named. No site is needed for that."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from rempart.contest.actions import live, play
from rempart.contest.actions.call_contest import NoContest, call_contest, hand_over
from rempart.contest.actions.play import NotThis, Over, Said
from rempart.contest.actions.standing import board
from rempart.contest.core.flag import flag_of
from rempart.contest.core.remedy import TOGETHER, Kind
from rempart.contest.core.score import FIRST
from rempart.contest.core.states import Stage
from rempart.contest.store.models import Camp, Contest, Found, Guarded, Hinted, Remedy, Word
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Person
from tests.cast import Cast, colleague
from tests.contest.house import called, department, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def played(cast_: Cast, tmp_path: Path, monkeypatch: Any) -> tuple[Contest, Camp, Camp, Account, Account]:
    """Under way by its rows; its sites are not needed here."""
    ready(monkeypatch, tmp_path)
    row, first, second, one, other = called(cast_)
    live.make_key(row.uid)
    Contest.objects.filter(pk=row.pk).update(stage=Stage.RUNNING, begun_ms=now_ms(), ends_ms=now_ms() + 3_600_000)
    ground = {"files": ["wp-config.php.bak"], "people": ["lena"], "switches": ["open_orders"], "shop": True}
    Camp.objects.filter(contest=row).update(ground=ground, address="http://x.localhost:1")
    for changed in (row, first, second):
        changed.refresh_from_db()
    return row, first, second, one, other


Played = tuple[Contest, Camp, Camp, Account, Account]


def test_the_second_to_find_it_is_not_the_first(played: Played) -> None:
    row, first, second, one, other = played
    key = live.key_of(row.uid)
    assert play.hand_in(one, row, flag_of(key, second.uid, "open_orders")) is Said.FIRST
    assert play.hand_in(other, row, flag_of(key, first.uid, "open_orders")) is Said.FOUND
    lines = {line.side.pk: line for line in board(row)}
    assert lines[first.pk].score.attack == 10 + FIRST
    assert lines[second.pk].score.attack == 10
    assert (lines[first.pk].place, lines[second.pk].place) == (1, 2)


def test_a_flood_of_flags_stops_one_side_alone(played: Played) -> None:
    row, first, _, one, other = played
    Camp.objects.filter(pk=first.pk).update(tries=play.TRIES, tries_ms=now_ms())
    assert play.hand_in(one, row, "flag-" + "a" * 24) is Said.TOO_FAST
    assert play.hand_in(other, row, "flag-" + "a" * 24) is Said.UNKNOWN
    Camp.objects.filter(pk=first.pk).update(tries_ms=now_ms() - play.MINUTE_MS)
    assert play.hand_in(one, row, "flag-" + "a" * 24) is Said.UNKNOWN


def test_a_remedy_is_from_the_list_and_few_wait(played: Played) -> None:
    row, first, _, one, _ = played
    for kind, target in (
        ("delete_file", "../../etc/passwd"),
        ("delete_file", "wp-login.php"),
        ("new_password", "keeper"),
        ("switch_on", "made_up"),
        ("shop_on", "shop"),
        ("made_up", "x"),
    ):
        with pytest.raises(NotThis):
            play.choose_remedy(one, row, kind, target)
    for _ in range(TOGETHER):
        assert play.choose_remedy(one, row, Kind.DELETE_FILE, "wp-config.php.bak").side_id == first.pk
    with pytest.raises(NotThis):
        play.choose_remedy(one, row, Kind.DELETE_FILE, "wp-config.php.bak")


def test_a_hint_costs_once(played: Played) -> None:
    row, first, second, one, _ = played
    play.hand_in(one, row, flag_of(live.key_of(row.uid), second.uid, "open_orders"))
    play.take_hint(one, row, "weak_password")
    play.take_hint(one, row, "weak_password")
    (line,) = (line for line in board(row) if line.side.pk == first.pk)
    assert (line.score.hints, line.score.total) == (6, 9)
    with pytest.raises(NotThis):
        play.take_hint(one, row, "made_up")


def test_a_way_in_works_once_and_for_one_site(played: Played) -> None:
    row, first, second, one, _ = played
    word = play.enter(one, row, second).rpartition("=")[2]
    assert not play.admit(first.uid, word)
    assert play.admit(second.uid, word)
    assert not play.admit(second.uid, word)
    late = play.enter(one, row, second).rpartition("=")[2]
    Word.objects.update(until_ms=now_ms())
    assert not play.admit(second.uid, late)


def test_nobody_is_named_anywhere(played: Played) -> None:
    row, _, second, one, _ = played
    play.hand_in(one, row, flag_of(live.key_of(row.uid), second.uid, "open_orders"))
    play.take_hint(one, row, "weak_password")
    play.choose_remedy(one, row, Kind.SWITCH_ON, "open_orders")
    play.enter(one, row, second)
    for model in (Found, Hinted, Remedy, Word, Guarded):
        assert not any(one.uid in str(line) or line == one.pk for line in model.objects.values_list())
        assert not any(field.related_model is Account for field in model._meta.get_fields())
    with connection.cursor() as cursor:
        cursor.execute("SELECT front, tail FROM ledger_entry WHERE kind LIKE 'contest.%'")
        told = [bytes(front) + bytes(tail) for front, tail in cursor.fetchall()]
    assert len(told) >= 4
    assert not any(one.uid.encode() in entry for entry in told)


def test_after_its_time_nothing_counts(played: Played) -> None:
    row, _, second, one, _ = played
    flag = flag_of(live.key_of(row.uid), second.uid, "open_orders")
    Contest.objects.filter(pk=row.pk).update(ends_ms=now_ms())
    with pytest.raises(Over):
        play.hand_in(one, row, flag)


def test_who_has_left_plays_no_more(played: Played) -> None:
    row, _, _, one, _ = played
    one.membership_set.all().delete()
    with pytest.raises(PermissionDenied):
        play.hand_in(one, row, "flag-" + "a" * 24)


def test_who_may_call_one_and_with_whom(cast_: Cast, tmp_path: Path, monkeypatch: Any) -> None:
    ready(monkeypatch, tmp_path)
    red, _ = department(cast_.lavande, "Atelier")
    small, _ = department(cast_.lavande, "Bureau", 7)
    same, _ = department(cast_.lavande, "Cour", 0)
    same.person_set.set(Person.objects.filter(teams=red))
    for teams, why in (([red, small], "small"), ([red], "small"), ([red, same], "small"), ([red] * 9, "many")):
        with pytest.raises(NoContest, match=why):
            call_contest(cast_.alice, cast_.lavande, "x", 60, teams)
    blue, _ = department(cast_.lavande, "Boutique")
    with pytest.raises(NoContest, match="minutes"):
        call_contest(cast_.alice, cast_.lavande, "x", 5, [red, blue])
    learner = colleague(cast_.lavande, "Lena", Role.LEARNER)
    with pytest.raises(PermissionDenied):
        call_contest(learner, cast_.lavande, "x", 60, [red, blue])
    row = call_contest(cast_.alice, cast_.lavande, "x", 60, [red, blue], fund_minor=500)
    with pytest.raises(NoContest, match="running"):
        call_contest(cast_.alice, cast_.lavande, "x", 60, [red, blue])
    assert not hand_over(cast_.alice, row)
    Contest.objects.filter(pk=row.pk).update(stage=Stage.ENDED)
    assert hand_over(cast_.alice, row)
    assert not hand_over(cast_.alice, row)
