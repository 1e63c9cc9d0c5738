"""The return page's figures: the recorded economy, moved by sliders, weighed anew; nothing is recorded."""

from collections.abc import Mapping
from contextlib import suppress

import msgspec
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.design.drawing.bars import Histogram
from rempart.directory.store.models import Site
from rempart.maturity.actions.judge_site import assess_site, profile_of
from rempart.maturity.core.economy import Economy, economy
from rempart.maturity.core.returns import Case, spread
from rempart.maturity.core.sayings import source_in_words
from rempart.maturity.core.value import plan_case, weigh
from rempart.maturity.core.worth import Input, Plan
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.web.present import Frame
from rempart.maturity.web.present_return import Slider, input_word

MOVABLE = ("incidents", "cleanup", "hours_down", "revenue_hour", "hour_of_work")
REACH = 4.0  # a slider goes up to this many times the recorded top of the range


def weighed(site: Site, wish: Mapping[str, str], frame: Frame) -> tuple[Plan | None, list[Slider], Histogram | None]:
    """The plan under the wished figures, and the sliders that show them. A figure that cannot be read is left as it was."""
    profile = profile_of(site)
    recorded = economy(profile)
    world = recorded
    for name in MOVABLE:
        with suppress(ValueError):
            world = _moved(world, name, float(wish.get(name, "").replace(",", ".")))
    found, controls = assess_site(site), catalogue().controls
    worth = weigh(found, controls, profile, given=world)
    sliders = [_slider(name, getattr(recorded, name), getattr(world, name), frame.language) for name in MOVABLE]
    case = plan_case(found, controls, world)
    return worth.plan, sliders, _histogram(case, world.currency, frame.language) if case is not None else None


def _histogram(case: Case, currency: str, language: str) -> Histogram:
    """The net results of the same futures, with marks at both ends and at nothing."""
    nets = spread(case)
    ends = {
        value: formats.money({"amount_minor": round(value * 100), "currency": currency}, language)
        for value in (nets.low, nets.high)
    }
    marks = ((nets.low, ends[nets.low]), (0.0, "0"), (nets.high, ends[nets.high]))
    name = _("Net result after three years, from %(low)s to %(high)s") % {
        "low": ends[nets.low],
        "high": ends[nets.high],
    }
    return Histogram(nets.counts, nets.low, nets.high, marks, name)


def _moved(world: Economy, name: str, likely: float) -> Economy:
    """The range keeps its shape around the wished middle. Raises ValueError for a figure out of reach."""
    old: Input = getattr(world, name)
    if not 0 <= likely <= _top(old):
        raise ValueError(name)
    factor = likely / old.likely if old.likely else 1.0
    low, high = (old.low * factor, old.high * factor) if old.likely else (0.0, likely)
    fresh = msgspec.structs.replace(
        old, low=low, likely=likely, high=max(high, likely), source=_("your figure"), dated=""
    )
    return msgspec.structs.replace(world, **{name: fresh})


def _top(one: Input) -> float:
    return max(one.high * REACH, 100.0 if one.high == 0 else 0.0)


def _slider(name: str, recorded: Input, now: Input, language: str) -> Slider:
    top = _top(recorded)
    return Slider(
        id=f"s-{name}",
        name=name,
        label=input_word(recorded.id),
        low="0",
        high=f"{top:g}",
        step=f"{top / 200:g}",
        value=f"{now.likely:g}",
        help=formats.spaced(source_in_words(recorded.source, language), language),
    )
