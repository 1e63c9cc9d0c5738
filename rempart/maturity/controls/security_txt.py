"""Advice, THR-02: whoever finds a flaw knows where to tell it (RFC 9116)."""

from rempart.facts.http_disclosure import SecurityTxt
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

SHOWN = 3  # faults in one sentence; the fact keeps them all


def judge_security_txt(fact: SecurityTxt) -> Opinion:
    """Contact and Expires are the two fields that RFC 9116 requires."""
    if not fact.is_present:
        return Opinion(State.NOT_MET, "absent")
    if not fact.contacts:
        return Opinion(State.NOT_MET, "no_contact")
    if fact.faults:
        return Opinion(State.PARTIAL, "faulty", {"count": len(fact.faults), "faults": ", ".join(fact.faults[:SHOWN])})
    if fact.expires_at_ms is None:
        return Opinion(State.PARTIAL, "no_expiry")
    return Opinion(State.MET, "published", {"contacts": len(fact.contacts), "until": rfc3339(fact.expires_at_ms)[:10]})


UNIT = Control(
    id="security_txt",
    rows=("THR-02",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    mandatory=False,
    proof=(Proof.OUTSIDE, Proof.COMPANION),
    scope=Scope.SITE,
    side=Side.OWNER,
    title="An address for reports is published",
    why="People who find a flaw often want to tell you, and give up when they find no address. A small text file at a fixed place lets them.",
    fix=(
        "Write /.well-known/security.txt with a Contact and an Expires line.",
        "Let the mailbox reach a person, also during holidays.",
        "Put the expiry date, a year at most, in the calendar.",
    ),
    question="May we place files under /.well-known/ on our site?",
    effort=Effort((0.1, 0.5), (0, 0), "project estimate, not measured: one text file"),
    source="RFC 9116 sections 2.5.3 and 2.5.5; ISO/IEC 29147:2018",
    threats=(Against("T05", Part.DETECTS),),
    needs=(Need(SecurityTxt, DAY_S, judge_security_txt),),
    voided_by=("host_changed",),
    says={
        "published": "The file holds until {until}; contacts named: {contacts}.",
        "absent": "No security.txt was found.",
        "no_contact": "The file names no contact.",
        "no_expiry": "The file has no readable expiry date.",
        "faulty": "The file has faults ({count}): {faults}.",
    },
)
