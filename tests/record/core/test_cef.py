"""CEF read back by its escaping rules: seven fields, and exactly the keys we wrote."""

import re

from hypothesis import given, settings

from rempart.record.core import cef
from rempart.record.core.item import Item
from tests.record.items import ITEM, hostile

KEYS = ["rt", "externalId", "cat", "act", "suid", "duid", "msg", "cs1", "cs1Label", "cs2", "cs2Label", "cs3",
        "cs3Label", "cn1", "cn1Label"]  # fmt: skip


def read(text: str) -> tuple[list[str], dict[str, str]]:
    parts = _shield(text).split("|", 7)
    pairs = re.findall(r"(?:^| )(\w+)=((?:(?! \w+=).)*)", parts[7], re.S)
    return parts[:7], dict(pairs)


def _shield(text: str) -> str:
    """Escaped characters out of the way, as a receiver reads them from left to right."""
    return re.sub(r"\\([\\|=nr])", lambda m: {"\\": "\ue000", "|": "\ue001", "=": "\ue002", "n": "\ue003", "r": "\ue004"}[m[1]], text)  # fmt: skip


def test_the_golden_record() -> None:
    assert cef.record(ITEM, "1.2") == (
        "CEF:0|Rempart|Rempart|1.2|maturity.verdict.reached|hsts is now not_met|7|rt=1795000000123 "
        "externalId=mxk3p7wq2d9r5t8v-41 cat=maturity act=reached suid=account:abcdefgh23456789 "
        "duid=wxyzabcdefgh2345 msg=hsts is now not_met cs1=" + "ab" * 32 + " cs1Label=entryHash "
        "cs2=mxk3p7wq2d9r5t8v cs2Label=log cs3=site cs3Label=subjectKind cn1=41 cn1Label=entryIndex"
    )


def test_the_rules_of_escaping() -> None:
    assert cef.head("a|b\\c=d\n") == "a\\|b\\\\c=d "
    assert cef.value("a|b\\c=d\r\ne") == "a|b\\\\c\\=d\\r\\ne"


@given(item=hostile())
@settings(max_examples=200)
def test_nothing_hostile_adds_a_field_or_a_key(item: Item) -> None:
    text = cef.record(item, "1.2")
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", text)
    fields, pairs = read(text)
    assert fields[:3] == ["CEF:0", "Rempart", "Rempart"]
    assert list(pairs) == KEYS
    assert pairs["externalId"] == item.uid
