"""No service account has a weak or shared password (AUTH-05)."""

from rempart.facts.service_credentials import ServiceCredentials
from rempart.maturity.core.control import Against, Control, Effort, Need, Part
from rempart.maturity.core.credentials_rule import judge_credentials
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side

UNIT = Control(
    id="no_weak_service_passwords",
    rows=("AUTH-05",),
    dimension=Dimension.WATCH,
    level=Level.ONE,
    proof=(Proof.OWN_DEFENCE, Proof.DOCUMENT),
    scope=Scope.ORGANISATION,
    side=Side.BOTH,
    title="No service account has a weak or shared password",
    why="Accounts that no person uses keep their first password for years, and often open everything. An intruder tries exactly these first.",
    fix=(
        "List the accounts that programs use: database, file transfer, backup, scheduled tasks, interfaces.",
        "Give each its own long random password or key, and close sign-in by password where a key will do.",
        "Change each when someone who knew it leaves, and remove accounts that nobody can explain.",
    ),
    question="Which service accounts exist on my server, and how are their passwords made and changed?",
    effort=Effort(hours=(1, 6), cost_year_minor=(0, 12000), source="Rempart's estimate, 2026, not measured"),
    source="awareness text 2:31, 2:37; NIST CSF 2.0 PR.AA-01; NIST SP 800-53 IA-5",
    threats=(Against("T02", Part.PREVENTS), Against("T22", Part.PREVENTS)),
    key=Key.AGENT,
    voided_by=("host_changed",),
    needs=(Need(ServiceCredentials, 2 * DAY_S, judge_credentials),),
    says={
        "found": "Credentials of programs need care: {weak} weak, {reused} used twice, {never} never changed, {overdue} older than agreed.",
        "nothing_listed": "No service account is listed yet, so nothing is known of their passwords.",
        "not_seen": "{looked_at} credentials were looked at and nothing was found; of {unknown} nobody here has seen the password. A reviewed document can show the rest.",
    },
)
