"""OCSF held against the facts of the published schema 1.5.0 (tests/vectors/ocsf-1.5.0.json)."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from rempart.events.catalogue import catalogue
from rempart.record.core import ocsf
from rempart.record.core.item import Item
from rempart.record.outlets import ocsf as unit
from tests.record.items import ITEM, hostile

SCHEMA: dict[str, Any] = json.loads((Path(__file__).parents[2] / "vectors" / "ocsf-1.5.0.json").read_text("utf-8"))
TYPES = {"string_t": str, "integer_t": int, "long_t": int, "timestamp_t": int, "object": dict}


def faults(value: dict[str, Any], form: dict[str, Any], where: str) -> list[str]:
    """What the schema has against it."""
    wrong = [f"{where}.{name} is missing" for name, attribute in form["attributes"].items()
             if attribute.get("required") and name not in value]  # fmt: skip
    least = form["constraints"].get("at_least_one")
    if least and not set(least) & set(value):
        wrong.append(f"{where}: none of {least}")
    for name, inner in value.items():
        attribute = form["attributes"].get(name)
        if attribute is None:
            wrong.append(f"{where}.{name} is not in the schema")
            continue
        for one in inner if attribute.get("array") else [inner]:
            wrong += _of_one(one, attribute, f"{where}.{name}")
    return wrong


def _of_one(one: Any, attribute: dict[str, Any], where: str) -> list[str]:
    if attribute.get("enum") and one not in attribute["enum"]:
        return [f"{where}: {one} is none of {attribute['enum']}"]
    if attribute["type"] in SCHEMA["objects"]:
        return faults(one, SCHEMA["objects"][attribute["type"]], where)
    return [] if isinstance(one, TYPES.get(attribute["type"], str)) else [f"{where}: {one!r} is no {attribute['type']}"]


def judged(item: Item) -> list[str]:
    made = json.loads(unit.write(item, {}))
    return faults(made, SCHEMA["classes"][str(made["class_uid"])], made["metadata"]["event_code"])


def test_every_kind_there_is_fits_the_schema() -> None:
    assert [fault for name in catalogue() for fault in judged(replace(ITEM, kind=name))] == []


def test_the_checker_finds_what_is_wrong() -> None:
    made = ocsf.event(ITEM) | {"severity_id": 42, "strange": 1}
    del made["finding_info"]
    found = faults(made, SCHEMA["classes"]["2007"], "e")
    assert len(found) == 3


@pytest.mark.parametrize(
    ("kind", "class_uid", "activity"),
    [
        ("directory.account.signed_in", 3002, 1), ("directory.account.created", 3001, 1),
        ("directory.account.closed", 3001, 6), ("directory.person.erased", 3001, 6),
        ("directory.member.role_changed", 3005, 1), ("directory.site.removed", 3004, 4),
        ("maturity.verdict.reached", 2007, 2), ("maturity.level.changed", 2003, 2),
        ("record.log.exported", 6003, 2), ("scanner.run.finished", 6003, 99), ("short.kind", 6003, 99),
    ],
)  # fmt: skip
def test_the_class_says_what_it_is(kind: str, class_uid: int, activity: int) -> None:
    assert ocsf.place_of(kind) == ocsf.Place(class_uid, activity)


def test_the_golden_finding() -> None:
    made = ocsf.event(ITEM)
    assert (made["class_uid"], made["type_uid"], made["severity_id"]) == (2007, 200702, 4)
    assert made["compliance"] == {
        "control": "hsts", "standards": ["Rempart levels"], "status_id": 3, "status": "not_met",
    }  # fmt: skip
    assert made["finding_info"] == {"uid": "wxyzabcdefgh2345/hsts", "title": "hsts is now not_met"}
    assert made["unmapped"]["hash"] == ITEM.hash


@given(item=hostile())
@settings(max_examples=100)
def test_whatever_stands_in_an_entry_the_event_fits(item: Item) -> None:
    assert judged(item) == []
