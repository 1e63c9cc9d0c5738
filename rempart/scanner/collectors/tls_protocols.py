"""The protocol versions and cipher suites the server accepts, as sslyze finds them."""

from collections.abc import Sequence

from rempart.facts.tls_protocols import TlsProtocols
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.protocols import read_report
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[TlsProtocols]:
    """One run of the tool; its own connections are its own manners (five at once)."""
    return [read_report(await look.tls_report())]


UNIT = Collector("tls_protocols", 1, (TlsProtocols,), EvidenceClass.OBSERVED, collect, DAY_S, 130, 0, order=1)
