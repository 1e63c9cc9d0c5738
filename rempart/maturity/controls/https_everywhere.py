"""Level 1, TLS-01: every visit ends on HTTPS, and the page loads nothing in the clear."""

from rempart.facts.http_front import HttpFront
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State


def judge_front(fact: HttpFront) -> Opinion:
    """A closed plain port is as good as a redirect; another site's HTTPS says nothing of this one."""
    if not fact.encrypted:
        return Opinion(State.NOT_MET, "no_https")
    if fact.ends == "loop":
        return Opinion(State.ERROR, "loop", {"steps": len(fact.plain)})
    if fact.ends == "http" or fact.encrypted[-1].url.startswith("http://"):
        return Opinion(State.NOT_MET, "plain", {"url": fact.final_url})
    if fact.ends == "https_other_site":
        return Opinion(State.UNKNOWN, "elsewhere", {"url": fact.final_url})
    if fact.mixed:
        return Opinion(State.PARTIAL, "mixed", {"count": len(fact.mixed), "first": fact.mixed[0]})
    return Opinion(State.MET, "closed" if fact.ends == "closed" else "redirected", {"url": fact.final_url})


UNIT = Control(
    id="https_everywhere",
    rows=("TLS-01",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.OUTSIDE,),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="HTTPS on every page",
    why="A page sent in the clear can be read and changed by anyone on the way, session cookies included. One forgotten redirect or one image over http is enough.",
    fix=(
        "Redirect every http:// address to the same address on https:// with status 301 or 308.",
        "Set both addresses in the general settings of WordPress to https://.",
        "Replace http:// addresses in posts and theme, for example with wp search-replace.",
    ),
    question="Are all requests sent to HTTPS by the server itself, or must we set that up?",
    effort=Effort((0.2, 4), (0, 0), "project estimate, not measured: one redirect, and old addresses in the content"),
    source="Guide 1:19, 1:48; RFC 9110 section 4.2.2 (https); OWASP ASVS 5.0 chapter V12 (secure communication)",
    threats=(Against("T01", Part.NECESSARY),),
    needs=(Need(HttpFront, DAY_S, judge_front),),
    outside=True,
    voided_by=("host_changed", "address_changed"),
    says={
        "redirected": "Plain visits are led to {url}.",
        "closed": "Nothing answers in the clear; the site opens at {url}.",
        "no_https": "Nothing answers over HTTPS.",
        "plain": "A visit ends in the clear, at {url}.",
        "mixed": "The page loads parts in the clear ({count}), first {first}.",
        "elsewhere": "Visits are led to another site, {url}; measure that one.",
        "loop": "Redirects go round in a circle ({steps} steps); no page was reached.",
    },
)
