"""Rows AWR-05, AWR-14, AWR-15, AWR-17, CASE-6 and ADD-02 of the acceptance list: drills by mail."""

import json

import pytest

from rempart.mail.actions.import_past import import_past
from rempart.mail.actions.start_campaign import NotReady, start_campaign
from rempart.mail.core.drill.letter import page, sheets
from rempart.mail.core.drill.phish_scale import difficulty
from rempart.mail.core.drill.shelf import templates
from tests.cast import Cast
from tests.mail.core.drill.test_rules import CAMPAIGN
from tests.mail.drills import house


def test_AWR_05_phishing_by_mail_is_drilled_in_three_languages() -> None:
    assert len(templates()) >= 8
    for template in templates().values():
        assert set(template.words) == {"en", "fr", "zh"}
        assert difficulty(len(template.cues), template.alignment)


def test_AWR_14_a_bad_archive_is_lived_through_without_harm() -> None:
    laid = sheets(templates()["invoice_archive"], "Maison Lavande", {}, "post@drill.example")
    assert {sheet.attachment for sheet in laid.values()} == {"archive"}
    assert "script" not in page("fr", "https://console.example/t/abc/2")


@pytest.mark.django_db
def test_AWR_15_and_CASE_6_a_drill_is_repeated_with_a_new_draw(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    way = house.way_out(cast_.alice, cast_.lavande, 25)
    first, second = (house.campaign(cast_.alice, cast_.lavande, way) for _ in range(2))
    assert first.seed != second.seed


@pytest.mark.django_db
def test_AWR_17_no_mock_phishing_before_people_know_that_drills_are_held(
    cast_: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    way = house.way_out(cast_.alice, cast_.lavande, 25)
    row = house.campaign(cast_.alice, cast_.lavande, way, notice_ms=None, consulted_ms=None, purpose="")
    with pytest.raises(NotReady) as lacking:
        start_campaign(cast_.alice, row)
    assert {"no_notice", "no_purpose", "no_consultation"} <= set(lacking.value.missing)


@pytest.mark.django_db
def test_ADD_02_past_campaigns_come_along_as_counts(cast_: Cast) -> None:
    (past,) = import_past(cast_.alice, cast_.lavande, json.dumps([CAMPAIGN]).encode(), "campaigns.json")
    assert past.counts["reported"] == 1
    assert import_past(cast_.alice, cast_.lavande, json.dumps(CAMPAIGN).encode(), "x.json") == []
