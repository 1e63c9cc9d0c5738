"""What changed and why, and the risks somebody decided to live with."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rempart.design.drawing.shapes import Look
from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame
from rempart.maturity.web.stones import OPEN_LOOKS, UNSEEN_LOOKS, look_of, proven_of
from rempart.maturity.web.words import dimension_word, look_word


@dataclass(frozen=True, slots=True)
class Event:
    """One change: a level (`what` is wall or watch) or a control; `before` empty = first seen. Newest first."""

    at_ms: int
    what: str
    before: str
    after: str
    reason: str = ""
    index: int | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A change in words; `kind` is rose, fell or nothing."""

    at_ms: int
    title: str
    text: str
    kind: str
    href: str
    look: Look | None
    word: str
    link: str
    link_href: str


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Everything history.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    rows: list[HistoryRow]
    older_href: str


def history_page(frame: Frame, events: Sequence[Event], older_href: str = "") -> HistoryPage:
    """`older_href` leads to the next page of older changes, empty on the last."""
    return HistoryPage(
        tabs=tabs(frame.links, "history"),
        crumbs=crumbs(frame.links, frame.address, _("History")),
        title=_("What changed, and why"),
        lead=_("Each change of a level or a stone, with its reason. Nothing here can be altered unnoticed."),
        lab=bool(frame.document["lab"]),
        rows=[_row(frame, event) for event in events],
        older_href=older_href,
    )


def _row(frame: Frame, event: Event) -> HistoryRow:
    link = _("entry %(index)s, proof") % {"index": event.index} if event.index is not None else ""
    link_href = frame.links.entry(event.index) if event.index is not None else ""
    if event.what in {"wall", "watch"}:
        title, kind = _level_change(event)
        return HistoryRow(event.at_ms, title, event.reason, kind, "", None, "", link, link_href)
    entry = next((one for one in frame.document["controls"] if one["id"] == event.what), None)
    proven = proven_of(frame.document, entry["dimension"]) if entry else 0
    shape = {**(entry or {"level": 1, "mandatory": True}), "state": event.after, "class": None, "claimed": False}
    look = look_of(shape, proven)
    return HistoryRow(
        at_ms=event.at_ms,
        title=frame.texts.control(event.what).title,
        text=event.reason,
        kind="",
        href=frame.links.stone(event.what),
        look=look,
        word=look_word(look),
        link=link,
        link_href=link_href,
    )


def _level_change(event: Event) -> tuple[str, str]:
    name = dimension_word(event.what)
    before, after = int(event.before or 0), int(event.after)
    text = _("%(name)s: from %(before)s to %(after)s") % {"name": name, "before": before, "after": after}
    return text, "rose" if after > before else "fell" if after < before else ""


@dataclass(frozen=True, slots=True)
class Risk:
    """An accepted risk as recorded; `owner` is the name to show, `uid` names it for withdrawing."""

    uid: str
    control: str
    owner: str
    reason: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class RiskRow:
    """A risk in words."""

    uid: str
    title: str
    href: str
    owner: str
    reason: str
    until_ms: int


@dataclass(frozen=True, slots=True)
class RisksPage:
    """Everything risks.html shows; `choices` are the stones a risk can be accepted for."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    risks: list[RiskRow]
    ended: list[RiskRow]
    choices: list[tuple[str, str]]
    chosen: str
    withdraw_href: str
    error: str
    exemptions_href: str = ""


def risks_page(
    frame: Frame, risks: Sequence[Risk], ended: Sequence[Risk] = (), *, chosen: str = "", error: str = ""
) -> RisksPage:
    """`chosen` is the control asked for in the address; `error` what to do differently after a refused form."""
    return RisksPage(
        tabs=tabs(frame.links, "risks"),
        crumbs=crumbs(frame.links, frame.address, _("Accepted risks")),
        title=_("Gaps somebody decided to live with"),
        lead=_(
            "Each with a name, a reason and an end. Accepting a risk lifts no level; it only says that it is known."
        ),
        lab=bool(frame.document["lab"]),
        risks=[_risk(frame, risk) for risk in risks],
        ended=[_risk(frame, risk) for risk in ended],
        choices=[
            (entry["id"], frame.texts.control(entry["id"]).title)
            for entry in frame.document["controls"]
            if look_of(entry, proven_of(frame.document, entry["dimension"])) in OPEN_LOOKS + UNSEEN_LOOKS
        ],
        chosen=chosen,
        withdraw_href=f"{frame.links.page('risks')}withdraw/",
        error=error,
        exemptions_href=frame.links.page("exemptions"),
    )


def _risk(frame: Frame, risk: Risk) -> RiskRow:
    title = frame.texts.control(risk.control).title
    return RiskRow(risk.uid, title, frame.links.stone(risk.control), risk.owner, risk.reason, risk.until_ms)
