"""Generic host or one made for WordPress: seven rows, each told by evidence or by an answer, counted (CMPR-01..07)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rempart.maturity.core.hosting_kinds import By, Count, Kind, Told, count, tell
from rempart.maturity.web.guide_words import RowText, comparison_rows
from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame
from rempart.terms.state import State


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the three answers; two of them are the guide's own descriptions."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class HostingRow:
    """A row of the guide's table; `choices` is empty where evidence tells and an answer would change nothing."""

    id: str
    row: str
    feature: str
    generic: str
    wordpress: str
    question: str
    kind: str
    word: str
    told: str
    stones: list[Item]
    name: str
    choices: list[Choice]


@dataclass(frozen=True, slots=True)
class HostingPage:
    """Everything hosting.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    rows: list[HostingRow]
    is_empty: bool
    questions_href: str


def hosting_page(frame: Frame, answers: Mapping[str, str]) -> HostingPage:
    """`answers` are the newest given, by row: generic, wordpress or unknown."""
    states = {entry["id"]: State(entry["state"]) for entry in frame.document["controls"]}
    told = [
        (text, tell(text.unit, states, Kind(answers.get(text.unit.id, Kind.UNKNOWN))))
        for text in comparison_rows(frame.language)
    ]
    counted = count(one.kind for _row, one in told)
    return HostingPage(
        tabs=tabs(frame.links, "questions"),
        crumbs=crumbs(frame.links, frame.address, _("Kind of host")),
        title=_("A generic host, or one made for WordPress?"),
        lead=hosting_sentence(counted),
        lab=bool(frame.document["lab"]),
        rows=[_row(frame, text, one, answers.get(text.unit.id, "")) for text, one in told],
        is_empty=counted.generic == counted.wordpress == 0,
        questions_href=frame.links.page("questions"),
    )


def hosting_count(frame: Frame, answers: Mapping[str, str]) -> Count:
    """The same count for other pages."""
    states = {entry["id"]: State(entry["state"]) for entry in frame.document["controls"]}
    rows = comparison_rows(frame.language)
    return count(tell(row.unit, states, Kind(answers.get(row.unit.id, Kind.UNKNOWN))).kind for row in rows)


def hosting_sentence(counted: Count) -> str:
    """Three numbers that add up to the seven rows; no mean of them."""
    said = _("Of %(all)s rows: %(wordpress)s made for WordPress, %(generic)s generic, %(unknown)s not known.")
    numbers = {"wordpress": counted.wordpress, "generic": counted.generic, "unknown": counted.unknown}
    return said % {"all": sum(numbers.values()), **numbers}


def _row(frame: Frame, text: RowText, told: Told, given: str) -> HostingRow:
    unit = text.unit
    stones = [Item(frame.texts.control(name).title, frame.links.stone(name)) for name in told.controls or unit.controls]
    labels = ((Kind.WORDPRESS, text.wordpress), (Kind.GENERIC, text.generic), (Kind.UNKNOWN, _("Not sure")))
    return HostingRow(
        id=unit.id,
        row=unit.row,
        feature=text.feature,
        generic=text.generic,
        wordpress=text.wordpress,
        question=text.question,
        kind=told.kind.value,
        word=kind_word(told.kind),
        told=_told(told),
        stones=stones,
        name=f"kind-{unit.id}",
        choices=[Choice(kind.value, label, given == kind.value) for kind, label in labels]
        if told.by is not By.EVIDENCE
        else [],
    )


def kind_word(kind: Kind) -> str:
    """What a row's badge says."""
    return {
        Kind.WORDPRESS: _("made for WordPress"),
        Kind.GENERIC: _("generic"),
        Kind.UNKNOWN: _("not known"),
    }[kind]


def _told(told: Told) -> str:
    return {
        By.EVIDENCE: _("Told by what was measured:"),
        By.ANSWER: _("Told by your answer, not measured."),
        By.NOBODY: _("Nobody has told yet."),
    }[told.by]
