"""People know the rules that apply to their work (COMP-05, COMP-06)."""

from rempart.facts.house_rules import HouseRules
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.house_rule import judge_known
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="rules_known_by_staff",
    rows=("COMP-05", "COMP-06"),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="People know the rules that apply to their work",
    why="Many breaches of the rules happen because nobody explained them in the words of the job. A short lesson on data protection, your sector's rules and your own policy saves the long letter afterwards.",
    fix=(
        "List the rules that really apply to you, for example GDPR, ISO/IEC 27001 or PIPL, and for each who must know what.",
        "Teach each group its part in twenty minutes, with cases from its own work.",
        "Check with a few questions, and repeat each year or when a rule changes.",
    ),
    question="Which rules do you train your people in, and how do you check that they know them?",
    effort=Effort(hours=(4, 24), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:163, 2:275; NIST CSF 2.0 GV.OC-03, PR.AT-02",
    threats=(Against("T25", Part.PREVENTS),),
    key=Key.DOCUMENT,
    needs=(Need(HouseRules, 2 * DAY_S, judge_known),),
    says={
        "none_here": "No rule of the house is put up here for people to read and confirm.",
        "too_few": "{confirmed} of {people} people confirmed every rule of the house within the year, each with its question; {asked} of a hundred are asked for.",
        "no_law": "{confirmed} of {people} people confirmed every rule of the house within the year; none of these rules says which laws and standards bind you.",
        "known": "{confirmed} of {people} people confirmed every rule of the house within the year, each with its question, the laws that bind you among them.",
    },
)
