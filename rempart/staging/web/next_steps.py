"""What waits on copies and drills: an alarm for exercise that nobody has answered, and a site whose newest fire drill
failed, so that it would not come back."""

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.staging.core.stage import HELD, Outcome
from rempart.staging.store.models import Drill


def alarm_rings(request: HttpRequest) -> bool:
    """Whoever may answer it is led there first, as by a real one."""
    if not fence.may(request, Permission.RESTORE) or not fence.may(request, Permission.READ_BACKUPS):
        return False
    return fence.visible(request, Drill.objects.filter(outcome=Outcome.ALARMED), Permission.RESTORE).exists()


def failed_site(request: HttpRequest) -> str | None:
    """The one that failed last, of those within reach. A drill that could not be held says nothing."""
    if not fence.may(request, Permission.USE_COPIES):
        return None
    mine = fence.visible(request, Site.objects.all(), Permission.USE_COPIES)
    newest = Drill.objects.filter(site=OuterRef("site"), outcome__in=HELD).order_by("-pk").values("pk")[:1]
    failed = Drill.objects.filter(site__in=mine.values("pk"), outcome=Outcome.FAILED, pk=Subquery(newest))
    return failed.order_by("-pk").values_list("site__uid", flat=True).first()


STEPS = (NextStep(4, "staging_alarm", alarm_rings), NextStep(12, "staging", site=failed_site))
