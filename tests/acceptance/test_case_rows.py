"""Rows CASE-1 to CASE-10 of the acceptance list: each case has what its row names, in three languages, and what section 13
calls an error stands nowhere but under what is often told otherwise."""

import re
from html import unescape

import pytest
from django.test import Client

from rempart.maturity.core.control import Control
from rempart.people.core.case import FOUR_SIDES, Aspect, Case, Kind, Side
from rempart.people.core.case_faults import texts
from rempart.people.core.case_library import cases
from rempart.registry.discover import discover
from tests.cast import Cast

LANGUAGES = ("en", "fr", "zh")
CONTROLS = discover("rempart.maturity.controls", Control)


def of_row(row: str, kind: Kind, side: Side) -> dict[str, Case]:
    """The case of a row by language: three circles, three causes at least, sources, and the row's own kind and side."""
    (found,) = [found for found in cases().values() if found["en"].rows[0] == row]
    assert set(found) == set(LANGUAGES)
    for case in found.values():
        assert (case.kind, case.side) == (kind, side)
        assert len(case.circles) == 3
        assert len(case.causes) >= 3
        assert len(case.sources) >= 3
    return dict(found)


def families(case: Case) -> set[str]:
    """Of the acceptance rows that its defences' controls serve: VEN, ZT, SOC …"""
    return {row.partition("-")[0] for one in case.defences for row in CONTROLS[one.control].rows}


def taught(case: Case) -> str:
    """Everything it says for itself, without what it only quotes as often told."""
    return " ".join(set(texts(case)) - {one.said for one in case.told})


def corrected(case: Case, *words: str) -> bool:
    """Each of the words stands in what is often told or in its correction."""
    said = " ".join(f"{one.said} {one.truth}" for one in case.told)
    return all(word in said for word in words)


def test_CASE_1_almaviva_tells_what_is_confirmed_and_what_is_not() -> None:
    for case in of_row("CASE-1", Kind.PARTLY_CONFIRMED, Side.SUPPLIERS).values():
        assert families(case) >= {"VEN", "ZT", "SOC"}
        assert sum(not one.is_dated for one in case.events) == 2  # way in, way out: not disclosed
        assert corrected(case, "7-Zip", "FTP", "2022")
        assert re.search(r"96[,\s]335", taught(case))
        assert not re.search(r"300[,\u202f\u00a0 ]000|三十多万", taught(case))


def test_CASE_2_an_insider_at_crowdstrike_three_kinds_of_insider() -> None:
    for case in of_row("CASE-2", Kind.PARTLY_CONFIRMED, Side.INSIDER).values():
        assert {"behaviour_of_users_watched", "leavers_automatic", "report_channel_known"} <= set(case.controls)
        assert {one.aspect for one in case.defences} == set(Aspect)
        assert corrected(case, "Gainsight", "Telegram")


def test_CASE_3_serv_u_needs_an_administrator_and_another_flaw_is_the_exploited_one() -> None:
    for case in of_row("CASE-3", Kind.DOCUMENTED, Side.THIRD_PARTY_COMPONENT).values():
        assert {"components_inventoried", "critical_flaws_fixed_48h", "network_segmented"} <= set(case.controls)
        assert all(f"CVE-2025-4054{last}" in " ".join(one.title for one in case.sources) for last in "789")
        assert ("2026-06-05", "kev_entry") in [
            (one.when, one.text.rpartition("[")[2].rstrip("]")) for one in case.events
        ]
        assert corrected(case, "11514", "Cobalt Strike", "HTTP", "ERP")
        assert not re.search(r"(?i)11514|cobalt|XSS|SCADA", " ".join(one.text for one in case.events) + case.technique)


def test_CASE_4_seven_zip_was_no_zero_day_and_is_not_in_the_catalogue() -> None:
    for case in of_row("CASE-4", Kind.DOCUMENTED, Side.EVERYDAY_TOOL).values():
        assert {"exploited_flaws_fixed_24h", "attachments_inspected", "other_drills_held"} <= set(case.controls)
        assert "archive" in case.drills
        days = [one.when for one in case.events]
        assert days.index("2025-07-05") < days.index("2025-10-07") < days.index("2025-11-20")
        assert corrected(case, "CISA", "21.07", ".7z", "macOS")
        assert not re.search(r"(?i)21\.07|zero-day|heap", taught(case).replace("21.02", ""))


def test_CASE_5_cloudflare_from_four_sides() -> None:
    for case in of_row("CASE-5", Kind.DOCUMENTED, Side.DEPENDENCY).values():
        assert len(case.causes) == 4
        assert all(one.text.count("\n\n") == 2 for one in case.causes)  # problem, impact, advice
        assert [one.when[11:16] for one in case.events][:2] == ["11:05", "11:20"]
        assert [one.when[11:16] for one in case.events][4:6] == ["14:30", "17:06"]
        assert sum("[" not in one.truth for one in case.told) == 1  # the two experts, whom nobody could trace


def test_CASE_6_the_retailer_is_a_scenario_beside_documented_figures() -> None:
    for case in of_row("CASE-6", Kind.SCENARIO, Side.EXTORTION).values():
        assert {"mail_filter_learns", "rights_reviewed_and_least", "mail_drill_monthly", "three_two_one_backup"} <= set(
            case.controls
        )
        assert not any(one.is_dated for one in case.events)
        assert "EclipseLock" in case.told[0].said
        assert "46" in case.circles[0].text


def test_CASE_7_a_cloned_voice_is_told_by_the_documented_case() -> None:
    for case in of_row("CASE-7", Kind.DOCUMENTED, Side.IMPERSONATION).values():
        assert {
            "payments_by_two",
            "payment_source_verified",
            "forged_media_checked",
            "steps_owned_and_recorded",
        } <= set(case.controls)
        assert re.search(r"25[.,]6|2560", " ".join(one.text for one in case.events))
        assert re.search(r"2023", case.told[0].said)
        assert "2023" not in taught(case)


def test_CASE_8_four_trends_each_with_a_duty_for_staff() -> None:
    duty = {"en": "Your duty", "fr": "Votre devoir", "zh": "你的本分"}
    for language, case in of_row("CASE-8", Kind.DOCUMENTED, Side.TRENDS).items():
        assert len(case.causes) == 4
        assert all(one.text.split("\n\n")[-1].startswith(duty[language]) for one in case.causes)
        assert corrected(case, "CISA")
        assert not re.search(r"Sunzi|孙子", taught(case))


@pytest.fixture
def reader(cast_: Cast) -> Client:
    found = Client(headers={"accept-language": "en"})
    found.force_login(cast_.alice)
    return found


def test_CASE_9_the_list_shows_the_four_sides(reader: Client) -> None:
    page = unescape(reader.get("/cases/").content.decode())
    places = [page.index(f'id="{side.value}"') for side in Side]
    assert places == sorted(places)
    for side in FOUR_SIDES:
        (case,) = [found["en"] for found in cases().values() if found["en"].side == side]
        assert "CASE-9" in case.rows
        assert page.index(f'id="{side.value}"') < page.index(case.title) < page.index("And beyond them")


def test_CASE_10_technology_process_and_culture_are_one_frame(reader: Client) -> None:
    page = unescape(reader.get("/cases/defences/").content.decode())
    aspects = {one.control: one.aspect.value for found in cases().values() for one in found["en"].defences}
    assert set(aspects.values()) == {"technology", "process", "culture"}
    bounds = [page.index(f'id="{one.value}-title"') for one in Aspect] + [len(page)]
    for control, aspect in aspects.items():
        at = list(Aspect).index(Aspect(aspect))
        assert bounds[at] < page.index(f'<li id="{control}">') < bounds[at + 1]
    for name, found in cases().items():
        shown = unescape(reader.get(f"/cases/{name}/").content.decode())
        for one in found["en"].defences:
            item = shown.partition(f'<li id="{one.control}">')[2].partition("</li>")[0]
            assert f'<span class="tag">{one.aspect.value.capitalize()}</span>' in item
