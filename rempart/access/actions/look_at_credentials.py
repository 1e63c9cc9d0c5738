"""Once a day, and after each change of the list: which credentials need care, told once each, and counted."""

import datetime as dt
import importlib
import json
import secrets as random
from dataclasses import dataclass

import msgspec

from rempart.access.core.credentials.keeping import Care, Cause, causes, place, standing
from rempart.access.store.breached import is_breached
from rempart.access.store.service_accounts import CredentialCause, CredentialLook, ServiceAccount
from rempart.channel.sealed import Unreadable
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.directory.core.credential import HeldCredential
from rempart.directory.store.closures import open_ones
from rempart.directory.store.models import Organisation
from rempart.events import access as events
from rempart.facts.service_credentials import ServiceCredentials
from rempart.registry.discover import parts
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

DAY_MS = DAY_S * 1_000
SOURCE = "access"
LISTED = "service_account"


@dataclass(frozen=True, slots=True)
class Seen:
    """Of one look: what was there, what is wrong, and how many secrets nobody here has seen."""

    listed: int
    held: int
    unknown: int
    causes: list[Cause]

    def fact(self) -> ServiceCredentials:
        """Counts only."""
        count = {care: sum(cause.care is care for cause in self.causes) for care in Care}
        return ServiceCredentials(
            looked_at=self.listed + self.held,
            listed=self.listed,
            weak=count[Care.WEAK],
            reused=count[Care.REUSED],
            never_changed=count[Care.NEVER_CHANGED],
            overdue=count[Care.OVERDUE],
            unused=count[Care.UNUSED],
            unknown=self.unknown,
        )


def look_one() -> bool:
    """One organisation whose last look is a day old; True when there was one."""
    moment = now_ms()
    for organisation in open_ones():
        row, _ = CredentialLook.objects.get_or_create(organisation=organisation)
        due = CredentialLook.objects.filter(pk=row.pk, looked_ms=row.looked_ms)
        if row.looked_ms <= moment - DAY_MS and due.update(looked_ms=moment) == 1:
            look_at_credentials(organisation)
            return True
    return False


def look_at_credentials(organisation: Organisation) -> None:
    """Secrets are opened, compared under a key of this look alone, and dropped."""
    seen = _look(organisation)
    known = {(row.kind, row.held_uid, row.care): row for row in _rows(organisation)}
    found = {(one.kind, one.uid, one.care.value): one for one in seen.causes}
    new, gone = [found[at] for at in found.keys() - known], [known[at] for at in known.keys() - found]
    row, _ = CredentialLook.objects.get_or_create(organisation=organisation)
    fact, moment = seen.fact(), now_ms()
    told = json.dumps(msgspec.structs.asdict(fact), separators=(",", ":"))
    is_news = _is_news(fact, row, moment)
    if not (new or gone or is_news):
        return
    with system_action(organisation) as record:
        _note(record, sorted(new, key=lambda one: (one.kind, one.uid, one.care)), gone, moment)
        if is_news:
            CredentialLook.objects.filter(pk=row.pk).update(told=told, told_ms=moment)
            _tell(record, fact, moment)


def _is_news(fact: ServiceCredentials, last: CredentialLook, moment: int) -> bool:
    """What is wrong is told daily and when it changes. That nothing is wrong, once: told again it would overrule a
    document that was reviewed since, though it has seen less."""
    before = ServiceCredentials(**json.loads(last.told)) if last.told else None
    if _wrong(fact):
        return fact != before or last.told_ms <= moment - DAY_MS
    return fact.listed > (before.listed if before else 0) or bool(before and _wrong(before))


def _wrong(fact: ServiceCredentials) -> int:
    return fact.weak + fact.reused + fact.never_changed + fact.overdue


def held_credentials(organisation: Organisation) -> list[HeldCredential]:
    """Of every area that holds some."""
    names = parts("rempart", "actions.credentials_held")
    return [one for name in names for one in importlib.import_module(name).held(organisation)]


def _look(organisation: Organisation) -> Seen:
    held, opened, unknown = held_credentials(organisation), {}, 0
    for one in held:
        try:
            value = one.opened() if one.opened is not None else ""
        except Unreadable:
            value = ""
        if value:
            opened[place(one)] = value
        unknown += not value and not one.is_random
    today = dt.datetime.now(dt.UTC).date()
    rows = list(ServiceAccount.objects.filter(organisation=organisation).order_by("pk"))
    found = causes(held, opened, is_breached, random.token_bytes(32), now_ms())
    for row in rows:
        care = standing(row.changed_on, row.every_days, today)
        if care is not None:
            found.append(Cause(LISTED, row.uid, care, row.purpose))
    return Seen(len(rows), len(held), unknown + len(rows), found)


def _rows(organisation: Organisation) -> list[CredentialCause]:
    return list(CredentialCause.objects.filter(organisation=organisation).order_by("pk"))


def _note(record: Record, new: list[Cause], gone: list[CredentialCause], moment: int) -> None:
    for one in new:
        row, is_made = CredentialCause.objects.get_or_create(
            organisation=record.organisation,
            kind=one.kind,
            held_uid=one.uid,
            care=one.care.value,
            defaults={"name": one.name, "also": one.also, "since_ms": moment},
        )
        if is_made:
            body = {"kind": one.kind, "fault": one.care.value, "held": one.uid}
            record.event(events.CREDENTIAL_WEAK, Subject("credential", row.uid), body)
    for row in gone:
        record.event(events.CREDENTIAL_MENDED, Subject("credential", row.uid), {"kind": row.kind})
        row.delete()


def _tell(record: Record, fact: ServiceCredentials, moment: int) -> None:
    subject = Subject("organisation", record.organisation.uid)
    tell_fact(record, events.FACT_RECORDED, subject, fact, at_ms=moment, source=SOURCE)
