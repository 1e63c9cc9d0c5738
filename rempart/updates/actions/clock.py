"""What time brings: ways back that end, and sites of which the record has not heard for a day."""

from rempart.directory.actions.action import now_ms
from rempart.terms.duration import DAY_S
from rempart.updates.actions.apply_live import finish
from rempart.updates.actions.tell import tell_site
from rempart.updates.core.stages import Step
from rempart.updates.store.models import Habit, Job


def end_a_way_back() -> bool:
    """One whose days are over; True when there was one."""
    job = Job.objects.filter(step=Step.LIVE, undo_until_ms__lt=now_ms()).select_related("site").first()
    if job is None:
        return False
    finish(job)
    return True


def tell_one() -> bool:
    """One site whose habit was not told for a day."""
    due = Habit.objects.filter(told_at_ms__lt=now_ms() - DAY_S * 1_000).select_related("site__organisation")
    habit = due.order_by("told_at_ms", "pk").first()
    if habit is None:
        return False
    tell_site(habit.site)
    return True
