"""The servers serve you alone (ISO-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="dedicated_servers",
    rows=("ISO-03",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.HOST,
    side=Side.HOST,
    title="The servers serve you alone",
    why="On a shared machine the last wall is software that strangers run on too. Servers of your own take the neighbour out of the picture.",
    fix=(
        "Ask for servers, or at least hosts of virtual machines, that carry no other customer.",
        "Have it written into the contract, with the storage and the backup system included.",
        "Check on the machine that nobody else's accounts, disks or addresses are there.",
    ),
    question="Are the servers, the storage and the backup system used by me alone?",
    effort=Effort(hours=(8, 24), cost_year_minor=(240000, 2400000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:133; NIST SP 800-53 SC-7(21)",
    threats=(Against("T08", Part.PREVENTS), Against("T24", Part.NECESSARY)),
    key=Key.DOCUMENT,
    voided_by=("host_changed", "address_changed"),
)
