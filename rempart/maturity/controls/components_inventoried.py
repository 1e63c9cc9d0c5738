"""All components are listed with their versions (INV-01)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="components_inventoried",
    rows=("INV-01",),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="All components are listed with their versions",
    why="Nobody can repair what nobody knows is there. A list made by a machine, with each version and its owner, turns the next warning into a search of seconds.",
    fix=(
        "Let a tool list core, plug-ins, themes, libraries, services and programs of the server, each with its version.",
        "Name an owner for each, and remove what has none.",
        "Renew the list each day, and compare it with the flaws that are published.",
    ),
    question="Can you give me a list of all components of my hosting with their versions, as a CycloneDX file for example?",
    effort=Effort(hours=(2, 10), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:100, 2:105; NIST CSF 2.0 ID.AM-02; NIST SP 800-53 CM-8",
    threats=(Against("T19", Part.NECESSARY), Against("T04", Part.DETECTS)),
    key=Key.COMPANION,
    document_max_age_s=90 * DAY_S,
    voided_by=("components_changed",),
)
