"""The account of the first link has no address of its own until its owner gives one."""

PROVISIONAL = "@first.invalid"  # .invalid never receives mail (RFC 2606)
NO_MAIL = ".invalid"  # stand-in addresses of every kind


def receives(email: str) -> bool:
    """Can anybody receive what is sent there?"""
    return bool(email) and not email.endswith(NO_MAIL)


def is_provisional(email: str) -> bool:
    """Is this the stand-in address of an account that came in by the first link?"""
    return email.endswith(PROVISIONAL)
