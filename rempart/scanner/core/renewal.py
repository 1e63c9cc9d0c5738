"""Counts how often a certificate was replaced, from what was seen before and what is seen now."""

from rempart.facts.tls_certificate import TlsCertificate
from rempart.facts.tls_renewal import TlsRenewal

DAY_MS = 86_400_000


def count_renewals(
    now: TlsCertificate, before: TlsCertificate | None, record: TlsRenewal | None, now_ms: int
) -> TlsRenewal:
    """One more when the serial changed to a certificate that lasts longer; negative days mean it had lapsed."""
    seen = record.renewals_seen if record else 0
    left = record.days_left_at_last if record else None
    if before is not None and before.serial != now.serial and now.not_after_ms > before.not_after_ms:
        seen += 1
        left = (before.not_after_ms - now_ms) // DAY_MS
    lifetime = max(now.not_after_ms - now.not_before_ms, 1)
    return TlsRenewal(
        first_seen_ms=record.first_seen_ms if record else now_ms,
        renewals_seen=seen,
        days_left_at_last=left,
        lifetime_days=lifetime // DAY_MS,
        lifetime_left_percent=max(0, min(100, (now.not_after_ms - now_ms) * 100 // lifetime)),
    )
