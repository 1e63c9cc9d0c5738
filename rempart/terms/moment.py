"""Moments as milliseconds since 1970 (UTC), and their one printed form: RFC 3339 with milliseconds."""

from datetime import UTC, datetime


def rfc3339(at_ms: int) -> str:
    """`2026-11-21T14:05:00.000Z`."""
    whole = datetime.fromtimestamp(at_ms // 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{whole}.{at_ms % 1000:03d}Z"


def from_rfc3339(text: str) -> int:
    """Milliseconds since 1970. Raises ValueError when the text is no RFC 3339 moment with an offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no time zone; write it with a trailing Z")
    delta = moment.astimezone(UTC) - datetime(1970, 1, 1, tzinfo=UTC)
    return (delta.days * 86_400 + delta.seconds) * 1000 + delta.microseconds // 1000
