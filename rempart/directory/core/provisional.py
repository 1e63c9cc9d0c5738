"""The account of the first link has no address of its own until its owner gives one."""

PROVISIONAL = "@first.invalid"  # .invalid never receives mail (RFC 2606)


def is_provisional(email: str) -> bool:
    """Is this the stand-in address of an account that came in by the first link?"""
    return email.endswith(PROVISIONAL)
