"""Each step of a payment has one owner and leaves a record (LOG-04, PAY-03)."""

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
    id="steps_owned_and_recorded",
    rows=("LOG-04", "PAY-03"),
    dimension=Dimension.WATCH,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Each step of a payment has one owner and leaves a record",
    why="Order, check, execution and review by the same hands is one step with four names. When each has its owner, from finance, compliance and security, a forgery has to pass them all.",
    fix=(
        "Name one owner and one deputy for each of the four steps: order, verify, execute, review.",
        "Let the system record who did which step and when, and refuse that one person does two.",
        "Review a sample of the records each month, the urgent ones always.",
    ),
    question="Who on your side owns each step when you change or pay something on my behalf?",
    effort=Effort(hours=(4, 16), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:255, 2:262; NIST SP 800-53 AC-5, AU-12",
    threats=(Against("T15", Part.NECESSARY), Against("T16", Part.DETECTS)),
    key=Key.DOCUMENT,
    applies_when="The business moves money.",
    applies=applies,
    voided_by=("profile_changed",),
)
