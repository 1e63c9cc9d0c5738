"""Access ends by itself when someone leaves, and the time is measured (JML-02)."""

from collections.abc import Mapping

from rempart.facts.fact import Fact
from rempart.facts.leavers import Leavers
from rempart.facts.profile import Profile
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.leavers_rule import judge_automatic
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side


def applies(newest: Mapping[str, Fact]) -> bool | None:
    """Nobody leaves a firm of one; without a profile nobody can tell."""
    profile = newest.get(Profile.kind)
    return profile.people > 1 if isinstance(profile, Profile) else None


UNIT = Control(
    id="leavers_automatic",
    rows=("JML-02",),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Access ends by itself when someone leaves, and the time is measured",
    why="A list that somebody works through by hand is forgotten on a busy Friday. When the entry in the personnel system withdraws the access, hours are left instead of weeks.",
    fix=(
        "Let the leaving date in the personnel system close accounts, sessions and keys everywhere.",
        "Measure for each leaver the time from the entry to the last closed access, with one day as the most.",
        "Compare once a month the list of accounts with the list of people, and ask about each difference.",
    ),
    question="When one of your people leaves, in how many hours does their access to my systems end?",
    effort=Effort(hours=(8, 40), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:76, 2:81; NIST SP 800-53 AC-2(1), PS-4",
    threats=(Against("T17", Part.NECESSARY), Against("T16", Part.PREVENTS)),
    key=Key.DOCUMENT,
    applies_when="More than one person works here.",
    applies=applies,
    voided_by=("profile_changed",),
    needs=(Need(Leavers, 2 * DAY_S, judge_automatic),),
    says={
        "nobody_left": "Nobody has left yet since this was measured.",
        "still_open": "{open} of {leavers} leavers still have access in a connected system, or nobody can tell.",
        "only_here": "{leavers} leavers lost this console; no other system is connected, so nothing is known of accounts elsewhere.",
        "by_hand": "{by_hand} of {leavers} leavers were entered by hand.",
        "slow": "The slowest of {leavers} leavers kept access for {hours} hours.",
        "automatic": "{leavers} leavers lost this console and {systems} connected systems by themselves, the slowest within {hours} hours. Systems that are not connected were not looked at.",
    },
)
