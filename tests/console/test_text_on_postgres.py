"""A NUL character from a hostile site is a row like any other, on either database."""

import pytest

from rempart.console.text_on_postgres import without_nul
from rempart.directory.actions.add_site import add_site
from rempart.directory.store.models import Organisation, Site
from rempart.maturity.store.models import FactRow
from tests.cast import Cast


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (rb'"a"', rb'"a"'),
        (rb'"\u0000"', rb'"\ufffd"'),
        (rb'"\u0000\u0000x\u0000"', rb'"\ufffd\ufffdx\ufffd"'),
        (rb'"\\u0000"', rb'"\\u0000"'),
        (rb'"\\\u0000"', rb'"\\\ufffd"'),
    ],
)
def test_only_the_character_is_replaced(data: bytes, found: bytes) -> None:
    assert without_nul(data) == found


def test_text_and_json_with_a_nul(cast_: Cast) -> None:
    Organisation.objects.filter(pk=cast_.lavande.pk).update(name="Maison\0Lavande")
    assert Organisation.objects.get(pk=cast_.lavande.pk).name.replace("\0", "\ufffd") == "Maison\ufffdLavande"
    assert not Site.objects.filter(address="\0").exists()
    site = add_site(cast_.alice, cast_.lavande, "https://lavande.example")
    row = FactRow(
        organisation=cast_.lavande, subject_kind="site", subject_id=site.uid, body={"title": "a\0b", "c": "\\u0000"},
        **dict.fromkeys(("taken_at_ms", "index"), 0),
    )  # fmt: skip
    row.save()
    row.refresh_from_db()
    assert row.body["title"].replace("\0", "\ufffd") == "a\ufffdb"
    assert row.body["c"] == "\\u0000"
