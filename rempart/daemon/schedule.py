"""What is due: sites to measure again, and sites whose evidence has aged since they were last judged."""

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Site
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.store.due_sites import DUE
from rempart.maturity.store.models import LevelRow
from rempart.scanner.actions.carry_out_run import consent_window
from rempart.scanner.actions.request_run import request_run
from rempart.scanner.store.models import Schedule

JUDGE_EVERY_S = 900  # evidence ages in hours; a quarter of an hour late is soon enough
BATCH = 20


def start_due() -> bool:
    """True when something was started."""
    moment = now_ms()
    started = False
    for plan in Schedule.objects.filter(next_at_ms__lte=moment, site__organisation__closure=None).select_related(
        "site__organisation"
    )[:BATCH]:
        taken = Schedule.objects.filter(pk=plan.pk, next_at_ms=plan.next_at_ms).update(
            next_at_ms=moment + plan.every_s * 1000
        )
        if taken == 1:
            request_run(None, plan.site, active=consent_window(plan.site) is not None)
            started = True
    aged = LevelRow.objects.filter(judged_at_ms__lt=moment - JUDGE_EVERY_S * 1000, organisation__closure=None)
    old = aged.exclude(judged_at_ms=DUE).order_by("judged_at_ms")  # what is due anyway is weighed too (duty.py)
    for site in Site.objects.filter(pk__in=list(old.values_list("site", flat=True)[:BATCH])).select_related(
        "organisation", "host"
    ):
        judge_site(site, with_worth=False)
        started = True
    return started
