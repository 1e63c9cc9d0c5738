"""A reader of the proof page sees what the level was reached without."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from rempart.maturity.web.present_proof import proof_page
from tests.maturity.web.sample import frame

AWAY = "dedicated_servers"


def page(language: str) -> str:
    shown = frame(5, language=language)
    one: dict[str, Any]
    for one in shown.document["controls"]:
        if one["id"] == AWAY:
            one |= {
                "state": "not_applicable",
                "reason": "Our lawyer says so.",
                "valid_until": "2027-02-01T00:00:00.000Z",
            }
    with translation.override({"zh": "zh-hans"}.get(language, language)):
        return render_to_string("maturity/proof.html", {"page": proof_page(shown), "is_public": True})


@pytest.mark.parametrize(
    ("language", "words", "end"),
    [
        ("en", "Stones that do not apply to us", "until 1"),
        ("fr", "Pierres sans objet chez nous", "jusqu’au 1"),
        ("zh", "对我们不适用的石头", "2027"),
    ],
)
def test_what_was_declared_not_applicable_is_named(language: str, words: str, end: str) -> None:
    text = page(language)
    assert words in text
    assert end in text.partition(words)[2]
    assert "lawyer" not in text  # the reason stays with the owner


def test_nothing_is_said_where_everything_applies() -> None:
    with translation.override("en"):
        text = render_to_string("maturity/proof.html", {"page": proof_page(frame(2)), "is_public": True})
    assert "do not apply" not in text
