"""Level 2, WAF-02: many calls packed into one XML-RPC request are stopped, or the door is closed."""

from rempart.facts.probe import EdgeProbe, FilterProbe
from rempart.facts.wordpress_exposure import WordPressXmlrpc
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.maturity.core.filter_rule import judge_class, refute_by_bypass
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


def judge_filter(fact: FilterProbe) -> Opinion | None:
    return judge_class(fact, "xmlrpc")


def judge_door(fact: WordPressXmlrpc) -> Opinion | None:
    return None if fact.is_open else Opinion(State.MET, "closed")


UNIT = Control(
    id="xmlrpc_abuse_stopped",
    rows=("WAF-02",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OUTSIDE,),
    scope=Scope.SITE,
    side=Side.HOST,
    title="XML-RPC abuse is stopped",
    why="One request to xmlrpc.php can try hundreds of passwords or make your site attack another. Few sites still need that door.",
    fix=(
        "If no app and no Jetpack uses it, close xmlrpc.php on the server.",
        "Prove that the site is yours and start the probe: a few harmless requests, each with a twin.",
        "If they pass, ask the host to switch its firewall on, or put Rempart’s guard in front.",
        "Let the server answer only to the firewall, so that nobody walks around it.",
    ),
    question="Do you close xmlrpc.php, or limit what one request may do there?",
    effort=Effort((0.1, 2), (0, 60_000), "project estimate, not measured: in many plans, else a service"),
    source="Guide 1:20, 1:69; OWASP ASVS 5.0 chapter V6 (automated guessing); CWE-307",
    threats=(Against("T06", Part.NECESSARY), Against("T02", Part.PREVENTS)),
    key=Key.OWNERSHIP,
    needs=(
        Need(FilterProbe, DAY_S, judge_filter),
        Need(WordPressXmlrpc, DAY_S, judge_door),
        Need(EdgeProbe, DAY_S, refute_by_bypass),
    ),
    outside=True,
    voided_by=("host_changed", "address_changed", "edge_changed", "ownership_lost"),
    says={
        "all_blocked": "All {sent} attack requests were stopped; their harmless twins passed.",
        "some_blocked": "Attack requests stopped: {blocked} of {sent}.",
        "none_blocked": "None of {sent} attack requests was stopped.",
        "identification_only": "Only requests that name Rempart are stopped; the attacks themselves pass.",
        "twin_blocked": "{twins} of {sent} harmless twins were stopped too, so the probe cannot tell attack from visit.",
        "none_sent": "No attack request was sent.",
        "walked_around": "Of {tried} known addresses behind the front, {open} answered directly: the filter can be walked around.",
        "closed": "xmlrpc.php does not answer at all.",
    },
)
