"""How the sides of a contest stand, from its rows. Sides alone: nobody's own points exist."""

from dataclasses import dataclass

from rempart.contest.actions import live
from rempart.contest.core import score
from rempart.contest.core.score import Score
from rempart.contest.store.models import Camp, Contest, Found, Guarded, Hinted


@dataclass(frozen=True, slots=True)
class Line:
    """One side on the board. `found` and `closed` are how many weaknesses."""

    place: int
    side: Camp
    score: Score
    found: int
    closed: int


def board(contest: Contest) -> list[Line]:
    """The best first."""
    units = live.weaknesses()
    points = {name: one.points for name, one in units.items()}
    levels = {name: one.level for name, one in units.items()}
    sides = {one.uid: one for one in contest.camp_set.order_by("pk")}
    found: dict[int, list[tuple[int, bool]]] = {}
    for side, weakness, is_first in Found.objects.filter(contest=contest).values_list("side", "weakness", "is_first"):
        found.setdefault(side, []).append((points.get(weakness, 0), is_first))
    hints: dict[int, int] = {}
    for side, weakness in Hinted.objects.filter(side__contest=contest).values_list("side", "weakness"):
        hints[side] = hints.get(side, 0) + score.HINT_PER_LEVEL * levels.get(weakness, 0)
    minutes: dict[int, dict[str, int]] = {}
    closed: dict[int, int] = {}
    for row in Guarded.objects.filter(side__contest=contest):
        minutes.setdefault(row.side_id, {})[row.weakness] = row.minutes
        closed[row.side_id] = closed.get(row.side_id, 0) + row.is_closed
    scores = {
        uid: Score(
            score.attack(found.get(side.pk, ())), score.defence(minutes.get(side.pk, {}), points, contest.minutes),
            hints.get(side.pk, 0),
        )
        for uid, side in sides.items()
    }  # fmt: skip
    return [
        Line(place, sides[uid], scores[uid], len(found.get(sides[uid].pk, ())), closed.get(sides[uid].pk, 0))
        for place, uid in score.order(scores)
    ]
