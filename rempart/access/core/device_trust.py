"""How far a device is trusted, and what may be done only from a trusted one."""

from collections.abc import Collection
from enum import IntEnum

from rempart.directory.core.roles import Permission as P
from rempart.directory.core.standing import Standing


class Trust(IntEnum):
    """Ordered. A device without a certificate in force is UNKNOWN whatever its row says."""

    UNKNOWN = 0
    KNOWN = 1  # somebody who manages devices has seen whose it is
    MANAGED = 2  # the organisation itself sets it up and keeps it up to date


# What lets others in, lets data out, or takes a protection away.
DANGEROUS = frozenset(
    {
        P.REMOVE_SITE,
        P.MANAGE_MEMBERS,
        P.MANAGE_ORGANISATION,
        P.CONSENT,
        P.EXPORT_RECORD,
        P.HOLD_RECORD,
        P.MANAGE_OUTLETS,
        P.MANAGE_TOKENS,
        P.MANAGE_DEVICES,
        P.MANAGE_SIGN_IN,
        P.GRANT_PRIVILEGE,
        P.REVIEW_ACCESS,
        P.MANAGE_LEAVERS,
        P.MANAGE_CONNECTORS,
        P.RESTORE,
        P.MANAGE_BACKUPS,
        P.OPERATE,
    }
)


def is_meant(standing: Standing, roles: Collection[str]) -> bool:
    """Does a rule for these roles (none = every role) bind this standing? What is lent is always bound."""
    if not roles or (standing.role is not None and standing.role.value in roles):
        return True
    return any(grant.via for grant in standing.grants)


def withheld(standing: Standing, least: Trust, roles: Collection[str], shown: Trust) -> frozenset[P]:
    """What a member may not do from a device of trust `shown`."""
    if shown >= least or not is_meant(standing, roles):
        return frozenset()
    held = frozenset().union(*(grant.permissions for grant in standing.grants))
    return held & DANGEROUS
