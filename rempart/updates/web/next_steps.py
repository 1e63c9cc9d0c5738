"""What waits for whoever lays updates live: one that passed its trial lately."""

from django.db.models import Max
from django.http import HttpRequest

from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.next_step import NextStep
from rempart.updates.core.stages import TRIED_MS, Stage, Work
from rempart.updates.store.models import Job


def site_with_passed_update(request: HttpRequest) -> str | None:
    """Of the sites within reach; the newest work on the package is a trial that it passed and that still counts."""
    if not fence.may(request, Permission.APPLY_UPDATES):
        return None
    mine = fence.visible(request, Site.objects.all(), Permission.APPLY_UPDATES)
    jobs = Job.objects.filter(site__in=mine.values("pk"), package__is_gone=False)
    newest = jobs.values("package").annotate(last=Max("pk")).values("last")
    passed = Job.objects.filter(pk__in=newest, work=Work.TRY, stage=Stage.DONE, result__passed=True)
    passed = passed.filter(ended_at_ms__gte=now_ms() - TRIED_MS)
    return passed.order_by("-pk").values_list("site__uid", flat=True).first()


STEPS = (NextStep(48, "updates", site=site_with_passed_update),)
