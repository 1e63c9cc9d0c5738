"""Add, change, pause and remove ways of telling; send a test by one."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied

from rempart.channel.kept import with_kept
from rempart.directory.actions.action import Record, action, demand, now_ms, own_action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation, new_uid
from rempart.events import notices as events
from rempart.notices.actions.deliver import reader_of, send_by
from rempart.notices.core.message import Message
from rempart.notices.core.settings import SEALED
from rempart.notices.store import letters, ways
from rempart.notices.store.models import Habit, Way
from rempart.terms.scope import Subject
from rempart.terms.severity import Severity

WAYS_MAX = 100  # of one organisation


class TooMany(Exception):
    """The organisation has as many ways as it may."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person asked for. Where a sealed setting is empty, the one from before stays."""

    name: str
    settings: Mapping[str, str]
    least: Severity
    after_min: int = 0


def _opened(actor: Account, organisation: Organisation, owner: Account | None) -> AbstractContextManager[Record]:
    """One's own ways always; rooms and other people's with the right to manage notices."""
    if owner is not None and owner.pk == actor.pk:
        return own_action(actor, organisation)
    return action(actor, organisation, Permission.MANAGE_NOTICES)


def add_way(actor: Account, organisation: Organisation, unit: str, wish: Wish, *, for_room: bool) -> Way:
    """For the actor, or for a room. Raises TooMany."""
    owner = None if for_room else actor
    with _opened(actor, organisation, owner) as record:
        if Way.objects.filter(organisation=organisation).count() >= WAYS_MAX:
            raise TooMany
        uid = new_uid()
        way = Way.objects.create(
            organisation=organisation, uid=uid, account=owner, unit=unit, name=wish.name,
            sealed=ways.seal(uid, wish.settings), least=int(wish.least), after_min=wish.after_min,
        )  # fmt: skip
        record.event(events.WAY_ADDED, Subject("way", uid), {"unit": unit, "room": for_room})
        return way


def change_way(actor: Account, way: Way, wish: Wish) -> None:
    """A secret that was not typed again stays, but never follows to another address."""
    with _opened(actor, way.organisation, way.account) as record:
        settings = with_kept(ways.unseal(way), wish.settings, SEALED)
        values = {"name": wish.name, "least": int(wish.least), "after_min": wish.after_min}
        Way.objects.filter(pk=way.pk).update(**values, sealed=ways.seal(way.uid, settings))
        record.event(events.WAY_CHANGED, Subject("way", way.uid), {})


def pause_way(actor: Account, way: Way, *, is_paused: bool) -> None:
    """Paused ways are left out; what was due meanwhile is dropped."""
    with _opened(actor, way.organisation, way.account) as record:
        Way.objects.filter(pk=way.pk).update(is_paused=is_paused)
        record.event(events.WAY_CHANGED, Subject("way", way.uid), {"paused": is_paused})


def remove_way(actor: Account, way: Way) -> None:
    """With its settings."""
    with _opened(actor, way.organisation, way.account) as record:
        record.event(events.WAY_REMOVED, Subject("way", way.uid), {"unit": way.unit})
        way.delete()


def try_way(actor: Account, way: Way) -> str:
    """A message that says it is a test, now; empty when it was taken. Raises Unreadable."""
    if way.account_id != actor.pk:
        demand(actor, way.organisation, Permission.MANAGE_NOTICES)
    language, zone = reader_of(way)
    return send_by(way, _test(language, zone))


TEST = {
    "en": ("Rempart: this is a test", "Nothing happened. If you read this, this way works."),
    "fr": ("Rempart : ceci est un essai", "Il ne s’est rien passé. Si vous lisez ceci, ce moyen fonctionne."),
    "zh": ("Rempart：这是一次测试", "没有发生任何事情。如果您读到这条消息，说明此方式可用。"),
}


def _test(language: str, zone: ZoneInfo) -> Message:
    title, text = TEST[language]
    return Message(new_uid(), Severity.NOTICE, title, text, letters.moment(now_ms(), zone), is_test=True)


def set_habit(
    actor: Account, zone: str, quiet_span: tuple[int, int] | None, digest_minute: int | None
) -> None:  # about oneself alone, in every organisation: nothing that a record must hold
    """When one may be disturbed. Raises zoneinfo.ZoneInfoNotFoundError for a zone that does not exist."""
    ZoneInfo(zone)
    if not actor.is_active:
        raise PermissionDenied
    begin, end = quiet_span or (None, None)
    values = {"zone": zone, "quiet_begin": begin, "quiet_end": end, "digest_minute": digest_minute}
    Habit.objects.update_or_create(account=actor, defaults=values)
