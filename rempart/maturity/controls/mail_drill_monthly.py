"""A mail drill is held every month, and reports are what counts (AWR-15)."""

from rempart.facts.mail_drill import MailDrill
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.mail_rule import judge_drill
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="mail_drill_monthly",
    rows=("AWR-15",),
    dimension=Dimension.WATCH,
    level=Level.TWO,
    proof=(Proof.OWN_DEFENCE, Proof.AGENT, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="A mail drill is held every month, and reports are what counts",
    why="Reading about phishing changes little; having met it and reported it does more. What is measured is how many report and how fast, never who clicked.",
    fix=(
        "Tell staff and their representatives what is done, why, and that nobody is punished.",
        "Send one drill a month at different times to everybody, with texts of known difficulty; take no passwords.",
        "Thank each report, show the signs of the mail afterwards, and follow the share of reports by team.",
    ),
    question="Does your support staff take part in mail drills, and what share reports them?",
    effort=Effort(hours=(2, 6), cost_year_minor=(0, 60000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:239; NIST CSF 2.0 PR.AT-01; NIST TN 2276",
    threats=(Against("T14", Part.NECESSARY),),
    key=Key.DOCUMENT,
    document_max_age_s=35 * DAY_S,
    needs=(Need(MailDrill, 35 * DAY_S, judge_drill),),
    says={
        "none_sent": "No mail of the newest drill was accepted.",
        "sent": "Of the newest drill {accepted} of {meant} mails were accepted.",
        "sent_to_some": "Of the newest drill {accepted} of {meant} mails were accepted; most of them should be.",
    },
)
