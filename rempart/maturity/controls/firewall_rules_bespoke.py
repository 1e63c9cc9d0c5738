"""The firewall allows only what your site really uses (WAF-05)."""

from rempart.maturity.core.control import Against, Control, Effort, Part
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="firewall_rules_bespoke",
    rows=("WAF-05",),
    dimension=Dimension.WALL,
    level=Level.FIVE,
    proof=(Proof.OWN_DEFENCE,),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="The firewall allows only what your site really uses",
    why="A list of bad requests always misses the next one. Rules made for your site alone, which describe what is right and refuse the rest, do not need to know the attack.",
    fix=(
        "Record a week of real use, and describe for each page which methods, fields and values are right.",
        "Refuse everything else, first only noting it, and look at each note with the people concerned.",
        "Renew the description with each release, and attack it from outside before it goes live.",
    ),
    question="Are the firewall's rules written for my site alone, and are they renewed with each release?",
    effort=Effort(hours=(24, 80), cost_year_minor=(120000, 1800000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:133; NIST SP 800-53 SC-7(5)",
    threats=(Against("T05", Part.PREVENTS), Against("T24", Part.PREVENTS)),
    key=Key.OWNERSHIP,
    outside=True,
    exercise_exists=True,
    voided_by=("edge_changed", "host_changed", "components_changed"),
)
