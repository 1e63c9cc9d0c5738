"""How fresh a proof of who one is must be before a dangerous action."""

FRESH_S = 300  # five minutes: long enough for one task, short enough that an unlocked screen opens nothing
PROVED_OUTSIDE = "proved_outside_at"  # in the session: when an identity provider says the person last showed it
