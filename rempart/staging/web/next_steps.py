"""What waits on copies and drills: an alarm for exercise that nobody has answered."""

from django.http import HttpRequest

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.staging.core.stage import Outcome
from rempart.staging.store.models import Drill


def alarm_rings(request: HttpRequest) -> bool:
    """Whoever may answer it is led there first, as by a real one."""
    if not fence.may(request, Permission.RESTORE) or not fence.may(request, Permission.READ_BACKUPS):
        return False
    return fence.visible(request, Drill.objects.filter(outcome=Outcome.ALARMED), Permission.RESTORE).exists()


STEPS = (NextStep(4, "staging_alarm", alarm_rings),)
