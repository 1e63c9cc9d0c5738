"""The rooms of mail, as tabs over its pages: those that a member may enter, in groups."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from rempart.directory.core.roles import Permission
from rempart.directory.web import page
from rempart.directory.web.page import Group, Tab


def rooms(request: HttpRequest, current: str) -> list[Tab]:
    """`current` is the URL name of one of them."""
    return page.rooms(request, _groups(), current)


def _groups() -> list[Group]:
    return [
        (
            _("Report"),
            [
                ("report_mail", _("Report a mail"), None),
                ("report_button", _("The button"), None),
                ("own_drills", _("My drills"), None),
            ],
        ),
        (
            _("Triage"),
            [
                ("triage", _("Triage"), Permission.TRIAGE),
                ("report_mailbox", _("Mailbox"), Permission.MANAGE_NOTICES),
                ("report_intake", _("SMTP"), Permission.MANAGE_NOTICES),
            ],
        ),
        (
            _("Mail drills"),
            [
                ("campaigns", _("Mail drills"), Permission.DRILL),
                ("all_drill_figures", _("Figures of drills"), Permission.READ_DRILLS),
            ],
        ),
    ]
