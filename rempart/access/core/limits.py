"""How long things of signing in live, in one place."""

from rempart.terms.duration import DAY_S, HOUR_S, MINUTE_S

IDLE_S = 2 * HOUR_S  # a session nobody uses ends
ABSOLUTE_S = 12 * HOUR_S  # a working day; then the person signs in again whatever they do
SEEN_EVERY_S = 60  # how exact "last seen" is: one write a minute and session, not one a page
BIND_WITHIN_S = 60  # a session is bound to its browser by the answer that made it
KEEP_ENDED_S = 30 * DAY_S  # ended sessions stay listed so long
FORGET_BROWSER_S = 180 * DAY_S  # a browser unseen for so long is a new one again
BROWSER_COOKIE_S = 400 * DAY_S  # the longest a browser keeps a cookie (RFC 6265bis)

CODE_DIGITS = 8
CODE_S = 10 * MINUTE_S
CODE_TRIES = 5
CODES_KEPT_S = 2 * HOUR_S
CODES_ASKED = "5/h/key,60/h/ip"  # a mailbox is not to be flooded; an office shares one address
CODES_TRIED = "120/h/ip"

SEALS_TRIED = "10/h/ip"  # the sealed secret has 198 bits: this is for the log, not for its strength

WINDOW_S = 10 * MINUTE_S  # failures are counted in windows of so long
MANY_FAILURES = 20  # of one account or address in a window: somebody is trying

LETTER_TRIES = 5
LETTER_DEAD_S = DAY_S  # a letter that could not be sent for a day is worth nothing any more
LETTER_PAUSE_S = 30  # before the second try; doubled each time
