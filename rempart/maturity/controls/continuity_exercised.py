"""Going on after a failure has been exercised (BCP-01, BCP-03)."""

from rempart.facts.continuity_exercise import ContinuityExercise
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.drill_rule import judge_exercise
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="continuity_exercised",
    rows=("BCP-01", "BCP-03"),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Going on after a failure has been exercised",
    why="A plan for continuity that was never played is an opinion. An exercise with restore, return of a bad change and the first steps by hand shows what really comes back, and when.",
    fix=(
        "Write down what must run again first, what can wait, and how you sell or answer meanwhile.",
        "Exercise it twice a year: restore a backup, take back a change, reach everyone without mail.",
        "Note times and surprises, and change the plan the same week.",
    ),
    question="When did you last exercise the loss of a server or a data centre, and may I see the result?",
    effort=Effort(hours=(8, 32), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:217, 2:285; NIST SP 800-53 CP-2, CP-4",
    threats=(Against("T11", Part.DETECTS), Against("T20", Part.DETECTS)),
    key=Key.DOCUMENT,
    document_max_age_s=180 * DAY_S,
    needs=(Need(ContinuityExercise, 180 * DAY_S, judge_exercise),),
    says={
        "not_back": "In the last exercise with an alarm the copy of the site did not come back: {step}.",
        "late": "In the last exercise with an alarm the site was back after {minutes} min; {target} min were promised.",
        "played": "In an exercise with an alarm somebody noticed after {noticed} min and decided after {decided} min; the site was back after {minutes} min in all. Not shown: first steps by hand, taking a change back, reaching everyone without mail.",
        "played_updates": "In an exercise with an alarm somebody noticed after {noticed} min and decided after {decided} min; the site was back after {minutes} min in all, and {tried} updates were tried on it. Not shown: first steps by hand, reaching everyone without mail.",
    },
)
