"""A certificate issued or withdrawn (AWR-20, AWR-09), and the key that signs an organisation's badges."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db.models import F, Max

from rempart.channel import sealed
from rempart.directory.actions.action import action, now_ms, own_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.events import people as events
from rempart.people.actions.make_plan import counted
from rempart.people.core.badge import STATUS_BITS
from rempart.people.core.certificate import VALID_MS, What
from rempart.people.core.exam import LENGTH, TOLD_RIGHT, Round
from rempart.people.store.certificates import BadgeKey, Certificate
from rempart.people.store.hours import minutes_of
from rempart.people.store.library import lessons_of
from rempart.people.store.models import YEAR_MINUTES, School
from rempart.people.store.plan import Exam
from rempart.people.store.points import Star
from rempart.terms.scope import Subject


class NotYet(Exception):
    """What it would certify was not done here, or not lately."""


def earned_amount(account: Account, organisation: Organisation, what: What, month: str = "") -> int | None:
    """What would stand on it (minutes; 1 for what has no amount), None where there is nothing to certify."""
    moment = now_ms()
    minutes = minutes_of(organisation, moment, account).get(account.pk, 0)
    if what == What.LESSONS:
        return minutes if counted(account, organisation) >= set(lessons_of(organisation)) else None
    if what == What.HOURS:
        school = School.objects.filter(organisation=organisation).first()
        return minutes if minutes >= (school.year_minutes if school else YEAR_MINUTES) else None
    if what == What.TEST:
        mine = Exam.objects.filter(account=account, organisation=organisation, is_hurried=False, asked__gte=LENGTH)
        lately = mine.filter(ended_ms__gt=moment - VALID_MS, round__in=(Round.FINAL, Round.LATER))
        is_known = any(one.right >= TOLD_RIGHT * one.asked for one in lately)
        return 1 if is_known else None
    star = Star.objects.filter(account=account, organisation=organisation, month=month).first()
    return star.points if star else None


def issue_certificate(account: Account, organisation: Organisation, what: What, month: str = "") -> Certificate:
    """The one that is valid, else a new one. Raises NotYet."""
    with own_action(account, organisation) as record:
        moment = now_ms()
        mine = Certificate.objects.filter(account=account, organisation=organisation, what=what, month=month)
        row = mine.filter(until_ms__gt=moment, withdrawn_ms=None).first()
        if row is None:
            if mine.filter(withdrawn_ms__isnull=False, until_ms__gt=moment).exists():
                raise NotYet  # what was withdrawn does not come back by asking again
            if (amount := earned_amount(account, organisation, what, month)) is None:
                raise NotYet
            row = Certificate.objects.create(
                account=account, organisation=organisation, what=what, month=month, amount=amount, issued_ms=moment,
                until_ms=moment + VALID_MS, place=_place(organisation),
            )  # fmt: skip
        record.event(events.CERTIFICATE_ISSUED, Subject("certificate", row.uid), {"what": what.value})
    return row


def withdraw_certificate(actor: Account, row: Certificate) -> None:
    """It was issued in error; its page and its badge say so from now on."""
    with action(actor, row.organisation, Permission.TEACH) as record:
        Certificate.objects.filter(pk=row.pk, withdrawn_ms=None).update(withdrawn_ms=now_ms())
        record.event(events.CERTIFICATE_WITHDRAWN, Subject("certificate", row.uid), {"what": row.what})


def key_of(organisation: Organisation) -> Ed25519PrivateKey:
    """Raises Unreadable under another installation's key."""
    held = held_key(organisation)
    return Ed25519PrivateKey.from_private_bytes(sealed.decrypt(held.sealed, context_of(held, "sealed")))


def held_key(organisation: Organisation) -> BadgeKey:
    """Made with the first certificate, and anew where the organisation moved to: keys stay behind, certificates come along."""
    made = BadgeKey(organisation=organisation)
    last = Certificate.objects.filter(organisation=organisation).aggregate(last=Max("place"))["last"]
    fresh = sealed.encrypt(Ed25519PrivateKey.generate().private_bytes_raw(), context_of(made, "sealed"))
    begun = {"sealed": fresh, "next_place": 0 if last is None else last + 1}
    return BadgeKey.objects.get_or_create(organisation=organisation, defaults=begun)[0]


def _place(organisation: Organisation) -> int:
    """The next one in the list of what is withdrawn; the action holds everybody else off."""
    held = held_key(organisation)
    if held.next_place >= STATUS_BITS:
        raise NotYet
    BadgeKey.objects.filter(pk=held.pk).update(next_place=F("next_place") + 1)
    return held.next_place
