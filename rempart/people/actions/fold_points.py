"""Points out of the record (AWR-08): lessons and tests of this area, reports of the mail's, by their event names alone."""

from django.db.models import F

from rempart.directory.actions.follow import follow
from rempart.directory.store.models import Account, Membership, Organisation
from rempart.events import people as events
from rempart.ledger.entry import Entry, Recorded
from rempart.people.core.points import MOST_REPORTS_A_DAY, WORTH, Seen, Why
from rempart.people.store.models import KEPT_DAYS
from rempart.people.store.points import Earned, Purse
from rempart.terms.duration import DAY_S

READER = "people.points"
# Of the mail's area, whose subject is the account that reported: a report that was true, and once a day how many drills
# (`count`) somebody reported on a day (`day`), so that no single drill can be told from the record.
REPORT_TRUE, DRILLS_COUNTED = "mail.report.true", "mail.report.counted"
KINDS = (events.LESSON_FINISHED.name, events.TEST_TAKEN.name, REPORT_TRUE, DRILLS_COUNTED)
DAY_MS = DAY_S * 1_000


def fold_points() -> bool:
    """One batch of every organisation's log."""
    return follow(READER, KINDS, take)


def take(organisation: Organisation, recorded: Recorded) -> None:
    """Part of the reader's transaction: rows only."""
    entry = recorded.entry
    seen = what_counts(entry)
    if seen is None or _is_enough(organisation, seen, entry.at_ms):
        return
    account = Account.objects.filter(uid=seen.account).first()
    if account is None or not Membership.objects.filter(account=account, organisation=organisation).exists():
        return
    source = f"{recorded.log}:{recorded.index}"
    if Earned.objects.filter(organisation=organisation, source=source).exists():
        return
    purse, _ = Purse.objects.get_or_create(account=account, organisation=organisation)
    points = WORTH[seen.why] * seen.times
    # First the purse: who opts out at this moment waits for this row, or this finds it shut.
    if Purse.objects.filter(pk=purse.pk, is_out=False).update(balance=F("balance") + points):
        Earned.objects.create(
            organisation=organisation, account=account, points=points, why=seen.why, what=seen.what, source=source,
            at_ms=entry.at_ms,
        )  # fmt: skip


def what_counts(entry: Entry) -> Seen | None:
    """Who earned something by it, and for what; None for nobody."""
    actor, body = entry.actor.removeprefix("account:"), entry.body
    if entry.kind == events.LESSON_FINISHED.name:
        return Seen(actor, Why.LESSON, str(body.get("lesson", ""))[:40]) if body.get("minutes") else None
    if entry.kind == events.TEST_TAKEN.name:
        return Seen(actor, Why.TEST, str(body.get("round", ""))[:40]) if body.get("counted") is True else None
    if entry.subject.kind != "account":
        return None  # whoever confirmed a report has not made it: without a name nobody earns anything
    if entry.kind == REPORT_TRUE:
        return Seen(entry.subject.id, Why.TRUE_REPORT)
    count = body.get("count")
    times = min(count, MOST_REPORTS_A_DAY) if isinstance(count, int) else 0
    return Seen(entry.subject.id, Why.DRILL_REPORT, f"day {body.get('day', '')}"[:40], times) if times > 0 else None


def _is_enough(organisation: Organisation, seen: Seen, at_ms: int) -> bool:
    """A lesson, a round of tests and a day of drills bring points once a year, true reports a few times a day."""
    mine = Earned.objects.filter(organisation=organisation, account__uid=seen.account)
    if seen.why == Why.TRUE_REPORT:
        return mine.filter(why=seen.why, at_ms__gt=at_ms - DAY_MS).count() >= MOST_REPORTS_A_DAY
    return mine.filter(why=seen.why, what=seen.what, at_ms__gt=at_ms - KEPT_DAYS * DAY_MS).exists()
