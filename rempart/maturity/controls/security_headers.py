"""Advice, THR-02: the other headers that tell browsers what to refuse."""

from rempart.facts.http_headers import HttpHeaders
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

OWN_CONTROLS = frozenset({"hsts", "redirection"})  # judged as hsts and https_everywhere
FAILING = frozenset({State.NOT_MET, State.PARTIAL})


def judge_headers(fact: HttpHeaders) -> Opinion:
    """One weak header makes it partial; the fact names the finding of each."""
    seen = [c for c in fact.checks if c.check not in OWN_CONTROLS and c.state is not State.NOT_APPLICABLE]
    good = sum(c.state is State.MET for c in seen)
    bad = sorted(c.check for c in seen if c.state in FAILING)
    if bad:
        values: dict[str, int | str] = {"good": good, "count": len(seen), "missing": ", ".join(bad)}
        return Opinion(State.PARTIAL, "some", values) if good else Opinion(State.NOT_MET, "none", values)
    if not good or good < len(seen):
        return Opinion(State.UNKNOWN, "not_seen")
    return Opinion(State.MET, "all", {"count": good})


UNIT = Control(
    id="security_headers",
    rows=("THR-02",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    mandatory=False,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="Security headers are set",
    why="These headers tell the browser which scripts to run, who may frame the page and where cookies may go. They limit the damage when a plug-in lets foreign script in.",
    fix=(
        "Start with X-Content-Type-Options: nosniff, a frame rule and Referrer-Policy.",
        "Give session cookies Secure, HttpOnly and SameSite.",
        "Try a Content-Security-Policy in report-only mode for a week before it is enforced.",
    ),
    question="Can we set response headers ourselves, and which do you send already?",
    effort=Effort(
        (1, 8), (0, 0), "project estimate, not measured: quick but for a content security policy, which takes trials"
    ),
    source="OWASP WSTG-CONF-12, WSTG-CLNT-09; OWASP ASVS 5.0 chapter V3; W3C CSP Level 3",
    threats=(Against("T05", Part.PREVENTS),),
    needs=(Need(HttpHeaders, DAY_S, judge_headers),),
    voided_by=("host_changed", "address_changed"),
    says={
        "all": "All {count} header checks pass.",
        "some": "{good} of {count} header checks pass; open: {missing}.",
        "none": "None of the {count} header checks pass; open: {missing}.",
        "not_seen": "Not every header could be judged.",
    },
)
