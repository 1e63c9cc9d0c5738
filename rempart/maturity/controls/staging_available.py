"""There is a test copy of the site (STG-01)."""

from rempart.facts.fire_drill import FireDrill
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.drill_rule import judge_copy
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="staging_available",
    rows=("STG-01",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="There is a test copy of the site",
    why="Trying an update on the live site means that your customers find the mistake first. A copy lets you break things where nobody is buying.",
    fix=(
        "Ask your host for a staging copy, or make one from the newest backup.",
        "Keep it behind a sign-in and out of search engines, and let it send no mail and take no payment.",
        "Refresh it from the live site before each trial, with personal data masked.",
    ),
    question="Can I create a staging environment for tests, and what does it cost?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 18000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:93, 1:108; NIST SP 800-53 CM-4(1)",
    threats=(Against("T10", Part.NECESSARY),),
    key=Key.COMPANION,
    voided_by=("host_changed",),
    needs=(Need(FireDrill, 35 * DAY_S, judge_copy),),
    says={
        "no_copy": "A working copy of the site could not be made from the newest backup.",
        "leaks": "A copy was made, but it was open to strangers or had a way out.",
        "stays": "A copy was made and tried, but something of it could not be deleted.",
        "copied": "A masked copy stood in {seconds} s, {pages} pages of it worked, nothing got out of it, and it is gone.",
    },
)
