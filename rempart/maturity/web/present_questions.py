"""What the outside cannot see is asked: one question for each control, per level, five answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.design.drawing.shapes import Look
from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame
from rempart.maturity.web.stones import look_of, proven_of
from rempart.maturity.web.words import look_word, side_phrase


@dataclass(frozen=True, slots=True)
class Given:
    """The newest answer to a control's question, as recorded."""

    value: str
    is_vague: bool = False
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Option:
    """One of the five answers."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One control's question; `name` is the form field, `vague` the field for a vague answer."""

    control: str
    title: str
    href: str
    text: str
    whom: str
    name: str
    vague: str
    is_vague: bool
    options: list[Option]
    look: Look
    word: str
    at_ms: int
    document_href: str


@dataclass(frozen=True, slots=True)
class Group:
    """The questions of one level; `questions_for_host` are the guide's own, to be sent as they stand."""

    title: str
    note: str
    questions: list[Question]
    to_host: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Everything questionnaire.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    groups: list[Group]


def questions_page(frame: Frame, given: Mapping[str, Given]) -> QuestionsPage:
    """Answers count as claimed; proof makes them more."""
    groups = [_group(frame, dimension, level, given) for dimension in ("wall", "watch") for level in range(1, 6)]
    asked = sum(len(group.questions) for group in groups)
    return QuestionsPage(
        tabs=tabs(frame.links, "questions"),
        crumbs=crumbs(frame.links, frame.address, _("Questions")),
        title=_("What cannot be seen from outside"),
        lead=_(
            "%(answered)s of %(asked)s questions are answered. An answer counts as claimed until evidence comes; “not sure” never counts as yes."
        )
        % {"answered": sum(one in given for one in _controls(groups)), "asked": asked},
        lab=bool(frame.document["lab"]),
        groups=groups,
    )


def _controls(groups: list[Group]) -> list[str]:
    return [question.control for group in groups for question in group.questions]


def _group(frame: Frame, dimension: str, level: int, given: Mapping[str, Given]) -> Group:
    document, step = frame.document, frame.texts.step(dimension, level)
    entries = [
        one
        for one in document["controls"]
        if one["dimension"] == dimension and one["level"] == level and one["mandatory"]
    ]
    questions = [
        _question(
            frame, entry["id"], entry["side"], look_of(entry, proven_of(document, dimension)), given.get(entry["id"])
        )
        for entry in entries
    ]
    title = _("Level %(level)s, %(name)s") if dimension == "wall" else _("Step %(level)s, %(name)s")
    open_ones = sum(question.look not in {Look.MET, Look.MET_AHEAD, Look.ATTESTED} for question in questions)
    note = ngettext("%(count)s question still open", "%(count)s questions still open", open_ones) % {"count": open_ones}
    is_next = level == proven_of(document, dimension) + 1
    return Group(title % {"level": level, "name": step.name}, note, questions, step.questions, is_next)


def _question(frame: Frame, control: str, side: str, look: Look, given: Given | None) -> Question:
    text = frame.texts.control(control)
    return Question(
        control=control,
        title=text.title,
        href=frame.links.stone(control),
        text=text.question or text.title,
        whom=_("for %(side)s") % {"side": side_phrase(side)},
        name=f"answer-{control}",
        vague=f"vague-{control}",
        is_vague=given is not None and given.is_vague,
        options=[
            Option(value, label, given is not None and given.value == value)
            for value, label in answer_words()
            if value != "extra_fee" or side != "owner"
        ],
        look=look,
        word=look_word(look),
        at_ms=given.at_ms if given else 0,
        document_href=f"{frame.links.page('documents')}?control={control}",
    )


def answer_words() -> list[tuple[str, str]]:
    """The five answers, as rempart.facts.answer names them."""
    return [
        ("yes_with_proof", _("Yes, with proof")),
        ("yes", _("Yes")),
        ("no", _("No")),
        ("not_sure", _("Not sure")),
        ("extra_fee", _("They want extra money")),
    ]
