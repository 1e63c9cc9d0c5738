"""Roles as sets of fine permissions, deny by default (acceptance section 12; scoping by team comes with sign-in)."""

from enum import StrEnum


class Permission(StrEnum):
    """area.verb: what an account may do in one organisation."""

    READ = "directory.read"
    ADD_SITE = "directory.add_site"
    REMOVE_SITE = "directory.remove_site"
    MANAGE_HOSTS = "directory.manage_hosts"
    MANAGE_MEMBERS = "directory.manage_members"
    MANAGE_ORGANISATION = "directory.manage_organisation"
    MANAGE_PEOPLE = "directory.manage_people"
    MEASURE = "scanner.measure"
    CONSENT = "scanner.consent"
    CLAIM = "maturity.claim"
    DESCRIBE = "maturity.describe"
    REVIEW = "maturity.review"
    ACCEPT_RISK = "maturity.accept_risk"
    APPROVE = "maturity.approve"
    READ_PROOF = "maturity.read_proof"
    PUBLISH = "maturity.publish"
    READ_RECORD = "record.read"
    EXPORT_RECORD = "record.export"
    HOLD_RECORD = "record.hold"
    MANAGE_OUTLETS = "record.manage_outlets"
    MANAGE_TOKENS = "access.manage_tokens"
    MANAGE_DEVICES = "access.manage_devices"
    MANAGE_SIGN_IN = "access.manage_sign_in"
    GRANT_PRIVILEGE = "access.grant_privilege"
    REVIEW_ACCESS = "access.review"
    MANAGE_LEAVERS = "lifecycle.manage_leavers"
    MANAGE_CONNECTORS = "lifecycle.manage_connectors"
    MANAGE_NOTICES = "notices.manage"
    ACKNOWLEDGE = "notices.acknowledge"
    OPERATE = "upkeep.operate"


class Role(StrEnum):
    """What a member of an organisation is there to do."""

    OWNER = "owner"
    OFFICER = "officer"
    ANALYST = "analyst"
    HOST = "host"
    AUDITOR = "auditor"
    LEARNER = "learner"


_READER = frozenset({Permission.READ, Permission.READ_PROOF})

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(Permission),
    Role.OFFICER: frozenset(Permission)
    - {Permission.MANAGE_MEMBERS, Permission.MANAGE_ORGANISATION, Permission.REMOVE_SITE, Permission.OPERATE},
    Role.ANALYST: _READER | {Permission.MEASURE, Permission.CLAIM, Permission.DESCRIBE},
    Role.HOST: _READER | {Permission.CLAIM},
    Role.AUDITOR: _READER | {Permission.REVIEW, Permission.APPROVE, Permission.READ_RECORD, Permission.EXPORT_RECORD},
    Role.LEARNER: frozenset(),
}


# Who may be invited today; learners come with the lessons, until then they would find an empty house.
OFFERED = (Role.OWNER, Role.OFFICER, Role.ANALYST, Role.HOST, Role.AUDITOR)


def allows(role: Role, permission: Permission) -> bool:
    """Does the role hold the permission? A role without an entry holds none."""
    return permission in GRANTS.get(role, frozenset())


def may_hand_out(own: Role, role: Role) -> bool:
    """Nobody hands out, or takes away, a role with rights that they lack themselves."""
    return GRANTS.get(role, frozenset()) <= GRANTS.get(own, frozenset())
