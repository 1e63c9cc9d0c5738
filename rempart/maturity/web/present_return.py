"""Does the plan pay: chances and ranges, the strongest inputs with their sources, gains on a line of their own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.design.drawing.bars import Histogram, histogram, strength_bar
from rempart.maturity.core.sayings import sentence, source_in_words
from rempart.maturity.core.survey import Status, Subject
from rempart.maturity.core.worth import Input, Plan
from rempart.maturity.web.guide_words import FigureText, figures
from rempart.maturity.web.links import Item, crumbs, tabs, way
from rempart.maturity.web.present import Frame


@dataclass(frozen=True, slots=True)
class Slider:
    """One input that can be moved: a slider and a number field of the same name; works as a plain GET form."""

    id: str
    name: str
    label: str
    low: str
    high: str
    step: str
    value: str
    help: str


@dataclass(frozen=True, slots=True)
class InputRow:
    """One of the strongest inputs."""

    name: str
    span: str
    bar: SafeString
    strength: int
    source: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """A figure the guide quotes, for orientation: it enters no sum by itself."""

    statement: str
    caution: str
    status: str
    line: str


@dataclass(frozen=True, slots=True)
class ReturnPage:
    """Everything return.html shows; `plan` None = nothing left to pay for, or no figures yet."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    has_plan: bool
    pays: bool
    pays_1y: float
    pays_3y: float
    chart: SafeString | str
    mean: Mapping[str, Any]
    middle_and_high: str
    chance_any_loss: float
    break_even: float | None
    costs: str
    saves: str
    gains: list[str]
    inputs: list[InputRow]
    sliders: Sequence[Slider]
    profile_href: str
    quoted: list[Quoted]
    way: list[Item]


def return_page(
    frame: Frame, plan: Plan | None, sliders: Sequence[Slider] = (), nets: Histogram | None = None
) -> ReturnPage:
    """`nets` are the net results after three years of the same run of futures."""
    language, links = frame.language, frame.links
    said = formats.spaced(sentence(plan.say, plan.values, language), language) if plan else ""
    return ReturnPage(
        tabs=tabs(links, "return"),
        crumbs=crumbs(links, frame.address, _("Return")),
        title=_title(plan),
        lead=said,
        lab=bool(frame.document["lab"]),
        has_plan=plan is not None,
        pays=plan is not None and plan.say != "return.does_not_pay",
        pays_1y=plan.pays_1y if plan else 0.0,
        pays_3y=plan.pays_3y if plan else 0.0,
        chart=mark_safe(histogram(nets)) if nets else "",  # noqa: S308 - the drawing escapes every word
        mean=_money(plan.mean) if plan else {},
        middle_and_high=_middle_and_high(plan, language),
        chance_any_loss=plan.chance_any_loss if plan else 0.0,
        break_even=plan.break_even_chance if plan else None,
        costs=formats.money(plan.cost_year, language) if plan else "",
        saves=formats.money(plan.saved_year, language) if plan else "",
        gains=[formats.spaced(sentence(code, language=language), language) for code in plan.gains] if plan else [],
        inputs=[_input(one, plan.mean.currency, language) for one in plan.inputs[:5]] if plan else [],
        sliders=sliders,
        profile_href=links.page("profile"),
        quoted=[_quoted(one) for one in figures(language) if one.unit.subject is not Subject.GAIN],
        way=way(links, "return"),
    )


def _quoted(one: FigureText) -> Quoted:
    status = {
        Status.VERIFIED: _("verified"),
        Status.PARTLY_VERIFIED: _("partly verified"),
        Status.NOT_VERIFIED: _("not verified"),
    }[one.unit.status]
    of_guide = one.unit.source.startswith("guide")
    line = _("guide, line %(line)s") if of_guide else _("training programme, line %(line)s")
    return Quoted(one.statement, one.caution, status, line % {"line": one.unit.source_line})


def _title(plan: Plan | None) -> str:
    if plan is None:
        return _("Nothing to weigh up yet")
    return _("Does the next level pay?")


def _money(value: Any) -> dict[str, Any]:
    return {"amount_minor": value.amount_minor, "currency": value.currency}


def _middle_and_high(plan: Plan | None, language: str) -> str:
    if plan is None:
        return ""
    return _("half the years up to %(middle)s, 1 in 20 over %(high)s") % {
        "middle": formats.money(plan.p50, language),
        "high": formats.money(plan.p95, language),
    }


def _input(one: Input, currency: str, language: str) -> InputRow:
    source = formats.spaced(source_in_words(one.source, language), language)
    return InputRow(
        name=input_word(one.id),
        span=_span(one, currency, language),
        bar=mark_safe(strength_bar(one.strength)),  # noqa: S308 - numbers only
        strength=round(one.strength * 100),
        source=_(", ").join((source, one.dated)) if one.dated else source,
    )


def _span(one: Input, currency: str, language: str) -> str:
    if one.unit.startswith("share"):
        low, high = formats.share(one.low, language), formats.share(one.high, language)
        return low if low == high else _("%(low)s to %(high)s") % {"low": low, "high": high}
    if len(one.unit) == 3 and one.unit.isupper():
        least, most = ({"amount_minor": round(value * 100), "currency": one.unit} for value in (one.low, one.high))
        return formats.money_range(least, most, language)
    return formats.number_range(round(one.low, 2), round(one.high, 2), language)


def input_word(name: str) -> str:
    """An input of the model in words; its id where there are none yet."""
    return {
        "incidents_year": _("Costly incidents a year"),
        "cleanup": _("Cleaning up after one incident"),
        "hours_down": _("Hours down in one incident"),
        "revenue_hour": _("Revenue an hour"),
        "hour_of_work": _("Price of an hour of work"),
        "effect": _("Part of them that the plan stops"),
        "work": _("Hours of work, once"),
        "cost_year": _("Price of the plan a year"),
    }.get(name, name.replace("_", " "))
