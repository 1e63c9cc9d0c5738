"""From the spool to rows: each hit once, forged ones counted, floods bounded, closed houses quiet, raw parts sealed."""

import json
from pathlib import Path

import pytest

from rempart.channel.sealed import decrypt
from rempart.directory.actions.close_organisation import begin_deletion_from_shell
from rempart.directory.store.sealed_field import context_of
from rempart.mail.actions import take_hits as taking
from rempart.mail.actions.take_hits import take_hits
from rempart.mail.core.hits.arrived import Kind, encode
from rempart.mail.core.hits.judge import By
from rempart.mail.server.spool import HitSpool, segments
from rempart.mail.store.hits import HITS_MAX, Hit, HitSegment
from tests.cast import Cast
from tests.mail.hits.drill import Drill, arrived, make_drill, people, person_clicks, spool, take_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def drill(cast_: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Drill:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))
    return make_drill(cast_.velos, people(cast_.velos, 3))


def test_each_hit_is_one_row_with_its_personal_part_sealed(drill: Drill, tmp_path: Path) -> None:
    spool(tmp_path, *person_clicks(drill.token(0), drill.begun_ms + 900_000), arrived(drill.token(1), Kind.OPEN))
    take_all(tmp_path)
    rows = list(Hit.objects.order_by("pk"))
    assert [(row.message, row.kind) for row in rows] == [
        (drill.messages[0], "link"), (drill.messages[0], "page"), (drill.messages[0], "here"), (drill.messages[1], "open"),
    ]  # fmt: skip
    assert {row.by for row in rows} == {By.HUMAN, By.UNVERIFIED}
    assert json.loads(decrypt(rows[3].sealed, context_of(rows[3], "sealed")))["address"] == "203.0.113.7"
    for row in rows:
        held = json.dumps(Hit.objects.filter(pk=row.pk).values("traits", "network", "reasons").get())
        assert "203.0.113" not in held
        assert "Mozilla" not in held
    assert segments(tmp_path) == []


def test_a_kill_between_commit_and_dropping_repeats_nothing(drill: Drill, tmp_path: Path) -> None:
    writer = HitSpool(tmp_path)
    for number in range(3):
        spool_one = arrived(drill.token(number))
        writer.put(encode(spool_one))
    assert take_hits(tmp_path)
    assert not take_hits(tmp_path)  # taken: the segment stands, for its writer lives
    row = HitSegment.objects.get()
    taking.take_in(HitSegment(pk=row.pk, name=row.name, taken_bytes=0), [encode(arrived(drill.token(0)))], 1)
    assert Hit.objects.count() == 3  # the place was moved on already
    writer.put(encode(arrived(drill.token(0), at_ms=5)))
    writer.close()
    take_all(tmp_path)
    assert Hit.objects.count() == 4
    assert segments(tmp_path) == []


def test_forged_hits_are_counted_and_a_flood_on_one_mail_is_bounded(drill: Drill, tmp_path: Path) -> None:
    forged = [arrived(f"{number:022d}") for number in range(40)]
    flood = [arrived(drill.token(0), at_ms=number) for number in range(HITS_MAX + 30)]
    spool(tmp_path, *forged, *flood, arrived(drill.token(1)))
    take_all(tmp_path)
    assert Hit.objects.filter(message=drill.messages[0]).count() == HITS_MAX
    assert Hit.objects.filter(message=drill.messages[1]).count() == 1
    row = HitSegment.objects.get()
    assert (row.stored, row.forged, row.surplus, row.is_over) == (HITS_MAX + 1, 40, 30, True)


def test_a_closed_house_is_quiet(drill: Drill, tmp_path: Path) -> None:
    begin_deletion_from_shell(drill.campaign.organisation)
    spool(tmp_path, arrived(drill.token(0)))
    take_all(tmp_path)
    assert not Hit.objects.exists()
    assert HitSegment.objects.get().surplus == 1


def test_bytes_of_another_release_stop_nothing(drill: Drill, tmp_path: Path) -> None:
    writer = HitSpool(tmp_path)
    writer.put(b"\x91\x01")
    writer.put(encode(arrived(drill.token(0))))
    writer.close()
    take_all(tmp_path)
    assert Hit.objects.count() == 1
