"""The process for incidents has been exercised within half a year (SOC-03)."""

from rempart.facts.exercises import Exercises
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.exercise_rule import judge_process
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="incident_process_exercised",
    rows=("SOC-03",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="The process for incidents has been exercised within half a year",
    why="A plan that nobody has tried fails at its first phone number. An exercise finds the missing password and the absent colleague while nothing is burning.",
    fix=(
        "Write one page: who decides, who acts, who tells customers and authorities, how to reach each of them without the usual mail.",
        "Play a case through with everybody named, host included, with a clock running.",
        "Note what went wrong, who mends it by when, and repeat within six months.",
    ),
    question="What is your process when an incident is under way, and when did you last exercise it with a customer?",
    effort=Effort(hours=(6, 16), cost_year_minor=(0, 300000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:128; NIST CSF 2.0 ID.IM-04, RS.MA-01; NIST SP 800-53 IR-3",
    threats=(Against("T12", Part.DETECTS), Against("T23", Part.DETECTS), Against("T25", Part.DETECTS)),
    key=Key.DOCUMENT,
    document_max_age_s=180 * DAY_S,
    needs=(Need(Exercises, 2 * DAY_S, judge_process),),
    says={
        "none_here": "No table-top with the host at the table was held to its end here in the last year.",
        "lately": "The process was played through with the host {days} days ago, and left {better} things to become better.",
        "no_list": "The process was played through with the host {days} days ago, and nothing was written down to become better.",
        "long_ago": "The process was last played through with the host {days} days ago; within 180 days is asked for.",
    },
)
