"""Everyone knows one place to report what looks wrong (MAIL-03)."""

from rempart.facts.mail_reports import MailReports
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.mail_rule import judge_reports
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="report_channel_known",
    rows=("MAIL-03",),
    dimension=Dimension.WATCH,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.OWNER,
    title="Everyone knows one place to report what looks wrong",
    why="The first person to notice is rarely the one on duty. One button or one address, and a thank-you in reply, make a whole company into a sensor.",
    fix=(
        "Set up one address or one button, and put it where people read mail.",
        "Answer each report within a day, also when it was harmless, and thank the person.",
        "Send a test report yourself now and then, and ask three people at random whether they know the place.",
    ),
    question="Where do I report something suspicious to you, and how soon does a person answer?",
    effort=Effort(hours=(1, 3), cost_year_minor=(0, 6000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:239; NIST CSF 2.0 PR.AT-01, DE.AE-06",
    threats=(Against("T13", Part.DETECTS), Against("T14", Part.DETECTS)),
    key=Key.DOCUMENT,
    needs=(Need(MailReports, 90 * DAY_S, judge_reports),),
    says={
        "too_few": "{reports} mails were reported here in the last 90 days; from {asked} on it can be said how they are answered.",
        "answered": "{reports} mails were reported here in the last 90 days, {prompt} of them answered within a day.",
        "answered_late": "{reports} mails were reported here in the last 90 days, {prompt} of them answered within a day; most of them should be.",
    },
)
