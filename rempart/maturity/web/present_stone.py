"""The page of one stone: its verdict, its trail of evidence, why it matters, how to fix it, what to ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.design.drawing.bars import Stretch, strip
from rempart.design.drawing.shapes import Look
from rempart.design.drawing.sprite import big
from rempart.maturity.core.exemption import rows_may_be_exempt
from rempart.maturity.web.citations import cited
from rempart.maturity.web.links import Item, Links, crumbs, tabs
from rempart.maturity.web.next_step import hours
from rempart.maturity.web.present import Frame
from rempart.maturity.web.reasons import reason_of
from rempart.maturity.web.stones import OPEN_LOOKS, UNSEEN_LOOKS, look_of, proven_of
from rempart.maturity.web.texts import ControlText
from rempart.maturity.web.words import (
    class_word,
    dimension_word,
    key_word,
    look_word,
    operator_word,
    side_phrase,
    vantage_word,
    verdict_sentence,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """One recorded fact that speaks for or against a stone, as the store hands it over; newest first."""

    at_ms: int
    mark: str  # seen, failed, said, document or notlooked
    title: str
    text: str = ""
    vantage: str | None = None
    operator: str | None = None
    evidence: str | None = None
    index: int | None = None
    is_void: bool = False


@dataclass(frozen=True, slots=True)
class Past:
    """A stone's state from a moment on, for the strip; oldest first."""

    since_ms: int
    look: Look
    text: str = ""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One entry of the trail, in words."""

    mark: str
    title: str
    text: str
    at: int
    where: str
    class_word: str
    note: str
    href: str
    link: str
    is_void: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One change of look, below the strip."""

    look: Look
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class Against:
    """A threat this stone stands against, and in which part."""

    word: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class StonePage:
    """Everything stone.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lab: bool
    big: SafeString
    line: str
    verdict: str
    main_label: str
    main_href: str
    risk_href: str
    must_be: str
    trail: list[TrailEntry]
    empty_title: str
    empty_text: str
    strip: SafeString | str
    changes: list[Change]
    why: str
    threats: list[Against]
    fix: tuple[str, ...]
    effort: str
    question: str
    ask_title: str
    answer_href: str
    source: str
    exempt_href: str = ""


def stone_page(frame: Frame, control: str, seen: Sequence[Seen] = (), past: Sequence[Past] = ()) -> StonePage:
    """The page of `control`. Raises KeyError when the document does not hold it."""
    entry = next((one for one in frame.document["controls"] if one["id"] == control), None)
    if entry is None:
        raise KeyError(control)
    text, links = frame.texts.control(control), frame.links
    look = look_of(entry, proven_of(frame.document, entry["dimension"]))
    label, href = _main(entry, look, links)
    return StonePage(
        tabs=tabs(links, "stones"),
        crumbs=crumbs(links, frame.address, text.title),
        title=text.title,
        lab=bool(frame.document["lab"]),
        big=mark_safe(big(look, control)),  # noqa: S308 - the drawing escapes every word
        line=_line(entry),
        verdict=verdict(frame, entry, look),
        main_label=label,
        main_href=href,
        risk_href=f"{links.page('risks')}?control={control}" if look in OPEN_LOOKS + UNSEEN_LOOKS else "",
        must_be=must_be(entry, text),
        trail=[trail_entry(one, links) for one in seen],
        empty_title=_("Nobody has looked at this yet."),
        empty_text=_empty(entry, text),
        strip=_strip(past, frame),
        changes=[Change(one.look, look_word(one.look), _since(one, frame.language)) for one in reversed(past)],
        why=text.why,
        threats=[_against(frame, threat, part) for threat, part in text.threats],
        fix=text.fix,
        effort=effort(text, frame.language),
        question=text.question,
        ask_title=_("Ask yourself") if entry["side"] == "owner" else _("Ask your host"),
        answer_href=f"{links.page('questions')}#{control}",
        source=cited(text.source),
        exempt_href=_exempt_href(entry, look, links),
    )


def _exempt_href(entry: Mapping[str, Any], look: Look, links: Links) -> str:
    may = look in OPEN_LOOKS + UNSEEN_LOOKS and rows_may_be_exempt(entry["rows"])
    return f"{links.page('exemptions')}?control={entry['id']}" if may else ""


def _line(entry: Mapping[str, Any]) -> str:
    """sql_injection_stopped, wall, level 2, responsible: the host."""
    name = _("level %(level)s") if entry["dimension"] == "wall" else _("step %(level)s")
    parts = [entry["id"], dimension_word(entry["dimension"]).lower(), name % {"level": entry["level"]}]
    if not entry["mandatory"]:
        parts.append(_("advice"))
    parts.append(_("responsible: %(side)s") % {"side": side_phrase(entry["side"])})
    return _(", ").join(parts)


def verdict(frame: Frame, entry: Mapping[str, Any], look: Look) -> str:
    """What the look means, and why this one looks so."""
    gap = "" if frame.language == "zh" else " "
    return f"{verdict_sentence(look)}{gap}{reason_of(entry, frame.texts, frame.language)}".strip()


def _main(entry: Mapping[str, Any], look: Look, links: Links) -> tuple[str, str]:
    if look in UNSEEN_LOOKS and entry["key"] == "ownership":
        return _("Prove that the site is yours"), links.page("keys")
    if look in UNSEEN_LOOKS and entry["key"] == "document":
        return _("Add a document"), f"{links.page('questions')}#{entry['id']}"
    if look in OPEN_LOOKS:
        return _("See how to fix it"), "#fix"
    return "", ""


def must_be(entry: Mapping[str, Any], text: ControlText) -> str:
    """The class a positive needs before it may pass this gate."""
    if not text.can_be_proven and "D" not in text.proofs:
        return _("The part of Rempart that looks is not built yet.")
    if not text.can_be_proven:
        return _("To count, it must be: a reviewed document")
    if entry["level"] <= 2:
        return _("To count, it must be: configured or better")
    return _("To count, it must be: observed or exercised")


def _empty(entry: Mapping[str, Any], text: ControlText) -> str:
    if not text.can_be_proven and "D" in text.proofs:
        return _("A reviewed document would prove it.")
    if not text.can_be_proven:
        return _("It stays unknown until the part of Rempart that looks is built, whatever the site does.")
    if entry["key"]:
        return _("It cannot be seen from outside. The key it needs: %(key)s.") % {"key": key_word(entry["key"])}
    return _("The next measurement looks at it.")


def trail_entry(one: Seen, links: Links) -> TrailEntry:
    """Who says so, from where, of which class, and where it is recorded."""
    where = [word for word in (vantage_word(one.vantage), operator_word(one.operator)) if word]
    entry = _("entry %(index)s, proof") % {"index": one.index} if one.index is not None else ""
    return TrailEntry(
        mark=one.mark,
        title=one.title,
        text=one.text,
        at=one.at_ms,
        where=_(", ").join(where),
        class_word=class_word(one.evidence) if one.evidence else "",
        note=_("void") if one.is_void else "",
        href=links.entry(one.index) if one.index is not None else "",
        link=entry,
        is_void=one.is_void,
    )


def _against(frame: Frame, threat: str, part: str) -> Against:
    word = {
        "necessary": _("Needed against:"),
        "prevents": _("Helps against:"),
        "detects": _("Helps to notice it or recover:"),
    }[part]
    return Against(word, frame.texts.threat(threat).title, frame.links.threat(threat))


def effort(text: ControlText, language: str) -> str:
    """Hours once, money a year, as ranges."""
    low, high = text.cost_year_minor
    work = _("Work: %(hours)s.") % {"hours": hours(text.hours, language)}
    if high == 0:
        free = _("No cost.")
        return f"{work} {free}"
    cost = formats.money_range(_euro(low), _euro(high), language)
    priced = _("Cost: %(cost)s a year.") % {"cost": cost}
    return f"{work} {priced}"


def _euro(amount_minor: int) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "currency": "EUR"}


def _since(one: Past, language: str) -> str:
    day = _("since %(day)s") % {"day": formats.day(one.since_ms, language)}
    return f"{day}: {one.text}" if one.text else day


def _strip(past: Sequence[Past], frame: Frame) -> SafeString | str:
    """The last pieces of time, from the first known state to now."""
    if not past:
        return ""
    start, end = past[0].since_ms, frame.now_ms
    span = max(end - start, 1)
    edges = [(one.since_ms - start) / span for one in past] + [1.0]
    pieces = [Stretch(edges[i], edges[i + 1], one.look) for i, one in enumerate(past)]
    marks = [(0.0, formats.day(start, frame.language))]
    return mark_safe(strip(pieces, marks))  # noqa: S308 - the drawing escapes every word
