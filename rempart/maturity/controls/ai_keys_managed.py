"""Keys for AI tools are kept, limited and renewed (MAIL-05)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="ai_keys_managed",
    rows=("MAIL-05",),
    dimension=Dimension.WATCH,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Keys for AI tools are kept, limited and renewed",
    why="A key pasted into a page or a script works for whoever finds it, and the bill and the data are yours. Keys with an owner, a limit and an end date do little harm when they leak.",
    fix=(
        "List the AI tools in use with their keys, owners and the data they may see.",
        "Keep keys in a secret store, never in code, pages or chats, with a limit on spending and rights.",
        "Renew them every 90 days and on each departure, and search your code and site for forgotten ones.",
    ),
    question="Which AI services does my site or your support use with my data, and who holds the keys?",
    effort=Effort(hours=(2, 8), cost_year_minor=(0, 24000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:142; NIST CSF 2.0 PR.AA-01",
    threats=(Against("T03", Part.PREVENTS), Against("T18", Part.PREVENTS)),
    key=Key.DOCUMENT,
)
