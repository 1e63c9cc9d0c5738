"""What users do on the site is recorded (LOG-01)."""

from rempart.facts.companion_activity import CompanionActivity
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

CHANGES = frozenset({"user", "role", "plugin", "theme", "option", "export", "file", "core"})


def judge_activity(fact: CompanionActivity) -> Opinion:
    """Met only once a sign-in and a change have really arrived in the record, and nothing was lost on the way."""
    if fact.gaps:
        return Opinion(State.PARTIAL, "gaps", {"gaps": fact.gaps})
    seen = frozenset(fact.kinds_seen)
    if "signin" not in seen or not seen & CHANGES:
        return Opinion(State.UNKNOWN, "nothing_yet", {"hours": fact.hours_recorded})
    return Opinion(State.MET, "arrives", {"kinds": len(seen), "hours": fact.hours_recorded})


UNIT = Control(
    id="user_activity_recorded",
    rows=("LOG-01",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION, Proof.AGENT),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="What users do on the site is recorded",
    why="After an incident the first question is who did what, and when. Sign-ins, changes of rights, edits and exports on record answer it in minutes instead of never.",
    fix=(
        "Record sign-ins and failed tries, new users, changes of roles, plug-in and theme changes, edits and exports.",
        "Keep with each entry the time, the account and the address it came from, and no passwords.",
        "Tell your staff what is recorded, why, and for how long.",
    ),
    question="Do you record what users do on the site, and can I read that record myself?",
    effort=Effort(hours=(2, 6), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:114; NIST CSF 2.0 PR.PS-04; NIST SP 800-53 AU-2, AU-12",
    threats=(Against("T02", Part.DETECTS), Against("T06", Part.DETECTS), Against("T16", Part.DETECTS)),
    key=Key.COMPANION,
    needs=(Need(CompanionActivity, DAY_S, judge_activity),),
    voided_by=("host_changed",),
    says={
        "arrives": "{kinds} kinds of doings have arrived in the record within {hours} hours, without a gap.",
        "gaps": "{gaps} times in the last 30 days something was gone before it reached the record.",
        "nothing_yet": "For {hours} hours it has been recorded; a sign-in and a change have not both arrived yet.",
    },
)
