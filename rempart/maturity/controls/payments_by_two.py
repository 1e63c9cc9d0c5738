"""Every transfer takes two people, and nobody is above that (PAY-01, PAY-04)."""

from collections.abc import Mapping

from rempart.facts.fact import Fact
from rempart.facts.profile import Profile
from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side


def applies(newest: Mapping[str, Fact]) -> bool | None:
    """Only who moves money has payments to protect; without a profile nobody can tell."""
    profile = newest.get(Profile.kind)
    return profile.moves_money if isinstance(profile, Profile) else None


UNIT = Control(
    id="payments_by_two",
    rows=("PAY-01", "PAY-04"),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Every transfer takes two people, and nobody is above that",
    why="A single person under pressure can be talked into much, above all by the director's voice. Two people with a second factor each need two mistakes, and the rule protects whoever says no.",
    fix=(
        "Set the bank access so that one person enters and another releases, each with a signature or a one-time code.",
        "Write down that orders from above skip nothing, and have the management sign it.",
        "If you are alone, use a delay of 24 hours with a notice on a second channel instead.",
    ),
    question="Do changes of bank details and refunds on your side take two people as well?",
    effort=Effort(hours=(4, 12), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:254, 2:259; NIST SP 800-53 AC-3(2)",
    threats=(Against("T15", Part.NECESSARY),),
    key=Key.DOCUMENT,
    applies_when="The business moves money.",
    applies=applies,
    voided_by=("profile_changed",),
)
