"""What is due by the clock: snapshots, checks, rehearsals, the end of a way back, and the word to the record."""

from rempart.backup.actions.ask import ask
from rempart.backup.actions.bring_back import finish
from rempart.backup.actions.opened import sources
from rempart.backup.actions.tell_backups import tell_organisation
from rempart.backup.core.stages import OPEN, Stage, Step, Work, next_at
from rempart.backup.store.models import Escrow, Job, Plan
from rempart.channel.source import Trouble
from rempart.directory.actions.action import now_ms
from rempart.terms.duration import DAY_S, HOUR_S

VERIFY_EVERY_MS = DAY_S * 1_000
REHEARSE_EVERY_MS = 7 * DAY_S * 1_000
TELL_EVERY_MS = DAY_S * 1_000


def ask_what_is_due() -> bool:
    """One plan whose moment has come; True when there was one."""
    moment = now_ms()
    plans = Plan.objects.filter(is_on=True, next_at_ms__lte=moment, organisation__closure=None)
    for plan in plans.select_related("site", "organisation")[:5]:
        due = Plan.objects.filter(pk=plan.pk, next_at_ms=plan.next_at_ms)
        if due.update(next_at_ms=next_at(max(plan.next_at_ms, 1), plan.every_s, moment) + _one_on(plan, moment)) != 1:
            continue
        ask(None, plan, Work.SNAPSHOT)
        _also(plan, moment)
        return True
    return False


def _one_on(plan: Plan, moment: int) -> int:
    """After a long sleep `next_at` answers now: this run is that one."""
    return plan.every_s * 1_000 if next_at(max(plan.next_at_ms, 1), plan.every_s, moment) <= moment else 0


def _also(plan: Plan, moment: int) -> None:
    """Checks once a day, rehearsals once a week; the first rehearsal follows the first snapshot."""
    for work, every in ((Work.VERIFY, VERIFY_EVERY_MS), (Work.REHEARSE, REHEARSE_EVERY_MS)):
        if work == Work.REHEARSE and plan.source not in sources():
            continue
        last = Job.objects.filter(plan=plan, work=work).order_by("-asked_at_ms").first()
        if last is None or (last.stage not in OPEN and last.asked_at_ms <= moment - every):
            ask(None, plan, work)


def end_a_way_back() -> bool:
    """One restore whose state before is kept long enough; True when there was one."""
    moment = now_ms()
    over = Job.objects.filter(step=Step.LIVE, undo_until_ms__lte=moment, organisation__closure=None)
    over = over.exclude(plan__jobs__stage=Stage.RUNNING)
    for job in over.select_related("plan__site", "plan__organisation", "organisation")[:1]:
        try:
            finish(job)
        except Trouble:  # the site is not reachable now: in an hour again
            Job.objects.filter(pk=job.pk).update(undo_until_ms=moment + HOUR_S * 1_000)
        return True
    return False


def tell_one_house() -> bool:
    """One organisation whose last word is a day old; True when there was one."""
    moment = now_ms()
    due = Escrow.objects.filter(told_at_ms__lte=moment - TELL_EVERY_MS, organisation__closure=None)
    for row in due.select_related("organisation").order_by("pk")[:1]:
        if Escrow.objects.filter(pk=row.pk, told_at_ms=row.told_at_ms).update(told_at_ms=moment) == 1:
            tell_organisation(row.organisation)
            return True
    return False
