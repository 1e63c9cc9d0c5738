"""The ownership token: where it may stand, and how it is compared."""

import hmac

PATH = "/.well-known/rempart.txt"
RECORD = "rempart-site="
MAX_LINES = 1_000  # of a file that should have one


def names(host: str) -> tuple[str, ...]:
    """Whose TXT records count. `www.` may be spoken for by the name it stands before, which is in the same hands."""
    return tuple(dict.fromkeys((host, host.removeprefix("www."))))


def holds(text: str, token: str) -> bool:
    """Is one line of the text the token, with or without the words before it?"""
    return any(_same(line.strip().strip('"'), token) for line in text.splitlines()[:MAX_LINES])


def _same(told: str, token: str) -> bool:
    told = told.removeprefix(RECORD)
    return hmac.compare_digest(told.encode("utf-8", "replace"), token.encode("utf-8", "replace"))
