"""Send what is due: taken by a conditional update, sent without a transaction, noted afterwards.

A kill between sending and noting sends once more: being told twice is better than never; `Message.id` is the same.
"""

from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q

from rempart.channel.sealed import Unreadable
from rempart.design.formats import short_language
from rempart.directory.actions.action import now_ms, one_at_a_time, system_action
from rempart.directory.store.closures import is_closed
from rempart.events import notices as events
from rempart.notices.core.message import Message
from rempart.notices.core.pauses import pause_s
from rempart.notices.core.plan import reminder_ms
from rempart.notices.net.send import send
from rempart.notices.store import letters, ways
from rempart.notices.store.models import Habit, Notice, Telling, Way
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity

LEASE_MS = 60_000  # longer than the longest exchange
# Of a closed organisation only what has happened since is told: the closing itself, and who tries to come in.
_MATTERS = Q(notice__organisation__closure=None) | Q(notice__first_at_ms__gte=F("notice__organisation__closure__at_ms"))
DIGEST_MAX = 200  # matters in one digest; the rest is in the next


def deliver() -> bool:
    """One telling, or one digest; False when nothing is due."""
    now = now_ms()
    due = Telling.objects.filter(_MATTERS, state=Telling.WAITING, due_at_ms__lte=now, lease_until_ms__lt=now)
    row = due.select_related("notice__organisation", "way__organisation", "way__account").order_by("due_at_ms").first()
    if row is None:
        return False
    held = _take(row, now)
    if held:
        _tell(held)
    return True


def _take(row: Telling, now: int) -> list[Telling]:
    """The telling, or all that belong to the same digest; without those whose matter is no longer open."""
    same = Telling.objects.filter(pk=row.pk)
    if row.in_digest:
        same = Telling.objects.filter(
            _MATTERS, way=row.way, in_digest=True, state=Telling.WAITING, due_at_ms__lte=now, lease_until_ms__lt=now
        )
    keys = list(same.order_by("pk").values_list("pk", flat=True)[:DIGEST_MAX])
    free = Telling.objects.filter(pk__in=keys, state=Telling.WAITING, lease_until_ms__lt=now)
    if free.update(lease_until_ms=now + LEASE_MS) != len(keys):
        Telling.objects.filter(pk__in=keys, lease_until_ms=now + LEASE_MS).update(lease_until_ms=0)
        return []
    held = list(
        Telling.objects.filter(pk__in=keys).select_related("notice__organisation", "way__organisation", "way__account")
    )
    gone = [one.pk for one in held if not _is_wanted(one)]
    Telling.objects.filter(pk__in=gone).update(state=Telling.DROPPED, lease_until_ms=0)
    return [one for one in held if one.pk not in gone]


def _is_wanted(telling: Telling) -> bool:
    """Not when it is over, when somebody took it in hand before this one's turn, or when the person has left."""
    way, notice = telling.way, telling.notice
    if way.is_paused or not ways.may_be_told(way) or notice.state == Notice.OVER:
        return False
    is_later = way.after_min > 0 or telling.reminders > 0
    return not (is_later and notice.state == Notice.TAKEN)


def _tell(held: list[Telling]) -> None:
    way = held[0].way
    try:
        code = send_by(way, _message(way, held))
    except Unreadable:
        code = "sealed"
    with transaction.atomic():
        one_at_a_time(way.organisation)
        states = [_note(telling, code) for telling in held]
        given_up = [telling.notice.kind for telling, state in zip(held, states, strict=True) if state == Telling.FAILED]
        if Telling.SENT in states:
            _recovered(way)
        # once for a digest; and a broken way is told by the others, not for ever about itself
        if any(kind != events.WAY_FAILED.name for kind in given_up):
            _failed(way, code)


def send_by(way: Way, message: Message) -> str:
    """One message now; empty when it was taken. Raises Unreadable."""
    unit = ways.units()[way.unit]
    return send(unit, unit.compose(message, ways.unseal(way), now_ms() // 1000))


def reader_of(way: Way) -> tuple[str, ZoneInfo]:
    """Language and zone: a person's own; a room reads English in UTC unless an owner's language is all there is."""
    if way.account is None:
        return "en", ZoneInfo("UTC")
    habit = Habit.objects.filter(account=way.account).first()
    return short_language(way.account.language or "en"), ZoneInfo(habit.zone if habit else "UTC")


def _message(way: Way, held: list[Telling]) -> Message:
    language, zone = reader_of(way)
    number = f"{held[0].notice.uid}-{held[0].pk}-{held[0].reminders}"
    if held[0].in_digest:
        return letters.digest([one.notice for one in held], number, language, zone)
    return letters.message(held[0].notice, number, language, zone)


def _note(telling: Telling, code: str) -> str:
    """The state that follows; what became of the way is said once for all that it carried."""
    now, tries = now_ms(), telling.tries + 1
    mine = Telling.objects.filter(pk=telling.pk, state=Telling.WAITING)
    if not code:
        if mine.update(state=Telling.SENT, sent_at_ms=now, code="", lease_until_ms=0, tries=tries):
            _remind(telling, now)
            return Telling.SENT
        return Telling.DROPPED
    pause = pause_s(tries)
    if pause is not None:
        mine.update(tries=tries, code=code, due_at_ms=now + pause * 1000, lease_until_ms=0)
        return Telling.WAITING
    mine.update(state=Telling.FAILED, tries=tries, code=code, lease_until_ms=0)
    return Telling.FAILED


def _failed(way: Way, code: str) -> None:
    if is_closed(way.organisation):
        return
    with system_action(way.organisation) as record:
        record.event(events.WAY_FAILED, Subject("way", way.uid), {"unit": way.unit, "code": code})


def _recovered(way: Way) -> None:
    cause = Notice.objects.filter(organisation=way.organisation, kind=events.WAY_FAILED.name, subject_id=way.uid)
    if cause.exclude(state=Notice.OVER).exists() and not is_closed(way.organisation):
        with system_action(way.organisation) as record:
            record.event(events.WAY_WORKS, Subject("way", way.uid), {})


def _remind(telling: Telling, now: int) -> None:
    notice = telling.notice
    at = reminder_ms(Severity(notice.severity), now, telling.reminders)
    if at is not None and not telling.in_digest and notice.state == Notice.OPEN:
        Telling.objects.create(notice=notice, way=telling.way, due_at_ms=at, reminders=telling.reminders + 1)
