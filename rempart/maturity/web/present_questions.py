"""What the outside cannot see is asked: one question for each control, per level, five answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.design.drawing.shapes import Look
from rempart.maturity.web.links import Item, crumbs, tabs, way
from rempart.maturity.web.present import Frame
from rempart.maturity.web.present_hosting import hosting_count, hosting_sentence
from rempart.maturity.web.stones import Entry, look_of, proven_of
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
    """One control's question; `name` is the form field, `vague` the field for a vague answer.

    Without a `name` it is answered on another page, where `href` leads.
    """

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
    lead: str = ""


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """Everything questionnaire.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    groups: list[Group]
    way: list[Item]


def questions_page(frame: Frame, given: Mapping[str, Given], hosting: Mapping[str, str] | None = None) -> QuestionsPage:
    """Answers count as claimed; proof makes them more. `hosting` are the answers on the kind of host, by row."""
    groups = [_self_assessment(frame, given, hosting or {})]
    groups += [_group(frame, dimension, level, given) for dimension in ("wall", "watch") for level in range(1, 6)]
    asked = len(_controls(groups))
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
        way=way(frame.links, "questions"),
    )


def _controls(groups: list[Group]) -> list[str]:
    return [question.control for group in groups for question in group.questions if question.name]


def _self_assessment(frame: Frame, given: Mapping[str, Given], hosting: Mapping[str, str]) -> Group:
    """The guide's four questions (SELF-01..04), in its order."""
    asked = {_self_row(entry): _asked(frame, entry, given) for entry in frame.document["controls"] if _self_row(entry)}
    asked["SELF-02"] = _of_host(frame, hosting)
    title = _("Step 1, self-assessment: the guide’s four questions")
    lead = _("Not sure of one of them? Then the level is probably lower than it seems.")
    return Group(title, "", [asked[row] for row in sorted(asked)], (), True, lead)


def _self_row(entry: Entry) -> str:
    return next((row for row in entry["rows"] if row.startswith("SELF-")), "")


def _of_host(frame: Frame, hosting: Mapping[str, str]) -> Question:
    """What the host's servers do is seven questions of their own."""
    return Question(
        control="hosting",
        title=hosting_sentence(hosting_count(frame, hosting)),
        href=frame.links.page("hosting"),
        text=_("Which protections does the host provide on its servers?"),
        whom="",
        name="",
        vague="",
        is_vague=False,
        options=[],
        look=Look.UNKNOWN,
        word="",
        at_ms=0,
        document_href="",
    )


def _asked(frame: Frame, entry: Entry, given: Mapping[str, Given]) -> Question:
    look = look_of(entry, proven_of(frame.document, entry["dimension"]))
    return _question(frame, entry["id"], entry["side"], look, given.get(entry["id"]))


def _group(frame: Frame, dimension: str, level: int, given: Mapping[str, Given]) -> Group:
    document, step = frame.document, frame.texts.step(dimension, level)
    entries = [
        one
        for one in document["controls"]
        if one["dimension"] == dimension and one["level"] == level and one["mandatory"] and not _self_row(one)
    ]
    questions = [_asked(frame, entry, given) for entry in entries]
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
