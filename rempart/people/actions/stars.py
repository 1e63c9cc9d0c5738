"""The star of a month (AWR-09): most points of that month among those who said that they may be named."""

from django.db.models import Sum

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Organisation
from rempart.events import people as events
from rempart.people.core.points import month_before, month_ms, month_of, stars
from rempart.people.store.points import Earned, Purse, Star, StarMonth
from rempart.terms.scope import Subject


def name_stars(moment_ms: int | None = None) -> bool:
    """Last month's of one organisation where nobody looked yet; True when there was one."""
    month = month_before(month_of(now_ms() if moment_ms is None else moment_ms))
    waiting = open_ones().filter(purse__is_named=True).exclude(starmonth__month=month).order_by("pk").distinct()
    organisation = waiting.first()
    if organisation is None:
        return False
    _name(organisation, month)
    return True


def _name(organisation: Organisation, month: str) -> None:
    with system_action(organisation) as record:
        _, is_new = StarMonth.objects.get_or_create(organisation=organisation, month=month)
        found = best_of(organisation, month) if is_new else {}
        for account, points in found.items():
            Star.objects.create(organisation=organisation, account_id=account, month=month, points=points)
        record.event(
            events.STAR_NAMED, Subject("star", f"{organisation.uid}-{month}"), {"month": month, "found": len(found)}
        )


def best_of(organisation: Organisation, month: str) -> dict[int, int]:
    """Account numbers with their points: one, or several who share the place."""
    named = Purse.objects.filter(organisation=organisation, is_named=True, is_out=False).values("account")
    begins = month_ms(month)
    rows = Earned.objects.filter(organisation=organisation, account__in=named, at_ms__gte=begins)
    rows = rows.filter(at_ms__lt=month_ms(month_of(begins + 32 * 86_400_000)))
    sums = {
        one["account"]: one["sum"] for one in rows.order_by("account").values("account").annotate(sum=Sum("points"))
    }
    return {account: sums[account] for account in stars(sums)}
