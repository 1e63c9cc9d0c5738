"""Level 1, TLS-01: the certificate shown to strangers is one that a browser accepts."""

from rempart.facts.tls_certificate import TlsCertificate
from rempart.maturity.core.control import Against, Control, Effort, Need, Opinion, Part
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension, Level
from rempart.terms.moment import rfc3339
from rempart.terms.scope import Scope, Side
from rempart.terms.state import State

RSA_BITS = 2_048  # the least that public authorities sign (CA/Browser Forum Baseline Requirements 6.1.5)


def judge_certificate(fact: TlsCertificate) -> Opinion:
    """The first fault is told; the fact itself keeps them all."""
    values: dict[str, int | str] = {"name": fact.name, "until": rfc3339(fact.not_after_ms)[:10]}
    if fact.faults:
        return Opinion(State.NOT_MET, fact.faults[0], values)
    if fact.key_type == "rsa" and fact.key_bits < RSA_BITS:
        return Opinion(State.NOT_MET, "weak_key", {"bits": fact.key_bits})
    return Opinion(State.MET, "accepted", values)


UNIT = Control(
    id="tls_certificate_valid",
    rows=("TLS-01",),
    dimension=Dimension.WALL,
    level=Level.ONE,
    proof=(Proof.OUTSIDE,),
    scope=Scope.SITE,
    side=Side.HOST,
    title="Certificate is valid",
    why="A valid certificate is how a visitor’s browser knows that it talks to your site and to nobody in between. With an invalid one, browsers show a full-page warning and many visitors turn back.",
    fix=(
        "Ask the host to issue a certificate for every name of the site, with and without www.",
        "Have the whole chain sent: the certificate and the intermediate one.",
        "Open the site in a private window on a phone: no warning may appear.",
    ),
    question="Is a certificate for all our names included, and who notices when it stops being accepted?",
    effort=Effort((0.2, 2), (0, 10_000), "project estimate, not measured: public ACME authorities charge nothing"),
    source="Guide 1:48; RFC 5280 section 6 (path validation), RFC 9525 (names); PCI DSS 4.0.1 no. 4.2.1",
    threats=(Against("T01", Part.NECESSARY),),
    needs=(Need(TlsCertificate, DAY_S, judge_certificate),),
    outside=True,
    voided_by=("host_changed", "address_changed", "certificate_changed"),
    says={
        "accepted": "{name} shows a certificate that browsers accept, valid until {until}.",
        "expired": "The certificate of {name} ran out on {until}.",
        "not_yet_valid": "The certificate of {name} is dated in the future.",
        "wrong_name": "The certificate shown does not carry the name {name}.",
        "self_signed": "{name} signed its certificate itself; no browser accepts that.",
        "untrusted": "The certificate of {name} comes from an authority that browsers do not know.",
        "incomplete": "{name} does not send the intermediate certificate.",
        "revoked": "The authority has revoked the certificate of {name}.",
        "weak_signature": "The certificate of {name} is signed with a method browsers no longer accept.",
        "weak_key": "The key has {bits} bits; 2048 are the least.",
        "other": "Browsers refuse the certificate of {name}.",
    },
)
