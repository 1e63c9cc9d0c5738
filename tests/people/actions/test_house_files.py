"""Files of rules of the house: on the disk before a row speaks of them, moved out of the database by migration, swept."""

import datetime as dt
import importlib

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Organisation
from rempart.people.actions.package_tidy import sweep_shelf
from rempart.people.actions.put_house_rule import put_rule
from rempart.people.core.house_rule import Draft, HouseKind
from rempart.people.store import shelf
from tests.cast import Cast, colleague
from tests.people.house import ENGLISH, PDF, draft, put

STEP = importlib.import_module("rempart.people.store.migrations.0042_house_files")


@pytest.mark.django_db
def test_a_file_is_kept_under_its_digest_and_only_for_who_teaches(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    assert version.file().read_bytes() == PDF
    assert version.file().name == version.file_sha256
    without = put_rule(cast_.alice, cast_.lavande, HouseKind.OWN, Draft(dt.date(2026, 11, 2), {"en": ENGLISH}))
    assert (without.has_file, without.file_sha256) == (False, "")
    other = Draft(dt.date(2026, 11, 2), {"en": ENGLISH}, PDF + b"of somebody who may not")
    before = sorted(shelf.house_rules().rglob("*"))
    with pytest.raises(PermissionDenied):
        put_rule(colleague(cast_.lavande, "Dora", Role.LEARNER), cast_.lavande, HouseKind.OWN, other)
    assert sorted(shelf.house_rules().rglob("*")) == before


@pytest.mark.django_db
def test_the_sweep_takes_what_no_version_names(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    version = put(cast_.alice, cast_.lavande)
    lost = shelf.put(b"%PDF-of a transaction that failed", shelf.house_rules)
    sweep_shelf()
    assert shelf.file_of(lost, shelf.house_rules).exists()  # it may be on its way in
    monkeypatch.setattr(shelf, "GRACE_S", -3_600)
    sweep_shelf()
    assert not shelf.file_of(lost, shelf.house_rules).exists()
    assert version.file().read_bytes() == PDF


@pytest.mark.django_db(transaction=True)
def test_what_stood_in_the_database_is_moved_and_can_come_back() -> None:
    """By the migration's own steps, on a table that still has the column."""
    apps = MigrationLoader(connection).project_state(("people", "0042_house_files")).apps
    model, rule = apps.get_model("people", "HouseVersion"), apps.get_model("people", "HouseRule")
    column = model._meta.get_field("file")
    with connection.schema_editor() as editor:
        editor.add_field(model, column)
    try:
        organisation = Organisation.objects.create(name="Earlier")
        given = {"organisation_id": organisation.pk, "dated_on": "2026-11-02", "put_ms": 1, "digest": "", "number": 1}
        rules = [rule.objects.create(organisation_id=organisation.pk, kind="own") for _ in range(2)]
        held, empty = (
            model.objects.create(rule=one, file=file, **given) for one, file in zip(rules, (PDF, b""), strict=True)
        )
        STEP.shelve(apps, None)
        held.refresh_from_db()
        empty.refresh_from_db()
        assert shelf.file_of(held.file_sha256, shelf.house_rules).read_bytes() == PDF
        assert empty.file_sha256 == ""
        model.objects.update(file=b"")
        STEP.take_back(apps, None)
        held.refresh_from_db()
        assert bytes(held.file) == PDF
    finally:
        with connection.schema_editor() as editor:
            editor.remove_field(model, column)


@pytest.mark.django_db
def test_a_file_that_was_lost_is_said_to_be_away_and_comes_back_with_the_same_one(cast_: Cast) -> None:
    version = put(cast_.alice, cast_.lavande)
    version.file().unlink()
    put_rule(cast_.alice, cast_.lavande, HouseKind.OWN, draft())
    assert version.file().read_bytes() == PDF
