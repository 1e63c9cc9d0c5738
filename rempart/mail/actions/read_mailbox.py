"""Take in what people sent on by mail. A mail is marked as done only after its report is committed: killed in between
it comes again, and is known by its digest. Whoever has sent too much waits; nobody else waits for them.
"""

import logging

from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Account, Membership, Organisation, Person
from rempart.events import mail_reports as events
from rempart.mail.actions.set_mailbox import box_of
from rempart.mail.actions.take_report import DAY_MS, Empty, TooLarge, TooMany, Who, take_report
from rempart.mail.core.reported.arrival import proven_sender
from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.core.reported.states import Way
from rempart.mail.core.reported.unwrap import unwrap
from rempart.mail.net.imap import BATCH, PUT_OFF, BoxTrouble, Visit, visit
from rempart.mail.store.reports import Mailbox
from rempart.terms.duration import MINUTE_S
from rempart.terms.scope import Subject

log = logging.getLogger("rempart.mail")

EVERY_MS = MINUTE_S * 1_000
AFTER_TROUBLE_MS = 5 * MINUTE_S * 1_000
LEASE_MS = 5 * MINUTE_S * 1_000  # longer than a visit may last
DONE, LATER = r"\Seen", r"\Flagged"


def read_mailbox() -> bool:
    """One visit to one mailbox; True when more waits there."""
    now = now_ms()
    due = Mailbox.objects.filter(is_on=True, next_ms__lte=now, organisation__closure=None)
    row = due.select_related("organisation").order_by("next_ms", "pk").first()
    if row is None:
        return False
    if Mailbox.objects.filter(pk=row.pk, next_ms=row.next_ms).update(next_ms=now + LEASE_MS) != 1:
        return True
    try:
        with visit(box_of(row), MAX_MAIL) as here:
            count = _take_all(row, here, now)
    except (BoxTrouble, Unreadable) as trouble:
        _troubled(row, trouble.code if isinstance(trouble, BoxTrouble) else "unreadable")
        return False
    _well(row, is_more=count >= BATCH)
    return count >= BATCH


def _take_all(row: Mailbox, here: Visit, now: int) -> int:
    found = here.waiting()
    if row.later_ms <= now:
        found = (here.waiting(PUT_OFF) + found)[:BATCH]
        Mailbox.objects.filter(pk=row.pk).update(later_ms=now + DAY_MS)
    for uid in found:
        raw = here.fetch(uid)
        try:
            if raw is not None:
                take_mail(row, raw)
        except TooMany:
            here.mark(uid, LATER)
            continue
        except (TooLarge, Empty):
            pass  # nothing in it that could be looked at; it stays in the mailbox, read
        here.mark(uid, DONE)
    return len(found)


def take_mail(row: Mailbox, raw: bytes) -> None:
    """One mail of the mailbox. Raises TooMany, TooLarge, Empty."""
    who = who_is(row.organisation, proven_sender(raw, row.authserv_id, row.own_hops))
    take_report(row.organisation, who, unwrap(raw).raw, raw, Way.MAIL)


def who_is(organisation: Organisation, address: str) -> Who:
    """Whom the address belongs to here, if to one person alone."""
    if not address:
        return Who()
    accounts = Account.objects.filter(email__iexact=address, is_active=True)
    member = (
        Membership.objects.filter(organisation=organisation, account__in=accounts).select_related("account").first()
    )
    account = member.account if member else None
    people = list(Person.objects.filter(organisation=organisation, email__iexact=address).order_by("pk")[:2])
    if account is not None:
        return Who(account, Person.objects.filter(organisation=organisation, account=account).first())
    if len(people) != 1:
        return Who()
    linked = people[0].account
    is_member = linked is not None and Membership.objects.filter(organisation=organisation, account=linked).exists()
    return Who(linked if is_member else None, people[0])


def _troubled(row: Mailbox, code: str) -> None:
    """Said once; it is tried again by itself."""
    Mailbox.objects.filter(pk=row.pk).update(next_ms=now_ms() + AFTER_TROUBLE_MS)
    log.warning("mail: the mailbox for reports cannot be read: %s", code)
    if row.trouble == code:
        return
    with system_action(row.organisation) as record:
        Mailbox.objects.filter(pk=row.pk).update(trouble=code)
        record.event(events.MAILBOX_FAILED, Subject("mailbox", row.uid), {"trouble": code})


def _well(row: Mailbox, *, is_more: bool) -> None:
    now = now_ms()
    Mailbox.objects.filter(pk=row.pk).update(next_ms=now if is_more else now + EVERY_MS, read_ms=now, trouble="")
    if row.trouble:
        with system_action(row.organisation) as record:
            record.event(events.MAILBOX_READ, Subject("mailbox", row.uid), {})
