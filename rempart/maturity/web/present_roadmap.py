"""The roadmap: what cannot wait, the guide's declared order, and beside it the order by value."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.design.drawing.bars import range_bar
from rempart.maturity.web.links import Item, crumbs, tabs, way
from rempart.maturity.web.next_step import Now, hours, now_band
from rempart.maturity.web.present import Frame
from rempart.maturity.web.reasons import reason_of
from rempart.maturity.web.stones import proven_of
from rempart.maturity.web.words import key_word

SHOWN = 12  # a longer list is not read; the wall holds every stone


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the guide's order."""

    number: int
    title: str
    href: str
    text: str
    source: str
    needs: str
    effort: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One step by value; `bar` is drawn on the same linear scale in every row."""

    title: str
    href: str
    effort: str
    cost: str
    bar: SafeString
    removes: str


@dataclass(frozen=True, slots=True)
class RoadmapPage:
    """Everything roadmap.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    now: Now
    steps: list[Step]
    more_steps: str
    rows: list[ValueRow]
    scale: str
    proven: int
    after: int
    needed: int | None
    return_href: str
    profile_href: str
    way: list[Item]


def roadmap_page(frame: Frame) -> RoadmapPage:
    """The page of what to do next."""
    document, links = frame.document, frame.links
    guide, level = document["next"]["guide"], document["level"]["wall"]
    highest = max((_minor(one["loss_removed"]["p95"]) for one in document["next"]["value"]), default=0)
    return RoadmapPage(
        tabs=tabs(links, "roadmap"),
        crumbs=crumbs(links, frame.address, _("Roadmap")),
        title=_title(len(document["next"]["now"]), len(guide)),
        lead=_(
            "First what cannot wait. Then the guide’s order, which your figures do not move. Beside it the same steps by what they are worth to you, which your figures do move."
        ),
        lab=bool(document["lab"]),
        now=now_band(document, frame.texts, links, frame.language),
        steps=[_step(frame, number, item) for number, item in enumerate(guide[:SHOWN], 1)],
        more_steps=_("%(count)s more follow; the wall shows every one.") % {"count": len(guide) - SHOWN}
        if len(guide) > SHOWN
        else "",
        rows=[_value(frame, item, highest) for item in document["next"]["value"][:SHOWN]],
        scale=_scale(document, highest, frame.language),
        proven=proven_of(document, "wall"),
        after=min(proven_of(document, "wall") + 1, 5),
        needed=level["needed"],
        return_href=links.page("return"),
        profile_href=links.page("profile"),
        way=way(links, "roadmap"),
    )


def _title(now: int, steps: int) -> str:
    if not steps and not now:
        return _("Nothing is left to do")
    if now:
        return _("First what cannot wait, then the next step")
    return _("One step after the other, the next one first")


def _entry(frame: Frame, control: str) -> Mapping[str, Any]:
    return next(one for one in frame.document["controls"] if one["id"] == control)


def _step(frame: Frame, number: int, item: Mapping[str, Any]) -> Step:
    text, entry = frame.texts.control(item["control"]), _entry(frame, item["control"])
    line = item["source_line"]
    return Step(
        number=number,
        title=text.title,
        href=frame.links.stone(item["control"]),
        text=reason_of(entry, frame.texts, frame.language) or text.why,
        source=_("line %(line)s") % {"line": line} if line is not None else _("our own order"),
        needs=_(", ").join(_need(frame, need) for need in item["needs"]),
        effort=hours(text.hours, frame.language),
    )


def _need(frame: Frame, need: str) -> str:
    return key_word(need) or frame.texts.control(need).title


def _value(frame: Frame, item: Mapping[str, Any], highest: int) -> ValueRow:
    text, loss = frame.texts.control(item["control"]), item["loss_removed"]
    bar = range_bar(_minor(loss["p5"]), _minor(loss["p50"]), _minor(loss["p95"]), highest)
    span = (float(item["hours"]["low"]), float(item["hours"]["high"]))
    return ValueRow(
        title=text.title,
        href=frame.links.stone(item["control"]),
        effort=hours(span, frame.language),
        cost=formats.money_range(item["cost"]["low"], item["cost"]["high"], frame.language),
        bar=mark_safe(bar),  # noqa: S308 - numbers only
        removes=formats.money_range(loss["p5"], loss["p95"], frame.language),
    )


def _minor(money: Mapping[str, Any]) -> int:
    return int(money["amount_minor"])


def _scale(document: Mapping[str, Any], highest: int, language: str) -> str:
    """What the bars run from and to."""
    if not highest:
        return ""
    currency = document["next"]["value"][0]["loss_removed"]["p95"]["currency"]
    low, high = ({"amount_minor": amount, "currency": currency} for amount in (0, highest))
    return formats.money_range(low, high, language)
