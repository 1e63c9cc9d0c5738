"""Roles as sets of fine permissions, deny by default (acceptance section 12; docs/decisions/0041-who-may-how-far.md)."""

from enum import StrEnum


class Permission(StrEnum):
    """area.verb: what an account may do in one organisation."""

    READ = "directory.read"
    READ_PEOPLE = "directory.read_people"
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
    MANAGE_COMPANION = "companion.manage"
    MANAGE_NOTICES = "notices.manage"
    ACKNOWLEDGE = "notices.acknowledge"
    MANAGE_WATCH = "watch.manage"
    READ_BACKUPS = "backup.read"
    RUN_BACKUPS = "backup.run"
    RESTORE = "backup.restore"
    MANAGE_BACKUPS = "backup.manage"
    USE_COPIES = "staging.use"
    TRY_UPDATES = "updates.try"
    APPLY_UPDATES = "updates.apply"
    TEACH = "people.teach"
    AUTHOR = "people.author"
    READ_LEARNING = "people.read_figures"
    TRIAGE = "mail.triage"
    DRILL = "mail.drill"
    READ_DRILLS = "mail.read_drills"
    OPERATE = "upkeep.operate"


class Role(StrEnum):
    """What a member of an organisation is there to do."""

    OWNER = "owner"
    OFFICER = "officer"
    ANALYST = "analyst"
    GUARD = "guard"
    BLUE_TEAM = "blue_team"
    RED_TEAM = "red_team"
    HOST = "host"
    AGENCY = "agency"
    HR = "hr"
    IDENTITY_ADMIN = "identity_admin"
    PRIVILEGED_ADMIN = "privileged_admin"
    TEAM_LEAD = "team_lead"
    COMPLIANCE = "compliance"
    AUDITOR = "auditor"
    PARTNER = "partner"
    EXPERT = "expert"
    SUPPLIER = "supplier"
    FINANCE_CLERK = "finance_clerk"
    FINANCE_APPROVER = "finance_approver"
    LEARNER = "learner"


P = Permission
_READER = frozenset({P.READ, P.READ_PROOF})

_VAULT = frozenset({P.READ_BACKUPS, P.RUN_BACKUPS, P.RESTORE, P.MANAGE_BACKUPS, P.USE_COPIES})
_UPDATES = frozenset({P.TRY_UPDATES, P.APPLY_UPDATES})
_FIGURES = frozenset({P.READ_LEARNING, P.READ_DRILLS})
GRANTS: dict[Role, frozenset[Permission]] = {
    Role.OWNER: frozenset(P),
    Role.OFFICER: frozenset(P) - {P.MANAGE_MEMBERS, P.MANAGE_ORGANISATION, P.REMOVE_SITE, P.OPERATE},
    Role.ANALYST: _READER
    | {P.MEASURE, P.CLAIM, P.DESCRIBE, P.READ_RECORD, P.ACKNOWLEDGE, P.READ_BACKUPS, P.RUN_BACKUPS, P.TRY_UPDATES}
    | {P.TRIAGE},
    Role.GUARD: frozenset({P.READ, P.ACKNOWLEDGE, P.READ_BACKUPS}),
    Role.BLUE_TEAM: _READER
    | {P.MEASURE, P.CLAIM, P.DESCRIBE, P.READ_RECORD, P.MANAGE_NOTICES, P.MANAGE_WATCH, P.ACKNOWLEDGE}
    | {P.READ_BACKUPS, P.RUN_BACKUPS, P.TRY_UPDATES, P.TRIAGE},
    Role.RED_TEAM: _READER | {P.MEASURE},
    Role.HOST: _READER | {P.CLAIM, P.ACKNOWLEDGE, P.READ_BACKUPS, P.RUN_BACKUPS},
    Role.AGENCY: _READER
    | {P.ADD_SITE, P.MANAGE_HOSTS, P.MEASURE, P.CLAIM, P.DESCRIBE, P.MANAGE_COMPANION, P.MANAGE_WATCH, P.ACKNOWLEDGE}
    | _VAULT
    | _UPDATES,
    Role.HR: frozenset({P.READ, P.READ_PEOPLE, P.MANAGE_PEOPLE, P.MANAGE_LEAVERS, P.TEACH, P.AUTHOR}) | _FIGURES,
    Role.IDENTITY_ADMIN: frozenset(
        {
            P.READ,
            P.READ_PEOPLE,
            P.MANAGE_PEOPLE,
            P.MANAGE_MEMBERS,
            P.MANAGE_DEVICES,
            P.MANAGE_SIGN_IN,
            P.MANAGE_TOKENS,
            P.REVIEW_ACCESS,
            P.MANAGE_LEAVERS,
            P.MANAGE_CONNECTORS,
        }
    )
    | _FIGURES,  # who lets team leads in holds what they hold
    Role.PRIVILEGED_ADMIN: _READER
    | {P.ADD_SITE, P.MANAGE_HOSTS, P.MEASURE, P.CONSENT, P.MANAGE_OUTLETS, P.MANAGE_NOTICES, P.OPERATE}
    | {P.MANAGE_COMPANION, P.MANAGE_WATCH}
    | _VAULT
    | _UPDATES,
    Role.TEAM_LEAD: frozenset({P.READ, P.READ_PEOPLE}) | _FIGURES,
    Role.COMPLIANCE: _READER
    | {P.REVIEW, P.READ_RECORD, P.EXPORT_RECORD, P.HOLD_RECORD, P.REVIEW_ACCESS, P.READ_BACKUPS}
    | _FIGURES,
    Role.AUDITOR: _READER | {P.REVIEW, P.APPROVE, P.READ_RECORD, P.EXPORT_RECORD, P.READ_BACKUPS} | _FIGURES,
    Role.PARTNER: frozenset({P.READ_PROOF}),
    Role.EXPERT: _READER | {P.READ_RECORD, P.READ_BACKUPS},
    Role.SUPPLIER: frozenset({P.READ_PROOF, P.CLAIM}),
    Role.FINANCE_CLERK: frozenset(),
    Role.FINANCE_APPROVER: frozenset(),
    Role.LEARNER: frozenset(),
}

# Whoever would find an empty house is not invited yet: payments and lessons come with later releases.
OFFERED = tuple(role for role in Role if GRANTS[role])


def allows(role: Role, permission: Permission) -> bool:
    """Does the role hold the permission? A role without an entry holds none."""
    return permission in GRANTS.get(role, frozenset())


def may_hand_out(own: Role, role: Role) -> bool:
    """Nobody hands out, or takes away, a role with rights that they lack themselves."""
    return GRANTS.get(role, frozenset()) <= GRANTS.get(own, frozenset())
