"""Level 2, UP-01: an outage raises an alert, seen from outside."""

from rempart.facts.outage_alarm import OutageAlarm
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.watch_rule import judge_alarm
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="outage_alerted",
    rows=("UP-01",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.OUTSIDE),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="Outage raises an alert",
    why="Many owners hear of an outage from a customer, hours later. A watcher outside the host tells within minutes, also when the whole host is dark.",
    fix=(
        "Let a watcher on another network fetch the front page every minute or two.",
        "Send its alert over a way that does not depend on the site, to two people.",
        "Fire one test alarm a week and see that it arrives.",
    ),
    question="Do you alert us when our site is down, and from where do you look?",
    effort=Effort(
        (0.2, 1),
        (0, 12_000),
        "project estimate, not measured: a watcher outside the host, free for one site in many places",
    ),
    source="Guide 1:68; ISO/IEC 27001:2022 A.8.16 (monitoring); NIST CSF 2.0 DE.CM-01",
    threats=(Against("T09", Part.DETECTS), Against("T01", Part.DETECTS), Against("T20", Part.DETECTS)),
    key=Key.OWNERSHIP,
    outside=True,
    voided_by=("host_changed",),
    needs=(Need(OutageAlarm, 13 * HOUR_S, judge_alarm),),
    says={
        "unwatched": "Nothing looks at whether this site answers.",
        "seldom": "Looked at every {minutes} minutes; an outage is then told late.",
        "silent": "Nobody could look just now, so nobody would shout.",
        "never_rung": "Looked at every {minutes} min from {places} places, but no alarm rang within a week: whether one is heard, nobody knows.",
        "ringing": "An alarm rings; nobody has taken it in hand yet.",
        "unheard": "The last alarm rang, and nobody took it in hand.",
        "alerted": "Looked at every {minutes} min from {places} places, {outside} of them in another network; the last alarm was heard within {heard_minutes} min.",
    },
)
