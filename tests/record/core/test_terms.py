"""By which terms entries are found."""

from rempart.events import directory, maturity
from rempart.events.catalogue import catalogue
from rempart.events.sentence import say
from rempart.ledger.entry import Entry
from rempart.record.core.terms import MAX_TERMS, kinds_saying, question_words, terms_of
from rempart.terms.scope import Subject

ORG, SITE, ALICE, FLOW = "aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb", "cccccccccccccccc", "dddddddddddddddd"


def entry(body: dict[str, object], kind: str = maturity.EXEMPTION_ASKED.name) -> Entry:
    return Entry(kind, ORG, Subject("site", SITE), 1, f"account:{ALICE}", body)


def test_kind_actor_subject_flow_and_the_words_of_the_sentence() -> None:
    made = terms_of(entry({"control": "hsts", "until": 5, "exemption": FLOW}), maturity.EXEMPTION_ASKED)
    assert made == [
        "kind:maturity.exemption.asked", f"actor:account:{ALICE}", f"id:{SITE}", f"id:{FLOW}", "word:hsts", "word:5",
    ]  # fmt: skip


def test_a_body_that_names_hundreds_does_not_swell_the_index() -> None:
    made = terms_of(entry({"people": ["".join(["b"] * 14 + [a, b]) for a in "23456789" for b in "23456789"]}), None)
    assert len(made) == MAX_TERMS


def test_an_address_is_found_by_its_host() -> None:
    made = terms_of(
        entry({"address": "https://Lavande.example/boutique"}, "directory.site.added"), directory.SITE_ADDED
    )
    assert {"word:lavande.example", "word:lavande", "word:boutique", "word:https"} <= set(made)


def test_words_are_looked_for_in_the_sentences_of_the_readers_language() -> None:
    kinds = catalogue()
    assert "directory.account.signed_in" in kinds_saying("connectée", kinds, "fr")
    assert "directory.account.signed_in" in kinds_saying("登录", kinds, "zh")
    assert "directory.account.signed_in" not in kinds_saying("connectée", kinds, "en")
    assert kinds_saying("control", {"maturity.exemption.asked": maturity.EXEMPTION_ASKED}, "en") == []


def test_a_question_has_a_limit() -> None:
    assert question_words("A a b " + "x " * 300) == ["a", "b", "x"]


def test_a_sentence_without_its_values_has_dashes() -> None:
    assert say(directory.SITE_ADDED, {}, "en") == "The site – was added"
