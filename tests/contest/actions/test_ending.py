"""However a contest ends, nothing of it is left on this machine, and nobody is left in its rows."""

from pathlib import Path
from typing import Any

import pytest

from rempart.contest.actions import live
from rempart.contest.actions.call_contest import ask_end
from rempart.contest.actions.forget import forget_contests
from rempart.contest.actions.on_erasure import on_erasure
from rempart.contest.actions.run_contest import PATIENCE_MS, work
from rempart.contest.core.states import Stage
from rempart.contest.store.models import KEPT_DAYS, Camp, Contest, Guarded
from rempart.directory.store.closures import Closure
from rempart.terms.duration import DAY_S
from tests.cast import Cast
from tests.contest.house import called, ready

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(cast_: Cast, tmp_path: Path, monkeypatch: Any) -> Cast:
    ready(monkeypatch, tmp_path)
    return cast_


def laid(row: Contest) -> Path:
    """As a killed worker leaves it."""
    live.make_key(row.uid)
    folder = live.folder() / row.uid
    for side in row.camp_set.all():
        (folder / side.uid / "files").mkdir(parents=True)
        (folder / side.uid / "files" / "index.php").write_text("x")
    return folder


@pytest.mark.parametrize("why", ["called_off", "late", "closed", "deleted"])
def test_nothing_is_left(house: Cast, why: str) -> None:
    row, *_ = called(house)
    folder = laid(row)
    if why == "called_off":
        ask_end(house.alice, row)
    elif why == "late":
        Contest.objects.filter(pk=row.pk).update(asked_ms=row.asked_ms - PATIENCE_MS - 1)
    elif why == "closed":
        Closure.objects.create(organisation=house.lavande, why=Closure.MOVED, at_ms=1)
    else:
        row.delete()
    work()
    assert not folder.exists()
    with pytest.raises(live.NoKey):
        live.key_of(row.uid)
    if why in ("called_off", "late"):
        row.refresh_from_db()
        assert row.stage == (Stage.CANCELLED if why == "called_off" else Stage.FAILED)
        assert all(side.members == [] for side in row.camp_set.all())


def test_another_worker_leaves_it_alone(house: Cast, monkeypatch: Any) -> None:
    row, *_ = called(house)
    ask_end(house.alice, row)
    assert live.is_ours()
    monkeypatch.setattr(live, "_LOCK", [])  # as a second process has none
    assert not work()
    row.refresh_from_db()
    assert row.stage == Stage.WAITING


def test_who_is_erased_plays_for_nobody(house: Cast) -> None:
    _, first, _, one, _ = called(house)
    on_erasure([one.uid])
    first.refresh_from_db()
    assert one.uid not in first.members
    assert len(first.members) == 7


def test_after_a_year_it_is_gone(house: Cast) -> None:
    row, *_ = called(house)
    late = row.asked_ms + (KEPT_DAYS + 1) * DAY_S * 1_000
    forget_contests(late)
    assert Contest.objects.exists()
    Contest.objects.update(stage=Stage.ENDED)
    forget_contests(late)
    assert not Contest.objects.exists()
    assert not Camp.objects.exists()
    assert not Guarded.objects.exists()
