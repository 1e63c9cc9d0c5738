"""Once a day is over the record hears how many drill mails each person reported on it: no hour, no message, no campaign."""

from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.closures import open_ones
from rempart.events import mail_reports as events
from rempart.mail.actions.take_report import DAY_MS
from rempart.mail.store.reports import Thanks
from rempart.terms.scope import Subject


def tell_thanks() -> bool:
    """One organisation's days that are over; True when there was something. By account, so that no order tells more."""
    today = now_ms() // DAY_MS
    waiting = Thanks.objects.filter(is_told=False, day__lt=today)
    organisation = open_ones().filter(thanks__in=waiting).first()
    if organisation is None:
        return False
    with system_action(organisation) as record:
        rows = waiting.filter(organisation=organisation).select_related("account").order_by("day", "account__uid")
        for row in list(rows.select_for_update(of=("self",))[:200]):
            record.event(
                events.DRILLS_REPORTED, Subject("account", row.account.uid), {"count": row.count, "day": row.day}
            )
            Thanks.objects.filter(pk=row.pk).update(is_told=True)
    return True
