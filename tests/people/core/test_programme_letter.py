"""AWR-29: no letter holds a link, each says how it is known, and nothing that was typed is read as a slot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.people.core.programme_letter import KINDS, write
from rempart.registry.written import LANGUAGES

VALUES = {
    "title": "Winter", "phrase": "the lighthouse keeps its lamp lit", "address": "learn.example.com", "organisation": "Firm",
    "starts_on": "2026-01-01", "ends_on": "2026-02-01", "enrol_until": "2025-12-24", "hours": "12", "session": "Talk",
    "moment": "2026-01-05 10:00 (UTC)", "rules": "- How to report\n- What stays secret",
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_letter_is_known_by_its_words_and_has_no_link(kind: str, language: str) -> None:
    text = write(kind, language, **VALUES)
    assert "://" not in text.subject + text.body
    assert "www." not in text.body
    assert VALUES["phrase"] in text.body
    assert VALUES["address"] in text.body
    assert "{" not in text.subject + text.body
    if language == "fr":
        assert not any(f" {mark}" in text.body for mark in ":;!?»")


@given(st.text(alphabet="{}phrase adtl%s\n", max_size=40))
def test_what_was_typed_is_only_text(title: str) -> None:
    text = write("invitation", "en", **(VALUES | {"title": title}))
    assert title in text.body
    assert "\n" not in text.subject
