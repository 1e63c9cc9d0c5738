"""Renewals of the certificate, counted in our own record: that one came is the only proof that they come."""

from collections.abc import Sequence

from rempart.facts.tls_certificate import TlsCertificate
from rempart.facts.tls_renewal import TlsRenewal
from rempart.scanner.core.certificate import read_certificate
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.renewal import count_renewals
from rempart.terms.duration import HOUR_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[TlsRenewal]:
    """The handshake is the one that `tls_certificate` made; the run remembers it."""
    now = read_certificate(await look.handshake(), look.now_ms)
    before, record = look.previous(TlsCertificate), look.previous(TlsRenewal)
    assert before is None or isinstance(before, TlsCertificate)
    assert record is None or isinstance(record, TlsRenewal)
    return [count_renewals(now, before, record, look.now_ms)]


UNIT = Collector("tls_renewal", 1, (TlsRenewal,), EvidenceClass.OBSERVED, collect, 6 * HOUR_S, 40, 0, order=3)
