"""JSON, CSV, SARIF and badge, read back as their readers would."""

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest

from rempart.maturity.web.reports.badge import to_badge
from rempart.maturity.web.reports.csv_file import COLUMNS, STARTS, to_csv
from rempart.maturity.web.reports.files import FORMATS, file_name
from rempart.maturity.web.reports.sayings import LANGUAGES
from tests.maturity.reports.made import SEAL, made, subject

SARIF_LEVELS = {"none", "note", "warning", "error"}


def test_json_is_the_contract_and_its_checkpoint() -> None:
    sent = subject()
    sent.frame.document["controls"][0].update(say="met", values={}, claimed=False)  # as the record keeps it
    found = json.loads(FORMATS["json"][1](sent))
    assert found["record"]["root"] == SEAL.root
    assert "unaltered and complete since" in found["record"]["promise"]
    assert {"say", "values", "claimed"}.isdisjoint(found["controls"][0])
    assert set(found) == {*sent.frame.document, "record"}
    assert found["lab"] is False
    assert found["residual"]


def rows(language: str = "en", **document: Any) -> list[dict[str, str]]:
    text = made("csv", language, **document).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_csv_has_a_row_for_each_control_and_what_a_report_owes() -> None:
    found = rows()
    assert tuple(found[0]) == COLUMNS
    assert sum(row["record"] == "control" for row in found) == len(subject().frame.document["controls"])
    assert {row["record"] for row in found} == {"control", "vantage", "level", "residual", "checkpoint"}
    assert {row["checkpoint_root"] for row in found} == {SEAL.root}
    assert {row["lab"] for row in found} == {"false"}


@pytest.mark.parametrize("start", [*STARTS, " =", "  @"])
def test_no_cell_is_a_formula(start: str) -> None:
    sent = subject()
    evil = f"{start}cmd|' /C calc'!A0"
    sent.frame.document["target"] = evil
    for entry in sent.frame.document["controls"]:
        entry.update(source=evil, reason=evil, state="not_met")
    text = to_csv(sent.frame, SEAL).removeprefix("\ufeff")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert any(cell.endswith("calc'!A0") for cell in cells)
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(STARTS)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sarif_has_the_required_shape(language: str) -> None:
    log = json.loads(made("sarif", language))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "Rempart"
    assert re.fullmatch(r"[a-zA-Z]{2}", run["language"])
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids))
    for rule in driver["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["help"]["text"]
        assert len(rule["properties"]["tags"]) == len(set(rule["properties"]["tags"]))
    for result in run["results"]:
        assert result["message"]["text"]
        assert result["level"] in SARIF_LEVELS
        assert result["kind"] == "fail"
        assert ids[result["ruleIndex"]] == result["ruleId"]
        (place,) = result["locations"]
        assert place["physicalLocation"]["artifactLocation"]["uri"].startswith("https://")
    assert all(
        re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", one["startTimeUtc"]) for one in run["invocations"]
    )


def test_sarif_tells_only_what_fails_and_what_a_report_owes() -> None:
    sent = subject()
    failing = {e["id"] for e in sent.frame.document["controls"] if e["state"] in ("not_met", "partial", "contradicted")}
    run = json.loads(made("sarif"))["runs"][0]
    assert {result["ruleId"] for result in run["results"]} == failing
    assert run["properties"]["checkpoint"]["root"] == SEAL.root
    assert run["properties"]["residual"]
    assert run["properties"]["lab"] is False
    assert run["properties"]["vantage"] == "external"


def test_badge_says_level_and_day() -> None:
    drawn = made("badge", "fr").decode()
    assert ElementTree.fromstring(drawn).tag.endswith("svg")
    assert "Rempart 2 prouvé" in drawn
    assert "21 nov. 2026" in drawn.replace("\u00a0", " ").replace("\u202f", " ")
    assert "stroke-dasharray" not in drawn


def test_badge_is_grey_exactly_while_it_cannot_be_confirmed() -> None:
    frame = subject().frame
    late = replace(frame, now_ms=frame.now_ms + 3 * 86_400_000)
    assert "cannot be confirmed" not in to_badge(frame, "x", is_grey=False)
    for drawn in (to_badge(frame, "x", is_grey=True), to_badge(late, "x", is_grey=False)):
        assert "cannot be confirmed" in drawn
        assert "stroke-dasharray" in drawn


def test_badge_never_shows_what_nobody_contradicted() -> None:
    sent = subject()
    sent.frame.document["level"]["wall"]["unrefuted"] = 5
    assert "5" not in re.sub(r"<[^>]*>", "", to_badge(sent.frame, "x", is_grey=False))


def test_badge_of_the_laboratory_says_so() -> None:
    assert ">LAB<" in made("badge", lab=True).decode()


def test_file_names_are_plain() -> None:
    sent = subject()
    sent.frame.document["target"] = 'https://bücher.example:8443/a"b/..\r\nX: y'
    assert re.fullmatch(r"rempart-[A-Za-z0-9.-]+-2026-11-21\.svg", file_name(sent, "badge"))
