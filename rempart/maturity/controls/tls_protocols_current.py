"""Level 1, TLS-01: only TLS 1.2 and 1.3 answer, and no weak suite."""

from rempart.facts.tls_protocols import TlsProtocols
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

CURRENT = frozenset({"TLSv1.2", "TLSv1.3"})


def judge_protocols(fact: TlsProtocols) -> Opinion:
    """Older versions first: they weigh more than a weak suite."""
    if not fact.accepted:
        return Opinion(State.UNKNOWN, "none_answered")
    old = sorted(set(fact.accepted) - CURRENT)
    if old:
        return Opinion(State.NOT_MET, "old", {"versions": ", ".join(old)})
    if fact.weak_suites:
        return Opinion(State.NOT_MET, "weak", {"count": len(fact.weak_suites), "first": fact.weak_suites[0]})
    if not fact.has_forward_secrecy:
        return Opinion(State.PARTIAL, "no_forward_secrecy")
    return Opinion(State.MET, "current", {"versions": ", ".join(sorted(fact.accepted))})


UNIT = Control(
    id="tls_protocols_current",
    rows=("TLS-01",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.OUTSIDE,),
    scope=Scope.SITE,
    side=Side.HOST,
    title="Only current TLS versions answer",
    why="Old versions and weak suites let someone on the way read or alter traffic that looks encrypted. No browser in use still needs them.",
    fix=(
        "Allow TLS 1.2 and 1.3 only, on the server and on the delivery network in front of it.",
        "Remove suites with RC4, 3DES, NULL, export or anonymous keys.",
        "Prefer suites with ECDHE, so that a stolen key does not open recorded traffic.",
    ),
    question="Which TLS versions and suites does our site accept, and who keeps the list current?",
    effort=Effort(
        (0.2, 2), (0, 0), "project estimate, not measured: one setting of the server or the delivery network"
    ),
    source="Guide 1:48; RFC 8996 (TLS 1.0 and 1.1 retired), RFC 9325 sections 3.1 and 4; PCI DSS 4.0.1 no. 4.2.1",
    threats=(Against("T01", Part.NECESSARY),),
    needs=(Need(TlsProtocols, DAY_S, judge_protocols),),
    outside=True,
    voided_by=("host_changed", "address_changed"),
    says={
        "current": "{versions} answer, without a weak suite.",
        "old": "Outdated versions still answer: {versions}.",
        "weak": "Weak suites are accepted ({count}), first {first}.",
        "no_forward_secrecy": "A key stolen later would open traffic recorded today: no forward secrecy.",
        "none_answered": "No version answered the look.",
    },
)
