"""The index is dropped, made again from bundles, and what was folded from it comes out the same."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from rempart.channel.place import state_folder
from rempart.cli.keeping import FOLDS
from rempart.directory.actions.action import raw_connection
from rempart.directory.actions.add_site import add_site
from rempart.facts.answer import Answer
from rempart.ledger import keys, rebuild, store
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.readers.fold_facts import READER, fold
from rempart.maturity.store.models import FactRow, VoidRow
from tests.cast import Cast
from tests.maturity.integrated import integrate

pytestmark = pytest.mark.django_db(transaction=True)


def folded() -> list[Any]:
    columns = ("organisation", "subject_kind", "subject_id", "key", "taken_at_ms", "body", "log", "index", "hash")
    voids = VoidRow.objects.order_by("at_ms", "change").values_list("subject_id", "change", "at_ms")
    return [*FactRow.objects.order_by("log", "index").values_list(*columns), *voids]


def alone() -> None:
    """Logs that tests with other keys have left behind go: Django empties its own tables alone."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = {column.name for column in connection.introspection.get_table_description(cursor, table)}
            if table.startswith("ledger_") and "log" in columns:
                cursor.execute(f'DELETE FROM "{table}"')


def test_from_bundles_to_the_same_rows(cast_: Cast, tmp_path: Path) -> None:
    alone()
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    answer_questions(
        cast_.alice, site, [Answer(control="backup_daily", value="yes"), Answer(control="hsts", value="no")]
    )
    integrate()
    while fold(cast_.lavande):
        pass
    before = folded()
    assert before
    assert READER in FOLDS
    raw = raw_connection()
    folders = rebuild.own_bundles(raw, tmp_path / "own")
    raw.execute("DELETE FROM ledger_node")
    raw.execute("UPDATE ledger_entry SET kind = 'x.y.z'")
    rebuild.rebuild(raw, folders, keys.load(state_folder()))
    rebuild.follow_again(raw, FOLDS)
    FactRow.objects.all().delete()
    VoidRow.objects.all().delete()
    while fold(cast_.lavande):
        pass
    assert folded() == before
    assert store.cursor(raw, READER, cast_.lavande.uid) >= 0
