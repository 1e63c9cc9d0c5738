"""What is wrong with a rule, in sentences an author can act on. Truth first: each claim has its article and its source, the
three languages claim the same, and nothing reads like a verdict."""

import re
from collections.abc import Iterator, Mapping

from rempart.people.core import page_faults
from rempart.people.core.lesson_faults import source_faults, word_faults
from rempart.people.core.page_faults import Known, miscounted, unknown
from rempart.people.core.reading import sentences, sources_named
from rempart.people.core.rule import Rule
from rempart.people.core.which_rules import QUESTIONS

ASKS, TOMORROW, MISREAD = (3, 10), (3, 5), (2, 5)
_FACT = re.compile(r"\d{4}|\d\s?%")  # a year or a share in prose: said of the world
_VERDICT = re.compile(
    r"(?i)\byou are compliant\b|vous êtes conforme|您已合规|legal advice that|guarantee[sd]? compliance"
)


def faults(rule: Rule, known: Known) -> list[str]:
    """Of one rule in one language; empty when it is whole."""
    read = texts(rule)
    whole = "\n".join([rule.title, rule.summary, *read])
    wrong = [*_names(rule, known), *_unsourced(rule), *_parts(rule)]
    wrong += source_faults(rule.sources, {one for text in read for one in sources_named(text)})
    wrong += word_faults(whole, "\n".join(read), rule.language)
    return wrong + [f"“{found[0]}” reads like a verdict" for found in [_VERDICT.search(whole)] if found]


def texts(rule: Rule) -> list[str]:
    """Everything that a person reads below the title."""
    told = [text for one in rule.misread for text in (one.said, one.truth)]
    return [rule.what, *rule.binds, *(one.text for one in rule.asks), *rule.tomorrow, *told]


def _names(rule: Rule, known: Known) -> Iterator[str]:
    yield from unknown(
        (
            ("control", rule.controls, known.controls),
            ("threat", rule.threats, known.threats),
            ("lesson", rule.lessons, known.lessons),
        )
    )
    asked = {one for group in rule.binds_if for one in group}
    yield from (f"there is no question {one}" for one in sorted(asked - set(QUESTIONS)))
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", rule.since):
        yield "since is YYYY, YYYY-MM or YYYY-MM-DD"


def _unsourced(rule: Rule) -> Iterator[str]:
    yield from (f"{one.at}: a claim without its source" for one in rule.asks if not sources_named(one.text))
    yield from (f"“{one[:60]}”: whom it binds has no source" for one in rule.binds if not sources_named(one))
    yield from (f"“{one.said[:60]}”: no source" for one in rule.misread if not sources_named(one.truth))
    for said in sentences(rule.what):
        if _FACT.search(said) and not sources_named(said):
            yield f"“{said[:80]}”: a fact without its source"


def _parts(rule: Rule) -> Iterator[str]:
    yield from miscounted(
        (
            ("claims", len(rule.asks), ASKS),
            ("things for tomorrow", len(rule.tomorrow), TOMORROW),
            ("misreadings", len(rule.misread), MISREAD),
        ),
        rule.title,
    )


def unlike(rules: Mapping[str, Rule]) -> list[str]:
    """What makes the languages of one rule differ in more than their words."""
    return page_faults.unlike(rules, _form)


def _form(rule: Rule) -> dict[str, object]:
    def cited(text: str) -> list[str]:
        return sorted(set(sources_named(text)))

    return {
        "head (order, sort, numbering, since, binds_if)": (
            rule.order, rule.sort, rule.numbering, rule.since, rule.binds_if,
        ),
        "rows, threats, controls or lessons": (rule.rows, rule.threats, rule.controls, rule.lessons),
        "sources": [(one.id, one.date, one.address, one.read, one.is_from_memory) for one in rule.sources],
        "sources of what it is": cited(rule.what),
        "whom it binds": [cited(one) for one in rule.binds],
        "claims": [(one.at, cited(one.text)) for one in rule.asks],
        "misreadings": [cited(one.truth) for one in rule.misread],
        "things for tomorrow": len(rule.tomorrow),
    }  # fmt: skip
