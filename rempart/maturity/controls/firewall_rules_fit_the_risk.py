"""The firewall's rules fit your own risk (WAF-04)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="firewall_rules_fit_the_risk",
    rows=("WAF-04",),
    dimension=Dimension.WALL,
    level=Level.FOUR,
    proof=(Proof.OWN_DEFENCE,),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="The firewall's rules fit your own risk",
    why="Ready-made rules know the average site, and an attacker who has chosen yours knows where it differs. Rules for your own forms, roles and countries close what the average leaves open.",
    fix=(
        "List what is special about your site: own forms, member areas, interfaces, who signs in from where.",
        "Write a rule for each, first only watching, then blocking once a week has shown no wrong hits.",
        "Note why each rule exists and when it is looked at again, and test it from outside.",
    ),
    question="Can I adapt the firewall's rules to my own risk, and who writes and tests them?",
    effort=Effort(hours=(4, 16), cost_year_minor=(0, 120000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:116, 1:158; NIST SP 800-53 SC-7; PCI DSS 4.0.1 6.4.2",
    threats=(Against("T05", Part.PREVENTS), Against("T24", Part.PREVENTS)),
    key=Key.OWNERSHIP,
    outside=True,
    voided_by=("edge_changed", "host_changed", "profile_changed"),
)
