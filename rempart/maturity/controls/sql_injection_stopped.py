"""Level 2, WAF-01: SQL injection is stopped before PHP runs, shown by attack and twin."""

from rempart.facts.probe import EdgeProbe, FilterProbe
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.maturity.core.filter_rule import judge_bypass, judge_class
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Key, Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side


def judge_filter(fact: FilterProbe) -> Opinion | None:
    return judge_class(fact, "sql_injection")


UNIT = Control(
    id="sql_injection_stopped",
    rows=("WAF-01",),
    dimension=Dimension.WALL,
    level=Level.TWO,
    proof=(Proof.OUTSIDE,),
    scope=Scope.SITE,
    side=Side.HOST,
    title="SQL injection is stopped",
    why="One form that passes its input to the database unchecked can let a stranger read every customer and every password hash. A filter in front stops most such requests before PHP runs.",
    fix=(
        "Prove that the site is yours and start the probe: a few harmless requests, each with a twin.",
        "If they pass, ask the host to switch its firewall on, or put Rempart’s guard in front.",
        "Let the server answer only to the firewall, so that nobody walks around it.",
    ),
    question="How is the firewall configured for our site, and can you show one blocked request from last week?",
    effort=Effort((0.1, 2), (0, 60_000), "project estimate, not measured: in many plans, else a service"),
    source="Guide 1:69; PCI DSS 4.0.1 no. 6.4.2; OWASP WSTG-INPV-05; CWE-89",
    threats=(Against("T05", Part.NECESSARY), Against("T04", Part.PREVENTS)),
    key=Key.OWNERSHIP,
    needs=(Need(FilterProbe, DAY_S, judge_filter), Need(EdgeProbe, DAY_S, judge_bypass)),
    together=True,
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
        "origin_closed": "None of {tried} known addresses behind the front answers directly.",
        "no_origin": "No address behind the front is known.",
    },
)
