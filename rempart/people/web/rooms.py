"""The rooms of learning, as tabs over its pages: those that a member may enter, in groups."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rempart.directory.core.roles import Permission
from rempart.directory.web import page
from rempart.directory.web.page import Group, Tab


def rooms(request: HttpRequest, current: str) -> list[Tab]:
    """`current` is the URL name of one of them."""
    return page.rooms(request, _groups(), current)


def _groups() -> list[Group]:
    return [
        (
            _("Learn"),
            [
                ("lessons", _("Lessons"), None),
                ("cases", _("Cases"), None),
                ("rules", _("Rules"), None),
                ("packages", _("From elsewhere"), None),
                ("learning_today", pgettext("tip", "Today"), None),
                ("contests", _("Contests"), None),
            ],
        ),
        (
            pgettext("learning", "Mine"),
            [
                ("programme", _("My programme"), None),
                ("my_plan", _("My plan"), None),
                ("my_points", _("Points"), None),
            ],
        ),
        (
            _("Organise learning"),
            [
                ("programmes", _("Programmes"), Permission.TEACH),
                ("exercises", _("Drills"), Permission.READ_LEARNING),
                ("learning_prizes", _("Prizes"), Permission.TEACH),
                ("learning_results", _("Knowledge"), Permission.READ_LEARNING),
                ("writings", _("Our own lessons"), Permission.AUTHOR),
                ("lesson_questions", pgettext("of lessons", "Questions"), Permission.AUTHOR),
            ],
        ),
    ]
