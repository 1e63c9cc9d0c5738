"""Your duties for card payments are met and documented (COMP-01)."""

from collections.abc import Mapping

from rempart.facts.fact import Fact
from rempart.facts.profile import Profile
from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side


def applies(newest: Mapping[str, Fact]) -> bool | None:
    """Only who holds card data has these duties; without a profile nobody can tell."""
    profile = newest.get(Profile.kind)
    return profile.holds_card_data if isinstance(profile, Profile) else None


UNIT = Control(
    id="card_data_duties_documented",
    rows=("COMP-01",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Your duties for card payments are met and documented",
    why="Whoever takes cards has signed duties towards the bank, often without knowing it. A document that says which part is yours and which is the host's or the payment provider's keeps a check, or a leak, from becoming a dispute.",
    fix=(
        "Find out with your bank or payment provider which self-assessment questionnaire applies to you, and fill it in.",
        "Get from the host its own attestation of compliance and the table of shared duties.",
        "Send customers to the payment provider's own page where you can, so that card numbers never touch your server.",
        "Have someone other than the author review the papers, once a year.",
    ),
    question="Which duties of PCI DSS do you take over in writing, and which are left to me?",
    effort=Effort(hours=(8, 40), cost_year_minor=(0, 500000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:115, 1:127; PCI DSS 4.0.1 12.5.2, 12.8.5",
    threats=(Against("T25", Part.NECESSARY),),
    key=Key.DOCUMENT,
    applies_when="The business holds card data.",
    applies=applies,
    voided_by=("profile_changed", "host_changed"),
)
