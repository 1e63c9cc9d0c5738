"""Level 2, UP-02: an unusual peak of traffic raises an alert."""

from rempart.facts.traffic_peaks import TrafficPeaks
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.watch_rule import judge_peaks
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="traffic_peak_alerted",
    rows=("UP-02",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.OUTSIDE),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Traffic peak raises an alert",
    why="A sudden peak is either good news or the start of a flood. Told early, you can add room or close the tap before the server falls over.",
    fix=(
        "Set an alert at about three times the usual requests per minute, in the panel, the delivery network or the guard.",
        "Name who looks at it, and what may be switched on without asking.",
    ),
    question="Do you tell us about unusual traffic, and from what threshold?",
    effort=Effort(
        (0.5, 2),
        (0, 12_000),
        "project estimate, not measured: a threshold in the host’s panel, the delivery network or the guard",
    ),
    source="Guide 1:68; NIST CSF 2.0 DE.AE-02; ISO/IEC 27001:2022 A.8.16",
    threats=(Against("T09", Part.DETECTS),),
    key=Key.COMPANION,
    voided_by=("host_changed", "edge_changed"),
    needs=(Need(TrafficPeaks, 7 * HOUR_S, judge_peaks),),
    says={
        "not_counted": "Its requests are not counted just now, so nobody would be told.",
        "learning": "Its requests are counted since {days} days; its own rhythm is known after three weeks.",
        "unheard": "{peaks} peaks were told, and nobody took one in hand.",
        "late": "Of {peaks} peaks {missed} were missed, or told after {minutes} min.",
        "told": "{peaks} peaks were told within {minutes} min, and heard.",
        "watched": "Its requests are counted since {days} days and compared with its own rhythm; there was no peak to tell.",
    },
)
