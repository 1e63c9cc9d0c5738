"""The five levels of the wall and the five steps of the watch: for whom, against what, what stays open, what to ask."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rempart.maturity.web.links import Item, crumbs, tabs
from rempart.maturity.web.present import Frame
from rempart.maturity.web.stones import proven_of


@dataclass(frozen=True, slots=True)
class LevelText:
    """One level; `marks` say whether it is proven or needed here."""

    title: str
    marks: list[str]
    is_open: bool
    for_whom: str
    protects: tuple[str, ...]
    residual: tuple[str, ...]
    hidden_cost: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LevelsPage:
    """Everything levels.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    wall: list[LevelText]
    watch: list[LevelText]


def levels_page(frame: Frame) -> LevelsPage:
    """The catalogue of levels, with the place of this site in it."""
    return LevelsPage(
        tabs=tabs(frame.links, ""),
        crumbs=crumbs(frame.links, frame.address, _("Levels")),
        title=_("What each level is for, and what it leaves open"),
        lead=_(
            "Each level stands on the ones below it. The highest is not the best: the one that fits the business is."
        ),
        lab=bool(frame.document["lab"]),
        wall=[_level(frame, "wall", level) for level in range(1, 6)],
        watch=[_level(frame, "watch", level) for level in range(1, 6)],
    )


def _level(frame: Frame, dimension: str, level: int) -> LevelText:
    text, proven = frame.texts.step(dimension, level), proven_of(frame.document, dimension)
    needed = frame.document["level"][dimension]["needed"]
    name = _("Level %(level)s, %(name)s") if dimension == "wall" else _("Step %(level)s, %(name)s")
    marks = [_("proven here")] if level == proven else []
    marks += [_("needed here")] if level == needed else []
    return LevelText(
        title=name % {"level": level, "name": text.name},
        marks=marks,
        is_open=bool(marks) or (proven == 0 and level == 1),
        for_whom=text.for_whom,
        protects=text.protects,
        residual=text.residual,
        hidden_cost=text.hidden_cost,
        questions=text.questions,
    )
