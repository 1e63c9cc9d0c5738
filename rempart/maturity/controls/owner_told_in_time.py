"""Level 2, DET-02: the owner is told before a finding becomes a major incident."""

from rempart.facts.told_in_time import ToldInTime
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.watch_rule import judge_told
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="owner_told_in_time",
    rows=("DET-02",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.OUTSIDE),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Owner is told in time",
    why="A finding that waits in a panel until Monday has become an incident by then. The time from finding to a person who reads it is what counts.",
    fix=(
        "Leave two ways to reach you, one of which works at night.",
        "Give a level to each kind of alert, so that the urgent ones stand out.",
        "Send a test alert and note the minutes until someone confirms it.",
    ),
    question="When you notice something suspicious, whom do you tell, how, and within how many minutes?",
    effort=Effort((0.2, 1), (0, 0), "project estimate, not measured: addresses, and one test a week"),
    source="Guide 1:73; NIST CSF 2.0 RS.CO-02; ISO/IEC 27001:2022 A.5.26",
    threats=(Against("T02", Part.DETECTS), Against("T07", Part.DETECTS)),
    key=Key.OWNERSHIP,
    voided_by=("host_changed", "profile_changed"),
    needs=(Need(ToldInTime, 2 * DAY_S, judge_told),),
    says={
        "nothing_rang": "No alarm has rung yet, so nobody knows how soon one is heard.",
        "nobody": "{rung} alarms rang, and nobody took one in hand.",
        "some_missed": "{missed} of {rung} alarms were never taken in hand.",
        "late": "All {rung} alarms were heard, the slowest after {minutes} min.",
        "in_time": "All {heard} alarms were heard, the slowest after {minutes} min.",
    },
)
