"""What incidents cost a business, as ranges with their sources: the inputs of the return and of the order by value."""

from collections.abc import Mapping

import msgspec

from rempart.facts.profile import Profile
from rempart.maturity.core.control import Part
from rempart.maturity.core.worth import Input

OURS = "source.ours"  # codes of sentences, so that pages say them in their language
DATED = "2026-08"


class Losses(msgspec.Struct, frozen=True):
    """A threat's part of all incidents, and how its clean-up and its hours of outage compare with the usual."""

    share: float
    cleanup: float
    hours: float


class Economy(msgspec.Struct, frozen=True, kw_only=True):
    """Ranges in whole currency units, hours and incidents a year. Surveys in pounds and dollars are taken one to one."""

    currency: str
    incidents: Input
    cleanup: Input
    hours_down: Input
    revenue_hour: Input
    hour_of_work: Input


# How much of a threat's loss one control takes away, by the part it plays.
EFFECTS: Mapping[Part, tuple[float, float]] = {
    Part.NECESSARY: (0.30, 0.60),
    Part.PREVENTS: (0.15, 0.35),
    Part.DETECTS: (0.05, 0.15),
}
MOST = 0.90  # no set of controls removes more of a threat's loss than this
# Shares follow the sources in outline (91 % of flaws in plug-ins, most breaches by mail); the figures are ours.
LOSSES: Mapping[str, Losses] = {
    "T01": Losses(0.03, 0.1, 0.5),
    "T02": Losses(0.08, 0.8, 0.6),
    "T03": Losses(0.05, 1.0, 0.6),
    "T04": Losses(0.20, 1.0, 1.0),
    "T05": Losses(0.05, 1.2, 1.0),
    "T06": Losses(0.02, 0.5, 1.0),
    "T07": Losses(0.12, 1.4, 1.2),
    "T08": Losses(0.03, 1.0, 1.0),
    "T09": Losses(0.05, 0.1, 1.5),
    "T10": Losses(0.08, 0.2, 0.8),
    "T11": Losses(0.03, 1.0, 3.0),
    "T12": Losses(0.03, 3.0, 4.0),
    "T13": Losses(0.03, 1.0, 0.3),
    "T14": Losses(0.06, 1.2, 0.2),
    "T15": Losses(0.01, 6.0, 0.0),
    "T16": Losses(0.02, 1.5, 0.3),
    "T17": Losses(0.01, 1.0, 0.3),
    "T18": Losses(0.02, 1.5, 1.0),
    "T19": Losses(0.02, 1.0, 0.8),
    "T20": Losses(0.02, 0.1, 2.0),
    "T21": Losses(0.01, 0.3, 1.5),
    "T22": Losses(0.01, 3.0, 1.0),
    "T23": Losses(0.005, 1.0, 0.5),
    "T24": Losses(0.005, 4.0, 2.0),
    "T25": Losses(0.01, 3.0, 0.0),
}


def economy(profile: Profile | None) -> Economy:
    """The base rates, with the owner's own figure for an hour of revenue where it was told."""
    hour = (profile.revenue_hour_minor or 0) / 100 if profile is not None else 0.0
    told = profile is not None and profile.revenue_hour_minor is not None
    # A yearly chance p of at least one incident is a rate of -ln(1 - p): 0.10, 0.39 and 0.89. The UK survey of 2025
    # (43 %) lies between the last two.
    return Economy(
        currency=profile.currency if profile is not None else "EUR",
        incidents=Input(
            id="incidents_year",
            low=0.10,
            likely=0.39,
            high=0.89,
            unit="a year",
            source="source.incidents",
            dated="2025",
        ),
        cleanup=Input(
            id="cleanup",
            low=300,
            likely=1_342,
            high=6_000,
            unit="money an incident",
            source="source.cleanup",
            dated="2025",
        ),
        hours_down=Input(
            id="hours_down",
            low=0.5,
            likely=5,
            high=24,
            unit="hours an incident",
            source="source.hours_down",
            dated=DATED,
        ),
        revenue_hour=Input(
            id="revenue_hour",
            low=hour * 0.5,
            likely=hour,
            high=hour * 1.5,
            unit="money an hour",
            source="source.profile" if told else "source.not_told",
            dated=DATED,
        ),
        hour_of_work=Input(
            id="hour_of_work", low=30, likely=50, high=90, unit="money an hour", source=OURS, dated=DATED
        ),
    )
