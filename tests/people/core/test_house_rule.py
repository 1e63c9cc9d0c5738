"""A rule of the house before it is put up: what cannot be asked of anybody, and which text the record names."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from rempart.people.core.house_rule import MAX_FILE, MAX_TEXT, BadVersion, Draft, Wording, check, digest, offered

GOOD = Wording("How to report", "Call 22.", "Whom do you call?", "22", ("Nobody",))
DRAFT = Draft(date(2026, 11, 2), {"en": GOOD})


def with_words(**values: Any) -> Draft:
    return replace(DRAFT, wordings={"en": replace(GOOD, **values)})


def test_a_whole_one_passes_and_a_file_may_hold_the_text() -> None:
    check(DRAFT)
    check(replace(with_words(text=""), file=b"%PDF-1.7 "))


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (replace(DRAFT, wordings={}), "empty"),
        (with_words(title=""), "no_text"),
        (with_words(text=""), "no_text"),
        (with_words(ask=""), "question"),
        (with_words(wrongs=()), "question"),
        (with_words(wrongs=("22",)), "question"),
        (with_words(text="x" * (MAX_TEXT + 1)), "too_large"),
        (replace(DRAFT, file=b"<html><script>"), "no_pdf"),
        (replace(DRAFT, file=b"PK\x03\x04"), "no_pdf"),
        (replace(DRAFT, file=b"%PDF-" + b"x" * MAX_FILE), "too_large"),
    ],
)
def test_what_cannot_be_asked_is_refused(draft: Draft, why: str) -> None:
    with pytest.raises(BadVersion, match=f"^{why}$"):
        check(draft)


def test_the_digest_names_text_file_and_day() -> None:
    changed = [with_words(text="Call 23."), replace(DRAFT, file=b"%PDF-1"), replace(DRAFT, dated_on=date(2026, 11, 3))]
    assert len({digest(one) for one in (DRAFT, *changed)}) == 4
    assert digest(DRAFT) == digest(replace(DRAFT))


def test_answers_stand_in_each_persons_own_order() -> None:
    orders = {tuple(offered("a", ["b", "c"], str(who))) for who in range(60)}
    assert len(orders) == 6
    assert offered("a", ["b"], "same") == offered("a", ["b"], "same")
