"""How long to wait before asking a silent system again, and when to shout."""

PAUSES_S = (1, 2, 5, 10, 30, 60, 120, 300)  # then every five minutes: a leaver's access is not given up on
LEASE_MS = 120_000  # a killed worker's job is taken over after that; a call takes 15 s at most
WARN_AFTER_MS = 3_000  # of silence: one lost packet is no alarm
SHOUT_AFTER_MS = 15 * 60 * 1_000


def pause_ms(tries: int) -> int:
    """After that many failed tries."""
    return PAUSES_S[min(max(tries, 1), len(PAUSES_S)) - 1] * 1_000


def alarm_for(silent_ms: int) -> int:
    """0 none, 1 somebody should act today, 2 somebody should act now."""
    if silent_ms >= SHOUT_AFTER_MS:
        return 2
    return 1 if silent_ms >= WARN_AFTER_MS else 0
