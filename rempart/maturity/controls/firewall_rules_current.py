"""Level 2, WAF-03: the firewall's rules are brought up to date without anyone's hand."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="firewall_rules_current",
    rows=("WAF-03",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OUTSIDE,),
    scope=Scope.SITE,
    side=Side.HOST,
    title="Firewall rules are current",
    why="A rule set stops the attacks that its authors knew. New plug-in flaws are tried within hours, so a set from last year misses the newest ones.",
    fix=(
        "Ask the host when the rules last changed, and have automatic updates switched on.",
        "If you run the firewall, let it fetch rules every day and report when that fails.",
    ),
    question="Are the firewall’s rules updated automatically, and when was the last time?",
    effort=Effort((0.1, 1), (0, 60_000), "project estimate, not measured: part of a firewall service"),
    source="Guide 1:84; PCI DSS 4.0.1 no. 6.4.2 (kept up to date)",
    threats=(Against("T04", Part.PREVENTS), Against("T06", Part.PREVENTS)),
    key=Key.OWNERSHIP,
    outside=True,
    voided_by=("host_changed", "edge_changed", "ownership_lost"),
)
