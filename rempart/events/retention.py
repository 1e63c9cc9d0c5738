"""How long the personal payload of an event is kept. The entry itself, which names nobody, stays for good."""

from rempart.events.kind import EventKind

UNTIL_ERASED = 0  # says who the person is: needed as long as they are here, gone with them
SIGN_IN_DAYS = 365  # CNIL, deliberation 2021-122: six months to one year for logs of access
LEAVING_DAYS = 365  # to answer "did I still have access after I left" until the next yearly review
NOTICE_DAYS = 90  # a notice has been read or repeated by then; who received it no longer matters
MEASURING_DAYS = 90  # what a measurement happens to see of people is not its purpose
RUNNING_DAYS = 180  # a break-in is found late: NIST SP 800-92 has three to twelve months for system logs
DEFAULT_DAYS = 365  # an area without a line of its own is treated as a log of access

AREA_DAYS: dict[str, int] = {
    "access": SIGN_IN_DAYS,
    "backup": RUNNING_DAYS,
    "companion": SIGN_IN_DAYS,
    "contest": DEFAULT_DAYS,
    "directory": UNTIL_ERASED,
    "inventory": NOTICE_DAYS,
    "ledger": DEFAULT_DAYS,
    "lifecycle": LEAVING_DAYS,
    "mail": DEFAULT_DAYS,
    "maturity": UNTIL_ERASED,
    "notices": NOTICE_DAYS,
    "people": DEFAULT_DAYS,
    "record": SIGN_IN_DAYS,
    "scanner": MEASURING_DAYS,
    "staging": RUNNING_DAYS,
    "tenants": RUNNING_DAYS,
    "updates": RUNNING_DAYS,
    "upkeep": RUNNING_DAYS,
    "watch": NOTICE_DAYS,
}


def kept_days(kind: EventKind) -> int:
    """What the kind says itself, else its area's; UNTIL_ERASED for no end."""
    return kind.kept_days if kind.kept_days is not None else kept_days_of(kind.name)


def kept_days_of(name: str) -> int:
    """The area's, for a kind that this version no longer knows."""
    return AREA_DAYS.get(name.split(".", 1)[0], DEFAULT_DAYS)
