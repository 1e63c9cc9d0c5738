"""A certificate replaced by a newer one before it lapsed: the proof that renewal works (TLS-02)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class TlsRenewal(Fact, frozen=True, kw_only=True):
    """`renewals_seen` counts changes of serial in our own record; `days_left_at_last` when the last one came.

    Shares are in percent of the certificate's lifetime: `lifetime_left_percent` now.
    """

    kind: ClassVar[str] = "tls.renewal"

    first_seen_ms: int
    renewals_seen: int
    days_left_at_last: int | None
    lifetime_days: int
    lifetime_left_percent: int
