"""The rooms of learning, as tabs over its pages: those that a member may enter."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import Tab


def rooms(request: HttpRequest, current: str) -> list[Tab]:
    """`current` is the URL name of one of them. None while there is only one."""
    named: list[tuple[str, str, Permission | None]] = [
        ("lessons", _("Lessons"), None),
        ("cases", _("Cases"), None),
        ("exercises", _("Drills"), Permission.READ_LEARNING),
        ("packages", _("From elsewhere"), None),
    ]
    found = [
        Tab(word, reverse(name), name == current)
        for name, word, needed in named
        if needed is None or fence.may(request, needed)
    ]
    return found if len(found) > 1 else []
