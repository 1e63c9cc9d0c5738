"""What is wrong with a case, in sentences an author can act on. A case stands for the truth: what it says of the world has
a source, what has none is told as a scenario, and the three languages say the same."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from rempart.people.core import page_faults
from rempart.people.core.case import Aspect, Case, Kind
from rempart.people.core.lesson_faults import source_faults, word_faults
from rempart.people.core.page_faults import Known, miscounted, unknown
from rempart.people.core.reading import sentences, sources_named

DRILLS = frozenset(
    {"mail", "phone", "sms", "qr", "usb", "shared_drive", "cloud_folder", "payment_voice", "archive", "table_top", "red_blue", "ai_key"}
)  # fmt: skip
CAUSES, FOR_YOU, TALK, DEFENCES = (3, 4), (3, 5), (3, 3), (3, 12)  # three causes each, four in CASE-5 and CASE-8
UNTRACED = 1  # of a case's sayings: the one of which no trace was found, so that no source can be named
_WHEN = re.compile(r"\d{4}(-\d{2}(-\d{2}( \d{2}:\d{2} UTC)?)?)?\Z")
_UNKNOWN = {"en": "not disclosed", "fr": "non communiqué", "zh": "未公布"}
_INVENTED = {
    "en": re.compile(r"Scenario\Z|(Day|Week) \d+(, \d{2}:\d{2})?\Z"),
    "fr": re.compile(r"Scénario\Z|(Jour|Semaine) \d+(, \d{1,2} h \d{2})?\Z"),
    "zh": re.compile(r"情景\Z|第 \d+ [天周]( \d{2}:\d{2})?\Z"),
}
_SCENARIO = {
    "en": ("Scenario", "In the scenario"),
    "fr": ("Scénario", "Dans le scénario"),
    "zh": ("情景", "在情景", "在这个情景"),
}
_FACT = re.compile(
    r"(?<![\w.-])\d[\d.,\s]{0,12}\d(?![\w-])(?! ?月)|\d\s?%"
)  # a year, an amount, a share: said of the world


def faults(case: Case, known: Known) -> list[str]:
    """Of one case in one language; empty when it is whole."""
    return [
        *_names(case, known),
        *_events(case),
        *_unsourced(case),
        *_parts(case),
        *source_faults(case.sources, {one for text in texts(case) for one in sources_named(text)}),
        *word_faults("\n".join([case.title, case.summary, *texts(case)]), "\n".join(texts(case)), case.language),
    ]


def texts(case: Case) -> list[str]:
    """Everything that a person reads below the title."""
    return [
        *(one.text for one in case.events), case.technique,
        *(text for one in (*case.circles, *case.causes) for text in (one.title, one.text)),
        *(one.text for one in case.defences), *(text for one in case.told for text in (one.said, one.truth)),
        *case.for_you, *case.talk,
    ]  # fmt: skip


def _names(case: Case, known: Known) -> Iterator[str]:
    yield from unknown(
        (
            ("control", case.controls, known.controls),
            ("threat", case.threats, known.threats),
            ("lesson", case.lessons, known.lessons),
            ("kind of drill", case.drills, DRILLS),
        )
    )
    used = [one.control for one in case.defences]
    if set(used) != set(case.controls):
        yield f"the head and the defences name other controls: {', '.join(sorted(set(used) ^ set(case.controls)))}"


def _events(case: Case) -> Iterator[str]:
    dated = [one.when for one in case.events if one.is_dated]
    if any(
        one[: len(other)] > other[: len(one)] for one, other in pairwise(dated)
    ):  # a month stands anywhere in itself
        yield "what happened does not stand in the order of its dates"
    for one in case.events:
        if _INVENTED[case.language].match(one.when):
            if case.kind != Kind.SCENARIO:
                yield f"“{one.when}” is for scenarios; here it is a date, or “{_UNKNOWN[case.language]}”"
            continue
        if not _WHEN.match(one.when) and one.when != _UNKNOWN[case.language]:
            yield f"“{one.when}” is no date such as 2025-11-18 or 2025-11-18 11:05 UTC, nor “{_UNKNOWN[case.language]}”"
        if not sources_named(one.text):
            yield f"what happened on “{one.when}” has no source"


def _unsourced(case: Case) -> Iterator[str]:
    """Figures are said of the world: the sentence names where they come from, or says that it is a scenario."""
    for one in (case.technique, *(part.text for part in (*case.circles, *case.causes))):
        for paragraph in one.split("\n\n"):
            invented = paragraph.startswith(_SCENARIO[case.language]) and not sources_named(paragraph)
            for said in () if invented else sentences(paragraph):
                if _FACT.search(said) and not said.startswith(_SCENARIO[case.language]) and not sources_named(said):
                    yield f"“{said[:80]}”: a fact without its source"
    bare = [one.said for one in case.told if not sources_named(one.truth)]
    if len(bare) > UNTRACED:
        yield f"{len(bare)} corrections have no source; {UNTRACED} may say that no trace was found"


def _parts(case: Case) -> Iterator[str]:
    yield from miscounted(
        (
            ("causes", len(case.causes), CAUSES),
            ("defences", len(case.defences), DEFENCES),
            ("things for you", len(case.for_you), FOR_YOU),
            ("questions to talk about", len(case.talk), TALK),
        ),
        case.title,
    )


def unlike(cases: Mapping[str, Case]) -> list[str]:
    """What makes the languages of one case differ in more than their words."""
    return page_faults.unlike(cases, _form)


def _form(case: Case) -> dict[str, object]:
    def cited(text: str) -> list[str]:
        return sorted(set(sources_named(text)))

    return {
        "head (order, kind, dimension)": (case.order, case.kind, case.side),
        "rows, threats, controls, lessons or drills": (
            case.rows,
            case.threats,
            case.controls,
            case.lessons,
            case.drills,
        ),
        "sources": [(one.id, one.date, one.address, one.read, one.is_from_memory) for one in case.sources],
        "events": [(one.when if one.is_dated else "", cited(one.text)) for one in case.events],
        "sources of the technique": cited(case.technique),
        "impact": [cited(one.text) for one in case.circles],
        "causes": [cited(one.text) for one in case.causes],
        "defences": [(one.control, one.aspect, cited(one.text)) for one in case.defences],
        "corrections": [cited(one.truth) for one in case.told],
        "things for you, or questions to talk about": (len(case.for_you), len(case.talk)),
    }


def torn(cases: Iterable[Case]) -> list[str]:
    """Controls that are technology in one case and culture in another."""
    found: dict[str, set[Aspect]] = {}
    for case in cases:
        for one in case.defences:
            found.setdefault(one.control, set()).add(one.aspect)
    return [
        f"control {name} is {' and '.join(sorted(how))}: one of them" for name, how in found.items() if len(how) > 1
    ]
