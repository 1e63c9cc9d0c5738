"""The source of a payment order is verified, not how credible it sounds (PAY-02, PAY-04)."""

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
    id="payment_source_verified",
    rows=("PAY-02", "PAY-04"),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="The source of a payment order is verified, not how credible it sounds",
    why="A forgery sounds right; that is its purpose. What it cannot do is answer when you call the number that you have always had.",
    fix=(
        "Keep a list of numbers for call-backs, changed only by two people and never from a message.",
        "Call back for each new payee, each changed account and each urgent order, whatever voice or face asked.",
        "Write on the order who called whom and when, before it is carried out.",
    ),
    question="How would you verify an order that claims to come from my company?",
    effort=Effort(hours=(2, 8), cost_year_minor=(0, 12000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:254, 2:261; NIST SP 800-53 IA-2",
    threats=(Against("T15", Part.NECESSARY),),
    key=Key.DOCUMENT,
    applies_when="The business moves money.",
    applies=applies,
    voided_by=("profile_changed",),
)
