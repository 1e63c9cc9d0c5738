"""Roles, kinds of suppliers and what is wrong with a file, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from rempart.directory.core.csv_table import Fault
from rempart.directory.core.roles import Permission, Role

CURRENCIES = ("EUR", "USD", "GBP", "CHF", "CNY", "CAD", "AUD", "JPY", "INR", "BRL", "SEK", "NOK", "DKK", "PLN", "CZK")

ROLES: dict[Role, tuple[Promise, Promise]] = {
    Role.OWNER: (
        pgettext_lazy("role", "Owner"),
        gettext_lazy("may do everything, and decides who comes in"),
    ),
    Role.OFFICER: (
        pgettext_lazy("role", "Security officer"),
        gettext_lazy("measures, decides on risks, looks after hosts and people"),
    ),
    Role.ANALYST: (
        pgettext_lazy("role", "Analyst"),
        gettext_lazy("measures, answers the questions, reads the record and takes notices in hand"),
    ),
    Role.GUARD: (pgettext_lazy("role", "Guard"), gettext_lazy("looks first: reads, and takes notices in hand")),
    Role.BLUE_TEAM: (
        pgettext_lazy("role", "Blue team"),
        gettext_lazy("defends: measures, reads the record, decides where notices go"),
    ),
    Role.RED_TEAM: (
        pgettext_lazy("role", "Red team or pen-tester"),
        gettext_lazy("attacks by order: reads and measures, within the consent the owner gave"),
    ),
    Role.HOST: (pgettext_lazy("role", "Host"), gettext_lazy("answers for the hosting, and reads")),
    Role.AGENCY: (
        pgettext_lazy("role", "Agency"),
        gettext_lazy("looks after sites: adds and measures them, says where they stand"),
    ),
    Role.HR: (pgettext_lazy("role", "Human resources"), gettext_lazy("keeps the list of people, and sees leavers off")),
    Role.IDENTITY_ADMIN: (
        pgettext_lazy("role", "Identity administrator"),
        gettext_lazy("looks after accounts, sign-in and devices, and hands out roles no larger than its own"),
    ),
    Role.PRIVILEGED_ADMIN: (
        pgettext_lazy("role", "Privileged administrator"),
        gettext_lazy("runs Rempart itself, hosts and connections; decides nothing about people or risks"),
    ),
    Role.TEAM_LEAD: (
        pgettext_lazy("role", "Team lead"),
        gettext_lazy("reads, and sees the people of the department; limit it to the team"),
    ),
    Role.COMPLIANCE: (
        pgettext_lazy("role", "Compliance officer"),
        gettext_lazy("reviews documents and access, keeps and exports the record"),
    ),
    Role.AUDITOR: (pgettext_lazy("role", "Auditor"), gettext_lazy("reads, reviews documents and approves")),
    Role.PARTNER: (pgettext_lazy("role", "Partner or customer"), gettext_lazy("reads the proof, and nothing else")),
    Role.EXPERT: (
        pgettext_lazy("role", "External expert or regulator"),
        gettext_lazy("reads everything but the list of people, the record included"),
    ),
    Role.SUPPLIER: (
        pgettext_lazy("role", "Supplier"),
        gettext_lazy("answers and hands in documents; limit it to what it supplies"),
    ),
    Role.FINANCE_CLERK: (
        pgettext_lazy("role", "Finance clerk"),
        gettext_lazy("enters payments; comes with the payments of a later release"),
    ),
    Role.FINANCE_APPROVER: (
        pgettext_lazy("role", "Finance approver"),
        gettext_lazy("approves payments that somebody else entered; comes with a later release"),
    ),
    Role.LEARNER: (pgettext_lazy("role", "Learner"), gettext_lazy("comes with the lessons of a later release")),
}

PERMISSIONS: dict[Permission, Promise] = {
    Permission.READ: gettext_lazy("Read sites, levels and plans"),
    Permission.READ_PEOPLE: gettext_lazy("See people and teams"),
    Permission.ADD_SITE: gettext_lazy("Add sites"),
    Permission.REMOVE_SITE: gettext_lazy("Remove sites"),
    Permission.MANAGE_HOSTS: gettext_lazy("Look after hosts and suppliers"),
    Permission.MANAGE_MEMBERS: gettext_lazy("Let members in, change and end their roles"),
    Permission.MANAGE_ORGANISATION: gettext_lazy("Change the organisation’s name and currency"),
    Permission.MANAGE_PEOPLE: gettext_lazy("Add, change and erase people and teams"),
    Permission.MEASURE: gettext_lazy("Measure a site"),
    Permission.CONSENT: gettext_lazy("Allow probes, name servers"),
    Permission.CLAIM: gettext_lazy("Answer questions, hand in documents"),
    Permission.DESCRIBE: gettext_lazy("Describe the business of a site"),
    Permission.REVIEW: gettext_lazy("Review documents"),
    Permission.ACCEPT_RISK: gettext_lazy("Accept risks, ask for exemptions"),
    Permission.APPROVE: gettext_lazy("Approve exemptions"),
    Permission.READ_PROOF: gettext_lazy("Read the proof and reports"),
    Permission.PUBLISH: gettext_lazy("Publish the proof"),
    Permission.READ_RECORD: gettext_lazy("Read the record"),
    Permission.EXPORT_RECORD: gettext_lazy("Export the record"),
    Permission.HOLD_RECORD: gettext_lazy("Keep entries longer, end their keeping"),
    Permission.MANAGE_OUTLETS: gettext_lazy("Decide where the record is sent"),
    Permission.MANAGE_TOKENS: gettext_lazy("Manage API tokens"),
    Permission.MANAGE_DEVICES: gettext_lazy("Manage devices"),
    Permission.MANAGE_SIGN_IN: gettext_lazy("Decide how people sign in"),
    Permission.GRANT_PRIVILEGE: gettext_lazy("Approve, as the second person, what others ask for"),
    Permission.REVIEW_ACCESS: gettext_lazy("Review who may do what"),
    Permission.MANAGE_LEAVERS: gettext_lazy("See leavers off"),
    Permission.MANAGE_CONNECTORS: gettext_lazy("Connect other systems"),
    Permission.MANAGE_COMPANION: gettext_lazy("Connect sites from inside, by the companion"),
    Permission.MANAGE_NOTICES: gettext_lazy("Decide who is told what"),
    Permission.ACKNOWLEDGE: gettext_lazy("Take notices in hand"),
    Permission.MANAGE_WATCH: gettext_lazy("Decide what is watched, and announce work"),
    Permission.READ_BACKUPS: gettext_lazy("See backups"),
    Permission.RUN_BACKUPS: gettext_lazy("Make and check backups"),
    Permission.RESTORE: gettext_lazy("Bring a site back from a backup"),
    Permission.MANAGE_BACKUPS: gettext_lazy("Decide how and where backups are kept"),
    Permission.USE_COPIES: gettext_lazy("Make copies of a site, go into them, hold fire drills"),
    Permission.TRY_UPDATES: gettext_lazy("Try updates on a copy"),
    Permission.APPLY_UPDATES: gettext_lazy("Lay updates live, and take them back"),
    Permission.TEACH: gettext_lazy("Organise programmes, sessions and prizes"),
    Permission.AUTHOR: gettext_lazy("Bring in and write lessons"),
    Permission.READ_LEARNING: gettext_lazy("See what was learnt, by team"),
    Permission.TRIAGE: gettext_lazy("Judge reported mails"),
    Permission.DRILL: gettext_lazy("Hold mail drills"),
    Permission.READ_DRILLS: gettext_lazy("See the figures of mail drills, by team"),
    Permission.OPERATE: gettext_lazy("Back up, upgrade and run Rempart"),
}

AREAS: dict[str, Promise] = {
    "access": gettext_lazy("Sign-in, sessions, devices"),
    "backup": gettext_lazy("Backups and restores"),
    "updates": gettext_lazy("Updates"),
    "companion": gettext_lazy("Sites from inside"),
    "contest": gettext_lazy("Contests of attack and defence"),
    "directory": gettext_lazy("Organisation, people, rights"),
    "inventory": gettext_lazy("Components and known flaws"),
    "ledger": gettext_lazy("The ledger itself"),
    "lifecycle": gettext_lazy("Joiners, movers, leavers"),
    "mail": gettext_lazy("Mails, reports and drills"),
    "maturity": gettext_lazy("Levels and evidence"),
    "notices": gettext_lazy("Notices"),
    "people": gettext_lazy("Lessons"),
    "record": gettext_lazy("Reading and sending the record"),
    "scanner": gettext_lazy("Measurements"),
    "staging": gettext_lazy("Copies of sites, and fire drills"),
    "tenants": gettext_lazy("Moving and closing"),
    "upkeep": gettext_lazy("Upkeep"),
    "watch": gettext_lazy("The watch-tower"),
}


def area_word(area: str) -> str:
    """An area of events by its stored name; the name itself for one that a newer release knows."""
    return str(AREAS.get(area, area))


def in_language(en: str, fr: str, zh: str) -> str:
    """Of a unit's three texts the one of this page."""
    return {"fr": fr, "zh": zh}.get((get_language() or "en")[:2], en)


def right_word(value: str) -> str:
    """A role or a permission by its stored name; the name itself for one that a newer release knows."""
    if value in set(Role):
        return str(ROLES[Role(value)][0])
    return str(PERMISSIONS[Permission(value)]) if value in set(Permission) else value


KINDS: dict[str, Promise] = {
    "host": pgettext_lazy("supplier", "Hosting"),
    "registrar": pgettext_lazy("supplier", "Domain names"),
    "delivery": pgettext_lazy("supplier", "Delivery network or firewall"),
    "payment": pgettext_lazy("supplier", "Payments"),
    "mail": pgettext_lazy("supplier", "Mail"),
    "agency": pgettext_lazy("supplier", "Agency or developer"),
    "other": pgettext_lazy("supplier", "Something else"),
}


def outbound_text(code: str) -> str:
    """Why a server that somebody named was not reached (codes of rempart.channel.outbound); empty for other codes."""
    return {
        "barred": _("The address is not allowed: it leads to this machine or a private network."),
        "unresolved": _("The name in the address does not exist."),
        "refused": _("The other side refuses connections."),
        "timeout": _("The other side did not answer in time."),
        "tls": _("No encrypted connection could be agreed on; look at the certificate."),
        "reset": _("The other side hung up."),
    }.get(code, "")


def fault_text(fault: Fault) -> str:
    """What to change, with the line of the file where there is one."""
    said = (_sentence(fault.code) % fault.values) if fault.values else _sentence(fault.code)
    return _("Line %(line)s: %(said)s") % {"line": fault.line, "said": said} if fault.line else said


def _sentence(code: str) -> str:
    return {
        "too_large": _("The file is larger than %(most)s MB. Import it in parts."),
        "empty": _("There is nothing in the file below its first line."),
        "not_utf8": _("This is no UTF-8 text. In the spreadsheet, choose “CSV UTF-8” when you save."),
        "unreadable": _("The quotation marks do not match. Each one that opens must close before the line ends."),
        "too_many_rows": _("More than %(most)s lines. Import the file in parts."),
        "no_column": _("The column “%(column)s” is missing. Columns are: %(known)s."),
        "unknown_column": _("“%(column)s” is no column we know. Columns are: %(known)s."),
        "column_twice": _("The column “%(column)s” is there twice."),
        "too_many_cells": _("More cells than the %(most)s columns of the first line."),
        "missing": _("“%(column)s” is empty."),
        "too_long": _("“%(column)s” is longer than %(most)s characters."),
        "formula": _(
            "“%(column)s” begins like a formula (=, +, -, @), which a spreadsheet would run. Take that mark away."
        ),
        "control": _("“%(column)s” holds invisible control characters."),
        "bad_email": _("This is no e-mail address. Write it like name@firm.example."),
        "email_twice": _("This e-mail address stands in line %(first)s already."),
        "number_twice": _("This staff number stands in line %(first)s already."),
        "email_known": _("Somebody here has this e-mail address already."),
        "number_known": _("Somebody here has this staff number already."),
        "bad_address": _("This is no address of a site. Write it like https://shop.example."),
        "who": _("Say who it is: an e-mail address or a staff number."),
        "what": _("Say one thing: a last day, a first day or teams."),
        "bad_day": _("“%(column)s” is no day. Write it like 2026-11-30."),
        "many_teams": _("At most %(most)s teams for one person."),
        "nobody": _("Nobody here has this e-mail address or staff number, or more than one person does."),
        "address_twice": _("This address stands in line %(first)s already."),
    }[code]


def origin_text(code: str, text: str, most: int) -> str:
    """Why a server address cannot be taken."""
    return {
        "too_many": _("At most %(most)s addresses, one on each line."),
        "no_address": _("“%(text)s” is no address. Write numbers, like 192.0.2.10 or 2001:db8::10."),
        "private": _(
            "“%(text)s” lies in a private network. Only a private site may have such servers, where the operator allows it."
        ),
        "no_server": _("“%(text)s” is no address of a single server."),
    }[code] % {"text": text, "most": most}
