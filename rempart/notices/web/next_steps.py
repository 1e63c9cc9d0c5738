"""What waits for whoever is told: a notice in nobody's hands, mail that does not leave, no way of being told.

All of it begins with something to tell: before that, the level of the first site comes first.
"""

import os

from django.db.models import Q
from django.http import HttpRequest

from rempart.directory.core.provisional import is_provisional
from rempart.directory.core.roles import Permission, Role
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.notices.store.models import MailServer, Notice, Way
from rempart.terms.severity import Severity

MUST_BE_TOLD = (Role.OWNER, Role.OFFICER, Role.GUARD, Role.BLUE_TEAM)  # others choose to be told, or not
RUNS_IT = (Role.OWNER, Role.PRIVILEGED_ADMIN)


def notice_waits(request: HttpRequest) -> bool:
    """Somebody should act today, and nobody has taken it in hand."""
    return _is_open(request, Severity.WARNING)


def mail_is_missing(request: HttpRequest) -> bool:
    """Somebody here chose mail, and none was ever seen to arrive; whoever runs this installation can mend it."""
    if getattr(request, "role", None) not in RUNS_IT or not fence.may_everywhere(request, Permission.OPERATE):
        return False
    if os.environ.get("REMPART_SMTP"):
        return False
    wanted = Way.objects.filter(organisation=fence.tenant(request), unit="mail", is_paused=False).exists()
    return wanted and not MailServer.objects.filter(confirmed_at_ms__isnull=False).exists()


def nobody_tells_me(request: HttpRequest) -> bool:
    """No way of one's own and no room: what is open would wait until somebody happens to look."""
    if getattr(request, "role", None) not in MUST_BE_TOLD or not _is_open(request, Severity.NOTICE):
        return False
    ways = Way.objects.filter(organisation=fence.tenant(request), is_paused=False)
    return not ways.filter(Q(account=fence.account(request)) | Q(account=None)).exists()


def stands_guard(request: HttpRequest) -> bool:
    """Whose desk this is."""
    return getattr(request, "role", None) == Role.GUARD and fence.may_everywhere(request, Permission.ACKNOWLEDGE)


def _is_open(request: HttpRequest, least: Severity) -> bool:
    me = fence.account(request)
    if is_provisional(me.email) or not fence.may_everywhere(request, Permission.ACKNOWLEDGE):
        return False
    mine = Notice.objects.filter(organisation=fence.tenant(request), state=Notice.OPEN)
    return mine.filter(severity__gte=least).exists()


STEPS = (
    NextStep(15, "notices", notice_waits),
    NextStep(40, "notice_mail", mail_is_missing),
    NextStep(45, "notice_ways", nobody_tells_me),
    NextStep(55, "notices", stands_guard),
)
