"""Ways by what they hold, and whom a notice of an organisation reaches."""

import json
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from rempart.channel.sealed import decrypt, encrypt
from rempart.directory.actions.action import now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Organisation
from rempart.directory.store.sealed_field import context_of
from rempart.directory.store.standing import standing
from rempart.notices.core import plan
from rempart.notices.core.channel import Channel
from rempart.notices.store.models import Habit, Way
from rempart.registry.discover import discover
from rempart.terms.severity import Severity


def units() -> dict[str, Channel]:
    """The channels on offer."""
    return discover("rempart.notices.channels", Channel)


def seal(uid: str, settings: Mapping[str, str]) -> bytes:
    """For the column `sealed`."""
    return encrypt(json.dumps(dict(settings)).encode(), place_of(uid))


def unseal(way: Way) -> dict[str, str]:
    """Raises rempart.channel.sealed.Unreadable when the key file is another one."""
    found: dict[str, str] = json.loads(decrypt(bytes(way.sealed), place_of(way.uid)))
    return found


def reaching(organisation: Organisation) -> list[plan.Way]:
    """The ways in use: rooms, and people who may still read here."""
    rows = Way.objects.filter(organisation=organisation, is_paused=False).select_related("account").order_by("pk")
    habits = {habit.account_id: habit for habit in Habit.objects.filter(account__way__organisation=organisation)}
    return [as_planned(row, habits.get(row.account_id or 0)) for row in rows if may_be_told(row)]


def may_be_told(way: Way) -> bool:
    """A room always; a person while the membership lasts."""
    if way.account is None:
        return True
    held = standing(way.account, way.organisation, now_ms())
    return held.holds(Permission.READ) or held.holds(Permission.ACKNOWLEDGE)


def as_planned(way: Way, habit: Habit | None) -> plan.Way:
    """What the plan asks of a way."""
    mine = habit or Habit()
    return plan.Way(
        way.pk, Severity(way.least), ZoneInfo(mine.zone), mine.quiet_begin, mine.quiet_end, mine.digest_minute,
        way.after_min,
    )  # fmt: skip


def place_of(uid: str) -> str:
    """What its settings are bound to."""
    return context_of(Way(uid=uid), "sealed")
