"""People who leave lose their access, with a list to tick off (JML-01)."""

from collections.abc import Mapping

from rempart.facts.fact import Fact
from rempart.facts.leavers import Leavers
from rempart.facts.profile import Profile
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.leavers_rule import judge_removed
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side


def applies(newest: Mapping[str, Fact]) -> bool | None:
    """Nobody leaves a firm of one; without a profile nobody can tell."""
    profile = newest.get(Profile.kind)
    return profile.people > 1 if isinstance(profile, Profile) else None


UNIT = Control(
    id="leavers_removed",
    rows=("JML-01",),
    dimension=Dimension.WATCH,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="People who leave lose their access, with a list to tick off",
    why="A forgotten account is a key that nobody misses. A short list, gone through on the last day, fetches them all back.",
    fix=(
        "List where accounts exist: WordPress, host, mail, domain, payment, social media, shared passwords.",
        "Go through it on each last day and each change of job, and write down date and name.",
        "Compare accounts with people once a quarter, contractors and agencies included.",
    ),
    question="Whom do I tell when a colleague leaves, and which access on your side do you then close?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 12000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:76, 2:81; NIST SP 800-53 PS-4",
    threats=(Against("T17", Part.NECESSARY), Against("T16", Part.NECESSARY)),
    key=Key.DOCUMENT,
    applies_when="More than one person works here.",
    applies=applies,
    voided_by=("profile_changed",),
    needs=(Need(Leavers, 2 * DAY_S, judge_removed),),
    says={
        "nobody_left": "Nobody has left yet since this was measured.",
        "still_open": "{open} of {leavers} leavers still have access in a connected system, or nobody can tell.",
        "only_here": "{leavers} leavers lost this console; no other system is connected, so nothing is known of accounts elsewhere.",
        "all_closed": "{leavers} leavers lost this console and {systems} connected systems, each with proof. Systems that are not connected were not looked at.",
    },
)
