"""The rooms of mail, as tabs over its pages: those that a member may enter."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import Tab


def rooms(request: HttpRequest, current: str) -> list[Tab]:
    """`current` is the URL name of one of them. None while there is only one."""
    named: list[tuple[str, str, Permission | None]] = [
        ("report_mail", _("Report a mail"), None),
        ("report_button", _("The button"), None),
        ("own_drills", _("My drills"), None),
        ("triage", _("Triage"), Permission.TRIAGE),
        ("report_mailbox", _("Mailbox"), Permission.MANAGE_NOTICES),
        ("all_drill_figures", _("Figures of drills"), Permission.READ_DRILLS),
    ]
    found = [
        Tab(word, reverse(name), name == current)
        for name, word, needed in named
        if needed is None or fence.may(request, needed)
    ]
    return found if len(found) > 1 else []
