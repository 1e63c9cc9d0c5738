"""Advice, ISO-01: it is known whether the server is shared, and with how much of it."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="hosting_kind_known",
    rows=("ISO-01",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    mandatory=False,
    proof=(Proof.OUTSIDE, Proof.COMPANION, Proof.DOCUMENT),
    scope=Scope.HOST,
    side=Side.HOST,
    title="Kind of hosting is known",
    why="On shared hosting, many accounts use one machine, and a break-in next door may reach yours. Knowing it is the first step to asking how accounts are kept apart.",
    fix=(
        "Ask the host whether the plan is shared, a virtual server or a dedicated one.",
        "Upload the contract or the plan’s description and have it reviewed.",
    ),
    question="Is our site on a shared server, and how are the accounts on it kept apart?",
    effort=Effort((0.1, 0.5), (0, 0), "project estimate, not measured: one question to the host"),
    source="Guide 1:49; ISO/IEC 27017:2015 CLD.9.5.1 (segregation in virtual environments)",
    threats=(Against("T08", Part.DETECTS),),
    key=Key.DOCUMENT,
    voided_by=("host_changed",),
)
