"""The lessons of the year have been taken (AWR-13, AWR-04)."""

from rempart.facts.learning import Learning
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.learning_rule import judge_hours
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="lesson_hours_done",
    rows=("AWR-13", "AWR-04"),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="The lessons of the year have been taken",
    why="Twelve hours a year in portions of twenty minutes keep the subject alive without filling a day. Lessons alone change little, and together with drills they give people words for what they see.",
    fix=(
        "Spread the lessons over the year, with new cases and flaws as they come.",
        "Give working time for them, and let people choose the order.",
        "Count hours for each team, and ask after each lesson what could be left out.",
    ),
    question="How many hours of security training did the people who look after my site have this year?",
    effort=Effort(hours=(12, 14), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:161, 2:176; NIST CSF 2.0 PR.AT-01, PR.AT-02",
    threats=(Against("T14", Part.PREVENTS), Against("T13", Part.PREVENTS)),
    key=Key.DOCUMENT,
    needs=(Need(Learning, 2 * DAY_S, judge_hours),),
    says={
        "none_here": "Nobody has taken a lesson here yet.",
        "all_hours": "All {people} people had the {asked} minutes that are asked for in a year.",
        "some_hours": "{reached} of {people} people had the {asked} minutes that are asked for in a year; half of all had {median} or more.",
    },
)
