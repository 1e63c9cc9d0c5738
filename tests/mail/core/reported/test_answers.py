"""Answers thank, search expressions hold one plain word each, tokens of drills are found behind other systems' links."""

import re
from typing import Any

import pytest

from rempart.mail.core.reported import answers, search
from rempart.mail.core.reported.drill_token import HEADER, tokens_in
from rempart.mail.core.reported.look import look
from rempart.mail.core.reported.states import Decision
from tests.mail.reported_mails import mail

TOKEN = "Ab3-_Ab3-_Ab3-_Ab3-_Ab"


@pytest.mark.parametrize("language", ["en", "fr", "zh"])
@pytest.mark.parametrize("decision", list(Decision))
def test_each_decision_has_an_answer_that_thanks_and_no_link(decision: Decision, language: str) -> None:
    text = answers.write(decision, language, day="2 Nov", subject="{said} {day} hxxps://evil[.]example")
    assert text.subject
    assert {"en": "Thank", "fr": "Merci", "zh": "感谢"}[language] in text.body
    assert "{said} {day} hxxps" in text.body  # a subject with slots fills none
    assert not re.search(r"https?://", text.body)


def test_search_words_cannot_leave_their_quotes() -> None:
    what = search.sought(
        ['it@q.example" OR from:"x', "It@q.example"], ['Pay") OR (a:b"', "Pay\r\nnow"], ["q.example"], 1_793_000_000_000
    )
    assert what.addresses == ("it@q.example",)
    kql, gmail = search.microsoft(what), search.google(what)
    assert kql.count('"') == 2 * 3
    assert '(subject:"Pay OR a:b" OR subject:"Pay now")' in kql
    assert gmail.startswith('from:it@q.example {subject:"Pay OR a:b" subject:"Pay now"} after:2026/')


@pytest.mark.parametrize(
    "link",
    [
        f"https://drill.example/t/{TOKEN}",
        f"https://drill.example/t/{TOKEN}/2",
        f"https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fdrill.example%2Ft%2F{TOKEN}%2F1&data=05",
        f"https://w.example/?u=https%253A%252F%252Fdrill.example%252Ft%252F{TOKEN}",
    ],
)
def test_the_token_of_a_drill_is_found(link: str) -> None:
    raw = mail(f"Look: {link} now")
    assert TOKEN in tokens_in(raw, look(raw))


def test_also_in_the_head_and_never_without_end() -> None:
    head: dict[str, Any] = {HEADER: TOKEN}
    raw = mail("no link", **head)
    assert tokens_in(raw, look(raw)) == [TOKEN]
    many = mail(" ".join(f"https://x.example/t/{n:0>22}" for n in range(2_000)))
    assert len(tokens_in(many, look(many))) <= 400
