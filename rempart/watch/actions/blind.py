"""Is the prober beside the console blind? Then its failed looks are our trouble, told once, and no site's outage."""

from django.db.models import QuerySet

from rempart.directory.actions.action import system_action
from rempart.directory.store.closures import open_ones
from rempart.events import watch as events
from rempart.events.kind import EventKind
from rempart.terms.scope import Subject
from rempart.watch.core import blind
from rempart.watch.core.outcome import Look, Outcome
from rempart.watch.core.standing import Change, How
from rempart.watch.core.where import where
from rempart.watch.core.wire import HUB
from rempart.watch.store.models import Monitor, Tower

LOOKED_AT = ("http", "tcp")  # kinds that need a way out; one look at each host of them is enough


class Sight:
    """What one pass knows of this machine's own sight."""

    def __init__(self, tower: Tower) -> None:
        self.tower = tower

    def judge(self, look: Look) -> Look:
        """A failed look of a blind prober says nothing; the first good one ends its blindness."""
        if not self.tower.is_blind or look.vantage != HUB or look.outcome is Outcome.CANNOT:
            return look
        if look.outcome is Outcome.BAD:
            return Look(look.vantage, look.at_ms, Outcome.CANNOT, look.took_ms, "no_network", look.detail)
        self._tell(events.PLACE_RETURNED, False, look.at_ms)
        return look

    def doubts(self, row: Monitor, change: Change) -> bool:
        """Was an outage confirmed by this place alone, while everything else is dark too?"""
        if change.how is not How.SECOND_TRY or change.places != (HUB,):
            return False
        rows = self._others(row).values_list("uid", "kind", "settings", "looked_ms", "last_outcome")
        others = [(host_of(kind, uid, settings), looked, said) for uid, kind, settings, looked, said in rows]
        if not blind.is_blind(host_of(row.kind, row.uid, row.settings), others, change.began_ms):
            return False
        self._tell(events.PLACE_BLIND, True, change.at_ms)
        return True

    def ask_others(self, row: Monitor, since_ms: int) -> dict[str, int]:
        """Look at some others now: are they dark too?"""
        late = self._others(row).filter(looked_ms__lt=since_ms).order_by("looked_ms", "pk")
        return dict.fromkeys(late.values_list("uid", flat=True)[: blind.ASKED], since_ms)

    @staticmethod
    def _others(row: Monitor) -> QuerySet[Monitor]:
        rows = Monitor.objects.filter(is_on=True, is_paused=False, kind__in=LOOKED_AT, organisation__closure=None)
        return rows.exclude(pk=row.pk)

    def _tell(self, kind: EventKind, is_blind: bool, at_ms: int) -> None:
        was = Tower.objects.filter(pk=self.tower.pk, is_blind=not is_blind)
        self.tower.is_blind = is_blind
        if was.update(is_blind=is_blind) == 1:
            tell_all(kind, Subject("place", HUB), {"place": HUB}, at_ms)


def host_of(kind: str, uid: str, settings: dict[str, object]) -> str:
    """Two ports of one host are one."""
    return where(kind, uid, settings).partition(":")[0]


def tell_all(kind: EventKind, subject: Subject, body: dict[str, object], at_ms: int) -> None:
    """In the log of each open organisation that has monitors."""
    watched = Monitor.objects.filter(is_on=True).values("organisation")
    for organisation in open_ones().filter(pk__in=watched):
        with system_action(organisation) as record:
            record.event(kind, subject, body, at_ms=at_ms)
