"""No code of ours stands where people read: subjects, areas, kinds and failed deliveries have words."""

import pytest
from django.utils import translation

from rempart.directory.web.words import area_word
from rempart.events.catalogue import catalogue
from rempart.events.retention import AREA_DAYS
from rempart.events.sentence import outline
from rempart.record.web.words import delivery_text, subject_word


@pytest.mark.parametrize(
    ("kind", "uid", "said"),
    [("outlet", "a" * 16, "Outlet aaaaaa…"), ("mail", "server", "Mail"), ("ticket", "4711", "ticket 4711")],
)
def test_what_an_entry_is_about_has_a_word(kind: str, uid: str, said: str) -> None:
    assert subject_word(kind, uid) == said


def test_every_area_has_a_word() -> None:
    assert {name.split(".")[0] for name in catalogue()} == set(AREA_DAYS)
    assert all(area_word(area) != area for area in AREA_DAYS)


@pytest.mark.parametrize(
    "code", ["barred", "unresolved", "refused", "timeout", "tls", "reset", "unreadable", "status_503"]
)
def test_a_failed_delivery_is_told_in_a_sentence(code: str) -> None:
    with translation.override("en"):
        assert delivery_text(code).endswith(".")


def test_a_kind_is_chosen_by_its_sentence() -> None:
    assert outline(catalogue()["maturity.risk.accepted"], "en").startswith("The risk of “…” was accepted until …")
