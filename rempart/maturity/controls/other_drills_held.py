"""Drills other than mail have been held within the year (AWR-05, AWR-14)."""

from rempart.facts.exercises import Exercises
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.exercise_rule import judge_others
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="other_drills_held",
    rows=("AWR-05", "AWR-14"),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Drills other than mail have been held within the year",
    why="A bad archive, a leak from inside, an open cloud folder: each feels different from a phishing mail. Who has lived through one in a drill hesitates at the right moment.",
    fix=(
        "Hold at least two a year from: archive test, leak from inside, cloud folder left open, red against blue.",
        "Tell staff beforehand that drills exist and that nobody is punished for a click.",
        "Thank whoever reports, count reports by team, and teach what was missed within the week.",
    ),
    question="Do your people take part in drills, and may ours take part in them too?",
    effort=Effort(hours=(6, 24), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:132, 2:162; NIST CSF 2.0 PR.AT-01, ID.IM-02",
    threats=(Against("T13", Part.NECESSARY), Against("T14", Part.PREVENTS)),
    key=Key.DOCUMENT,
    needs=(Need(Exercises, 2 * DAY_S, judge_others),),
    says={
        "none_here": "No drill of the room was held to its end here in the last year.",
        "enough": "{kinds} kinds of drills beside mail were held in the last year, {asked} are asked for; {people} people took part.",
        "one_kind": "{kinds} of {asked} kinds of drills beside mail was held in the last year.",
    },
)
