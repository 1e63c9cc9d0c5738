"""The certificate the site shows to strangers, and everything a browser would hold against it."""

from collections.abc import Sequence

from rempart.facts.tls_certificate import TlsCertificate
from rempart.scanner.core.certificate import read_certificate
from rempart.scanner.core.collector import Collector, Look
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[TlsCertificate]:
    """One handshake that reads, one that judges the chain."""
    return [read_certificate(await look.handshake(), look.now_ms)]


UNIT = Collector("tls_certificate", 1, (TlsCertificate,), EvidenceClass.OBSERVED, collect, 6 * HOUR_S, 40, 0, order=2)
