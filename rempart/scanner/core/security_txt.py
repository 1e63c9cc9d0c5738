"""Reads security.txt (RFC 9116): whom to tell about a weakness."""

from rempart.facts.http_disclosure import SecurityTxt
from rempart.terms.moment import from_rfc3339

ABSENT = SecurityTxt(is_present=False, contacts=(), expires_at_ms=None, faults=())
MAX_CONTACTS = 10
MAX_CONTACT = 300  # characters of one contact kept
MAX_LINES = 1_000
YEAR_MS = 366 * 86_400_000  # RFC 9116 2.5.5: less than a year into the future is recommended
SCHEMES = ("mailto:", "https://", "tel:")


def read_security_txt(text: str, now_ms: int) -> SecurityTxt:
    """The fact about a file that is there; absent when the text holds no field at all (a friendly error page)."""
    fields = _fields(text)
    if not fields:
        return ABSENT
    contacts = [value for name, value in fields if name == "contact"]
    faults = [] if contacts else ["no_contact"]
    if any(not value.lower().startswith(SCHEMES) for value in contacts):
        faults.append("bad_contact")
    expires, wrong = _expires([value for name, value in fields if name == "expires"], now_ms)
    kept = tuple(value[:MAX_CONTACT] for value in contacts[:MAX_CONTACTS])
    return SecurityTxt(is_present=True, contacts=kept, expires_at_ms=expires, faults=(*faults, *wrong))


def _fields(text: str) -> list[tuple[str, str]]:
    """Name and value pairs; comments, the lines of a signature and anything like HTML left out."""
    if text.lstrip()[:1] == "<":
        return []
    found = []
    for line in text.splitlines()[:MAX_LINES]:
        if line.startswith("-----BEGIN PGP SIGNATURE"):
            break
        name, colon, value = line.partition(":")
        if colon and not line.startswith("#") and value.strip() and name.strip().lower() in KNOWN:
            found.append((name.strip().lower(), value.strip()))
    return found


KNOWN = frozenset(
    {
        "contact",
        "expires",
        "encryption",
        "acknowledgments",
        "preferred-languages",
        "canonical",
        "policy",
        "hiring",
        "csaf",
    }
)


def _expires(values: list[str], now_ms: int) -> tuple[int | None, list[str]]:
    if not values:
        return None, ["no_expires"]
    if len(values) > 1:
        return None, ["two_expires"]
    try:
        at_ms = from_rfc3339(values[0].upper())
    except (ValueError, OverflowError):
        return None, ["bad_expires"]
    if at_ms <= now_ms:
        return at_ms, ["expired"]
    return at_ms, ["far_expires"] if at_ms > now_ms + YEAR_MS else []
