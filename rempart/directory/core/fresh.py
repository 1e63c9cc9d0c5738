"""How fresh a proof of who one is must be before a dangerous action."""

FRESH_S = 300  # five minutes: long enough for one task, short enough that an unlocked screen opens nothing
