"""You know how fast a flood is answered (DDOS-03)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="flood_answer_time_known",
    rows=("DDOS-03",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OUTSIDE, Proof.DOCUMENT),
    scope=Scope.HOST,
    side=Side.HOST,
    title="You know how fast a flood is answered",
    why="Between the first wave and the filter the site is down, and those minutes or hours are yours. A figure in writing lets you judge whether your business can wait that long.",
    fix=(
        "Ask your host for the time from first wave to filter, in minutes, and whether it starts by itself.",
        "Have it written into the contract or the service description, and upload that page as a document.",
        "Ask someone other than the author to read it and confirm what it promises.",
    ),
    question="How fast can you mitigate a flood, and does that start without a call from me?",
    effort=Effort(hours=(0.5, 2), cost_year_minor=(0, 0), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:109; NIST CSF 2.0 RS.MA-01",
    threats=(Against("T09", Part.DETECTS),),
    key=Key.DOCUMENT,
    voided_by=("host_changed", "edge_changed"),
)
