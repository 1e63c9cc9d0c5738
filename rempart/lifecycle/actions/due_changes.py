"""Planned changes whose moment has come, and paused ones that nobody allowed in time."""

from django.db import transaction

from rempart.directory.actions.action import now_ms, one_at_a_time, system_action
from rempart.lifecycle.actions.allow_changes import change_of
from rempart.lifecycle.actions.ask_change import settle
from rempart.lifecycle.actions.drop_change import drop
from rempart.lifecycle.actions.standing import standing_of
from rempart.lifecycle.core.steps import Stage
from rempart.lifecycle.store.models import Transition


def one_due_change() -> bool:
    """The oldest one, in its own transaction; True when there was one."""
    moment = now_ms()
    awake = Transition.objects.filter(organisation__closure=None)
    row = (
        awake.filter(stage=Stage.PLANNED, due_at_ms__lte=moment).order_by("due_at_ms", "pk").first()
        or awake.filter(stage=Stage.PAUSED, paused_until_ms__lte=moment).order_by("pk").first()
    )
    if row is None:
        return False
    with transaction.atomic():
        one_at_a_time(row.organisation)
        locked = Transition.objects.select_for_update().filter(pk=row.pk, stage=row.stage).first()
        return locked is None or _settle(locked)


def _settle(locked: Transition) -> bool:
    with system_action(locked.organisation) as record:
        if locked.stage == Stage.PAUSED:
            return drop(record, locked, "expired")
        person = locked.person
        if person is None:
            return drop(record, locked, "erased")
        change = change_of(locked, standing_of(person))
        if change.is_empty:
            return drop(record, locked, "true_already")
        locked.before, locked.takes, locked.digest = change.before.plain(), change.takes_away, change.digest()
        locked.kind = change.kind.value
        locked.save(update_fields=["before", "takes", "digest", "kind"])
        settle(record, locked, change, person)
    return True
