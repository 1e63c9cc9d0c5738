"""Every device is known and checked before it is let in (ZT-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="every_device_verified",
    rows=("ZT-01",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.OUTSIDE, Proof.OWN_DEFENCE),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="Every device is known and checked before it is let in",
    why="The right person on an infected laptop still brings the intruder along. A device that is known, up to date and encrypted is half of the proof.",
    fix=(
        "Give each device that may administer the site a certificate of its own, and refuse all others.",
        "Check at every sign-in that the system is up to date and the disk encrypted.",
        "Withdraw the certificate on the day a device is lost or handed back, and try once that it is then refused.",
    ),
    question="Do you accept administration only from known and healthy devices, on your side as well?",
    effort=Effort(hours=(8, 40), cost_year_minor=(60000, 600000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:132; NIST SP 800-207 section 2.1; NIST CSF 2.0 PR.AA-03",
    threats=(Against("T03", Part.NECESSARY), Against("T24", Part.NECESSARY)),
    key=Key.OWNERSHIP,
    outside=True,
    exercise_exists=True,
    voided_by=("edge_changed", "host_changed"),
)
