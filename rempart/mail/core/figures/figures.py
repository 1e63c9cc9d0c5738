"""The figures of one campaign. Headline: reports. Clicks only beside the difficulty of the mail, by people alone."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from rempart.mail.core.figures.cuts import FLOOR, cuts
from rempart.mail.core.figures.intervals import Difference, Share, difference, share
from rempart.mail.core.figures.outcome import Outcome


def is_too_few(people: int, minimum: int) -> bool:
    """Nothing is told of so few."""
    return people < max(FLOOR, minimum)


def figures(outcomes: Sequence[Outcome], minimum: int, *, with_cuts: bool) -> dict[str, Any]:
    """As it is kept and told; everything but `people` is missing where they are too few. Cuts come once it is fixed."""
    people = len(outcomes)
    if is_too_few(people, minimum):
        return {"people": people, "too_few": True}
    clicked = [one for one in outcomes if one.is_clicked]
    reported = [one for one in outcomes if one.is_reported]
    return {
        "people": people,
        "too_few": False,
        "reported": asdict(share(len(reported), people)),
        "clicked": asdict(share(len(clicked), people)),
        "reported_first": asdict(share(sum(one.is_reported_first for one in reported), people)),
        "first_report_s": _first_s(reported),
        "median_report_s": _median_s(reported),
        "report_came_first": _came_first(outcomes),
        "groups": _groups(outcomes, minimum),
        "cuts": [asdict(one) for one in cuts(outcomes, minimum)] if with_cuts else [],
    }


def _first_s(reported: Sequence[Outcome]) -> float | None:
    after = [one.reported_after_ms for one in reported if one.reported_after_ms is not None]
    return round(min(after) / 1_000, 1) if after else None


def _median_s(reported: Sequence[Outcome]) -> float | None:
    after = [one.reported_after_ms for one in reported if one.reported_after_ms is not None]
    return round(median(after) / 1_000, 1) if after else None


def _came_first(outcomes: Sequence[Outcome]) -> bool | None:
    """Was the organisation warned before anybody clicked? None where neither happened."""
    clicks = [one.clicked_at_ms for one in outcomes if one.clicked_at_ms is not None]
    reports = [one.reported_at_ms for one in outcomes if one.reported_at_ms is not None]
    if not reports:
        return False if clicks else None
    return not clicks or min(reports) <= min(clicks)


def _groups(outcomes: Sequence[Outcome], minimum: int) -> dict[str, Any]:
    """Both groups, where neither is small. Until the teaching page both got the same: a difference here is chance."""
    control = [one for one in outcomes if one.is_control]
    taught = [one for one in outcomes if not one.is_control]
    if is_too_few(len(control), minimum) or is_too_few(len(taught), minimum):
        return {}
    return {
        name: {"clicked": asdict(_clicks(group)), "people": len(group)}
        for name, group in (("taught", taught), ("control", control))
    }


def _clicks(group: Sequence[Outcome]) -> Share:
    return share(sum(one.is_clicked for one in group), len(group))


@dataclass(frozen=True, slots=True)
class Effect:
    """Of the teaching page, on the next drill that each person got. `verdict`: too_few, none (no measurable effect),
    fewer or more clicks than in the control group."""

    verdict: str
    taught: Share
    control: Share
    difference: Difference | None


def effect(taught: tuple[int, int], control: tuple[int, int], minimum: int) -> Effect:
    """(clicks, people) of each side: everybody as they were drawn, whether or not they saw the page."""
    first, second = share(*taught), share(*control)
    found = difference(first, second)
    if found is None or is_too_few(first.n, minimum) or is_too_few(second.n, minimum):
        return Effect("too_few", first, second, None)
    if not found.is_measurable:
        return Effect("none", first, second, found)
    return Effect("fewer" if found.by < 0 else "more", first, second, found)
