"""An export that was asked for: for whoever asked alone, once, a week at most, and nothing else lies where it lies."""

from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.close_organisation import begin_deletion_from_shell
from rempart.directory.core.roles import Role
from rempart.upkeep.store.models import OrganisationExport
from rempart.upkeep.tenants import asked, making, shelf
from tests.access.record import every_byte, kinds
from tests.cast import Cast, colleague

pytestmark = pytest.mark.django_db
WORDS = "granite walls stand"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path / "data"))
    (tmp_path / "data").mkdir(mode=0o700)
    return tmp_path / "data"


def ready(cast_: Cast, until_ms: int | None = None) -> OrganisationExport:
    """As the worker leaves it."""
    row = asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    until = now_ms() + 60_000 if until_ms is None else until_ms
    OrganisationExport.objects.filter(pk=row.pk).update(
        state=OrganisationExport.READY, tries=1, until_ms=until, bytes=6, sealed=b""
    )
    row.refresh_from_db()
    shelf.file_of(row).write_bytes(b"sealed")
    return row


def test_the_passphrase_stands_nowhere_in_clear(cast_: Cast) -> None:
    row = asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    row.refresh_from_db()
    assert WORDS.encode() not in bytes(row.sealed)
    assert WORDS.encode() not in every_byte()
    assert kinds(cast_.lavande)[-1] == "tenants.export.asked"
    asked.stop_export(cast_.alice, row)
    row.refresh_from_db()
    assert (row.state, bytes(row.sealed)) == (OrganisationExport.STOPPED, b"")


@pytest.mark.parametrize("words", ["", "short", " " * 20, "x" * 201])
def test_a_bad_passphrase_begins_nothing(cast_: Cast, words: str) -> None:
    with pytest.raises(asked.BadWords):
        asked.ask_export(cast_.alice, cast_.lavande, words)
    assert not OrganisationExport.objects.exists()


def test_only_who_runs_the_organisation_asks_and_stops(cast_: Cast) -> None:
    row = asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    for stranger in (cast_.bob, cast_.charlie, colleague(cast_.lavande, "Dora", Role.OFFICER)):
        with pytest.raises(PermissionDenied):
            asked.ask_export(stranger, cast_.lavande, WORDS)
        with pytest.raises(PermissionDenied):
            asked.stop_export(stranger, row)
    asked.stop_export(colleague(cast_.lavande, "Olga", Role.OWNER), row)


def test_one_at_a_time(cast_: Cast) -> None:
    asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    with pytest.raises(asked.UnderWay):
        asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    asked.ask_export(cast_.charlie, cast_.velos, WORDS)


def test_who_asked_fetches_it_and_nobody_else(cast_: Cast) -> None:
    row = ready(cast_)
    other = colleague(cast_.lavande, "Olga", Role.OWNER)
    with pytest.raises(asked.NotThere):
        asked.begin_handing_out(other, row)
    assert asked.begin_handing_out(cast_.alice, row).read_bytes() == b"sealed"
    assert kinds(cast_.lavande)[-1] == "tenants.export.fetched"


def test_a_download_that_was_cut_short_can_be_begun_again(cast_: Cast) -> None:
    row = ready(cast_)
    asked.begin_handing_out(cast_.alice, row)
    assert asked.begin_handing_out(cast_.alice, row).is_file()
    assert kinds(cast_.lavande)[-2:] == ["tenants.export.fetched"] * 2


def test_once_it_has_left_it_is_gone(cast_: Cast, django_capture_on_commit_callbacks: object) -> None:
    row = ready(cast_)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        asked.note_handed_out(row)
    row.refresh_from_db()
    assert row.state == OrganisationExport.GONE
    assert row.fetched_at_ms
    assert not shelf.file_of(row).exists()
    with pytest.raises(asked.NotThere):
        asked.begin_handing_out(cast_.alice, row)


def test_after_a_week_it_is_removed_and_said(cast_: Cast) -> None:
    row = ready(cast_, until_ms=now_ms() - 1)
    with pytest.raises(asked.NotThere):
        asked.begin_handing_out(cast_.alice, row)  # also before the worker has looked
    assert not making.make_one()
    assert not shelf.file_of(row).exists()
    assert kinds(cast_.lavande)[-1] == "tenants.export.removed"
    shelf.clear()
    assert kinds(cast_.lavande).count("tenants.export.removed") == 1


def test_what_belongs_to_no_row_goes_and_what_belongs_to_one_stays(cast_: Cast) -> None:
    """What a killed worker, an older try or a deleted organisation leaves behind."""
    row = ready(cast_)
    shelf.shelf().joinpath(f"{row.uid}.1.half").write_bytes(b"half")
    shelf.shelf().joinpath("nobody.1.zip").write_bytes(b"whose")
    shelf.shelf().joinpath(f"{row.uid}.0").mkdir()
    shelf.shelf().joinpath(f"{row.uid}.0", "rows.jsonl").write_text("Alice")
    shelf.clear()
    assert [path.name for path in shelf.shelf().iterdir()] == [f"{row.uid}.1.zip"]
    OrganisationExport.objects.filter(pk=row.pk).delete()
    shelf.clear()
    assert list(shelf.shelf().iterdir()) == []


def test_asking_again_ends_ones_earlier_export(cast_: Cast) -> None:
    row = ready(cast_)
    asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    shelf.clear()
    assert not shelf.file_of(row).exists()


def test_a_worker_that_dies_of_it_three_times_ends_it(cast_: Cast) -> None:
    row = asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    OrganisationExport.objects.filter(pk=row.pk).update(state=OrganisationExport.WORKING, tries=making.MAX_TRIES)
    assert making.make_one()
    row.refresh_from_db()
    assert (row.state, row.trouble, bytes(row.sealed)) == (OrganisationExport.FAILED, "killed", b"")
    assert kinds(cast_.lavande)[-1] == "tenants.export.failed"


def test_a_passphrase_that_cannot_be_opened_ends_it(cast_: Cast) -> None:
    row = asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    OrganisationExport.objects.filter(pk=row.pk).update(sealed=b"other")
    assert making.make_one()
    row.refresh_from_db()
    assert (row.state, row.trouble) == (OrganisationExport.FAILED, "other")


def test_another_worker_leaves_what_is_in_hand(cast_: Cast) -> None:
    row = asked.ask_export(cast_.alice, cast_.lavande, WORDS)
    OrganisationExport.objects.filter(pk=row.pk).update(
        state=OrganisationExport.WORKING, tries=1, leased_until_ms=now_ms() + 60_000
    )
    assert not making.make_one()


def test_a_closed_organisation_can_still_be_taken_along(cast_: Cast) -> None:
    begin_deletion_from_shell(cast_.velos)
    row = asked.ask_export(cast_.charlie, cast_.velos, WORDS)
    asked.stop_export(cast_.charlie, row)
