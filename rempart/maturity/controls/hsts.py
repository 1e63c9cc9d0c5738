"""Advice, THR-02: browsers are told to use HTTPS only, for at least half a year."""

from rempart.facts.http_headers import HttpHeaders
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

LEAST_DAYS = 180  # what common judges of headers ask for; the preload list asks for a year


def judge_hsts(fact: HttpHeaders) -> Opinion:
    """The check of the header decides; the lifetime says what is wrong. Zero tells browsers to forget (RFC 6797)."""
    judged = next((check.state for check in fact.checks if check.check == "hsts"), None)
    days = (fact.hsts_max_age_s or 0) // DAY_S
    if judged is State.MET:
        return Opinion(State.MET, "kept" if days else "preloaded", {"days": days})
    if judged not in (State.NOT_MET, State.PARTIAL):
        return Opinion(State.UNKNOWN, "not_seen")
    if not fact.hsts_max_age_s:
        return Opinion(State.NOT_MET, "absent" if fact.hsts_max_age_s is None else "withdrawn")
    if days < LEAST_DAYS:
        return Opinion(State.PARTIAL, "short", {"days": days})
    return Opinion(State.NOT_MET, "ignored")


UNIT = Control(
    id="hsts",
    rows=("THR-02",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    mandatory=False,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.BOTH,
    title="Browsers are told to keep HTTPS",
    why="Without this header, the first request of each visit may go out in the clear, and someone on the same network can catch it there. With it, the browser refuses plain HTTP by itself.",
    fix=(
        "Make sure that HTTPS works on every page first.",
        "Send Strict-Transport-Security: max-age=300 for a day, then raise it to 31536000.",
        "Add includeSubDomains only when every subdomain has HTTPS.",
    ),
    question="Can you send the Strict-Transport-Security header for our site?",
    effort=Effort((0.1, 1), (0, 0), "project estimate, not measured: one header, once HTTPS works on every page"),
    source="RFC 6797 sections 6.1 and 11.2; OWASP WSTG-CONF-07",
    threats=(Against("T01", Part.PREVENTS),),
    needs=(Need(HttpHeaders, DAY_S, judge_hsts),),
    voided_by=("host_changed", "address_changed"),
    says={
        "kept": "Browsers are told to keep HTTPS for {days} days.",
        "short": "Browsers are told to keep HTTPS for {days} days; 180 are the least.",
        "withdrawn": "The header tells browsers to forget HTTPS (max-age=0).",
        "not_seen": "The header could not be judged: no page answered over HTTPS.",
        "preloaded": "Browsers know the site as HTTPS only, by their built-in list.",
        "ignored": "A header is sent, but browsers ignore it as it stands.",
        "absent": "No Strict-Transport-Security header is sent.",
    },
)
