"""What time brings: ways back that end, and sites of which the record has not heard for a day."""

from collections.abc import Iterable

from rempart.channel.source import Trouble, Unhurried
from rempart.directory.actions.action import now_ms
from rempart.terms.duration import DAY_S, HOUR_S
from rempart.updates.actions import paths
from rempart.updates.actions.apply_live import finish
from rempart.updates.actions.tell import tell_site
from rempart.updates.core.stages import Step
from rempart.updates.store.models import Habit, Job, Package


def end_a_way_back() -> bool:
    """One whose days are over; True when there was one."""
    over = Job.objects.filter(step=Step.LIVE, undo_until_ms__lt=now_ms(), organisation__closure=None)
    job = over.select_related("site").order_by("pk").first()
    if job is None:
        paths.sweep(_known)
        return False
    try:
        finish(job, Unhurried())
    except Trouble:  # the site is not reachable now: in an hour again, and meanwhile the next one
        Job.objects.filter(pk=job.pk).update(undo_until_ms=now_ms() + HOUR_S * 1_000)
    return True


def _known(kind: str, uids: Iterable[str]) -> set[str]:
    rows = Package.objects if kind == "packages" else Job.objects
    return set(rows.filter(uid__in=list(uids)).values_list("uid", flat=True))


def tell_one() -> bool:
    """One site whose habit was not told for a day."""
    due = Habit.objects.filter(told_at_ms__lt=now_ms() - DAY_S * 1_000, organisation__closure=None)
    habit = due.select_related("site__organisation").order_by("told_at_ms", "pk").first()
    if habit is None:
        return False
    tell_site(habit.site)
    return True
