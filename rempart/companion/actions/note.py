"""How a companion stands, noted after each turn: silence and lies are told once, and so is their end."""

from rempart.companion.actions.troubles import Trouble, is_lie, word_of
from rempart.companion.core.states import (
    ASKED,
    CLOCK_OFF_S,
    LIED_PAUSE_MS,
    SILENT_AFTER,
    LinkState,
    pause_ms,
)
from rempart.companion.store.models import Link
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import companion as events
from rempart.terms.scope import Subject


def note_answer(row: Link, door: int, clock_off_s: int | None = None) -> None:
    """It answered, signed by its key. Whoever was silent or lied is told to be back."""
    moment = now_ms()
    mine = Link.objects.filter(pk=row.pk, state__in=ASKED)
    was_away = row.state != LinkState.CONNECTED.value
    values = {"failures": 0, "last_ok_ms": moment, "door": door, "trouble": ""}
    if was_away:
        with system_action(row.organisation) as record:
            mine.update(**values, state=LinkState.CONNECTED.value, changed_at_ms=moment)
            record.event(events.SITE_ANSWERED, Subject("site", row.site.uid), {"after_ms": moment - row.changed_at_ms})
    else:
        mine.update(**values)
    row.state, row.failures, row.door, row.last_ok_ms = LinkState.CONNECTED.value, 0, door, moment
    if clock_off_s is not None:
        _note_clock(row, clock_off_s)


def _note_clock(row: Link, off_s: int) -> None:
    was_off, is_off = abs(row.clock_off_s) > CLOCK_OFF_S, abs(off_s) > CLOCK_OFF_S
    if off_s == row.clock_off_s:
        return
    mine = Link.objects.filter(pk=row.pk)
    if was_off == is_off:
        mine.update(clock_off_s=off_s)
    else:
        with system_action(row.organisation) as record:
            mine.update(clock_off_s=off_s)
            kind = events.CLOCK_DIFFERED if is_off else events.CLOCK_AGREED
            record.event(kind, Subject("site", row.site.uid), {"seconds": off_s})
    row.clock_off_s = off_s


def note_trouble(row: Link, trouble: Trouble) -> None:
    """A lie is told at once, silence after some minutes; each once, until it answers again."""
    moment, failures, word = now_ms(), row.failures + 1, word_of(trouble)
    lied = is_lie(trouble)
    state = row.state
    if lied:
        state = LinkState.LYING.value
    elif row.state == LinkState.CONNECTED.value and failures >= SILENT_AFTER:
        state = LinkState.SILENT.value
    values = {
        "failures": failures,
        "trouble": word,
        "next_at_ms": moment + (LIED_PAUSE_MS if lied else pause_ms(failures)),
    }
    mine = Link.objects.filter(pk=row.pk, state__in=ASKED)
    if state == row.state:
        mine.update(**values)
        return
    with system_action(row.organisation) as record:
        mine.update(**values, state=state, changed_at_ms=moment)
        kind = events.SITE_LIED if lied else events.SITE_SILENT
        record.event(kind, Subject("site", row.site.uid), {"trouble": word})
