"""Moments as feeds write them: RFC 3339, a date, or a date and a time without a zone, which is UTC."""

from datetime import UTC, datetime

TEXT_MAX = 40
LEAST_MS, MOST_MS = 946_684_800_000, 4_102_444_800_000  # 2000 to 2100: anything else is a mistake


def moment_ms(text: object) -> int | None:
    """None for what is no moment."""
    if not isinstance(text, str) or len(text) > TEXT_MAX:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        whole = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        at_ms = round(whole.timestamp() * 1_000)
    except (ValueError, OverflowError, OSError):
        return None
    return at_ms if LEAST_MS <= at_ms <= MOST_MS else None
