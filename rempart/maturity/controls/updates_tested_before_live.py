"""Updates are tried on the copy before they go live (STG-02)."""

from rempart.facts.updates_practice import UpdatesPractice
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.updates_rule import judge_tried
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="updates_tested_before_live",
    rows=("STG-02",),
    dimension=Dimension.WALL,
    level=Level.THREE,
    proof=(Proof.OWN_DEFENCE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="Updates are tried on the copy before they go live",
    why="Plug-ins and themes work on each other in ways their makers never tried, so an update can break the checkout or bring in a flaw. An hour on the copy is cheaper than an evening without orders.",
    fix=(
        "Apply each update to the test copy first, then look at the front page, the sign-in, a form and the checkout.",
        "Compare with a picture of the pages before the update, by hand or with a tool.",
        "Only then update the live site, with a fresh backup, and do not let security updates wait longer than two days for it.",
    ),
    question="Are updates tested on a copy before they reach my live site, and who looks at the result?",
    effort=Effort(hours=(1, 4), cost_year_minor=(0, 36000), source="Rempart's estimate, 2026, not measured"),
    source="guide 1:93; NIST CSF 2.0 PR.PS-02; NIST SP 800-53 CM-4(1)",
    threats=(Against("T10", Part.NECESSARY), Against("T04", Part.PREVENTS)),
    key=Key.COMPANION,
    voided_by=("host_changed",),
    needs=(Need(UpdatesPractice, 7 * DAY_S, judge_tried),),
    says={
        "tried": "{tried} updates were tried on a copy in {days} days, {held_back} of them held back; {applied} went live after that, {returned} of them went back by themselves. Nothing changed without a trial.",
        "passed_by": "{passed_by} parts of the site changed in {days} days without having been tried on a copy.",
        "none_tried": "No update was tried on a copy in {days} days.",
        "long_ago": "The newest trial is more than 30 days old.",
        "unseen": "{tried} updates were tried, but nobody sees which parts the live site has: what was not tried would not be noticed.",
    },
)
