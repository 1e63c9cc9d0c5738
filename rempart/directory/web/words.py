"""Roles, kinds of suppliers and what is wrong with a file, in the language of the page."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from rempart.directory.core.csv_table import Fault
from rempart.directory.core.roles import Role

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
    Role.ANALYST: (pgettext_lazy("role", "Analyst"), gettext_lazy("measures and answers the questions")),
    Role.HOST: (pgettext_lazy("role", "Host"), gettext_lazy("answers for the hosting, and reads")),
    Role.AUDITOR: (pgettext_lazy("role", "Auditor"), gettext_lazy("reads, reviews documents and approves")),
    Role.LEARNER: (pgettext_lazy("role", "Learner"), gettext_lazy("comes with the lessons of a later release")),
}

KINDS: dict[str, Promise] = {
    "host": pgettext_lazy("supplier", "Hosting"),
    "registrar": pgettext_lazy("supplier", "Domain names"),
    "delivery": pgettext_lazy("supplier", "Delivery network or firewall"),
    "payment": pgettext_lazy("supplier", "Payments"),
    "mail": pgettext_lazy("supplier", "Mail"),
    "agency": pgettext_lazy("supplier", "Agency or developer"),
    "other": pgettext_lazy("supplier", "Something else"),
}


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
