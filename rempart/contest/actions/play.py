"""What everybody on a side may do: hand in a flag, take a hint, choose a remedy, go and look at a site.

Written by the system, not by the person: in the record, in the tables and on the pages there are sides and nobody else.
"""

import hashlib
import secrets
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db.models import F

from rempart.contest.actions import live
from rempart.contest.core.flag import whose
from rempart.contest.core.remedy import MOST, TOGETHER, Kind, targets
from rempart.contest.core.score import FIRST
from rempart.contest.core.states import Done, Stage
from rempart.contest.store.models import Camp, Contest, Found, Hinted, Remedy, Word
from rempart.directory.actions.action import now_ms, system_action
from rempart.directory.store.models import Account
from rempart.directory.store.standing import membership
from rempart.events import contest as events
from rempart.terms.scope import Subject

TRIES = 60  # flags of one side within a minute; guessing one takes longer than the universe
WORD_MS = 120_000  # that a way in waits for its browser
MINUTE_MS = 60_000
WORDS = 200  # ways into one site that wait at once


class Over(Exception):
    """The contest does not run."""


class NotThis(ValueError):
    """What was chosen is not there to choose (any more), or too much waits."""


class Said(StrEnum):
    """What came of a flag."""

    FOUND = "found"
    FIRST = "first"
    AGAIN = "again"
    OWN = "own"
    UNKNOWN = "unknown"
    TOO_FAST = "too_fast"


def side_of(account: Account, contest: Contest) -> Camp | None:
    """The side this person plays for; None for whoever only watches."""
    if contest.stage != Stage.RUNNING and contest.stage != Stage.WAITING:
        return None
    return next((one for one in contest.camp_set.order_by("pk") if account.uid in one.members), None)


def _mine(account: Account, contest: Contest) -> Camp:
    """Raises PermissionDenied, Over."""
    row = Contest.objects.get(pk=contest.pk)
    if row.stage != Stage.RUNNING or row.ends_ms is None or now_ms() >= row.ends_ms:
        raise Over
    side = side_of(account, row)
    if side is None or membership(account, row.organisation, now_ms()) is None:
        raise PermissionDenied
    return side


def hand_in(account: Account, contest: Contest, given: str) -> Said:
    """Raises PermissionDenied, Over."""
    side, moment = _mine(account, contest), now_ms()
    if not _in_time(side, moment):
        return Said.TOO_FAST
    sides = {one.uid: one for one in contest.camp_set.order_by("pk")}
    try:
        whose_ = whose(live.key_of(contest.uid), given, sides, contest.weaknesses)
    except live.NoKey as gone:
        raise Over from gone
    if whose_ is None:
        return Said.UNKNOWN
    victim, weakness = sides[whose_[0]], whose_[1]
    if victim.pk == side.pk:
        return Said.OWN
    if Found.objects.filter(side=side, victim=victim, weakness=weakness).exists():
        return Said.AGAIN
    with system_action(contest.organisation) as record:
        if Found.objects.filter(side=side, victim=victim, weakness=weakness).exists():
            record.event(events.FLAG_FOUND, _subject(contest), {"weakness": weakness, "points": 0, "side": side.uid})
            return Said.AGAIN
        is_first = not Found.objects.filter(contest=contest, weakness=weakness).exists()
        Found.objects.create(
            organisation=contest.organisation, contest=contest, side=side, victim=victim, weakness=weakness,
            is_first=is_first, at_ms=moment,
        )  # fmt: skip
        points = live.weaknesses()[weakness].points + (FIRST if is_first else 0)
        body = {"weakness": weakness, "points": points, "side": side.uid, "of": victim.uid}
        record.event(events.FLAG_FOUND, _subject(contest), body)
    return Said.FIRST if is_first else Said.FOUND


def _in_time(side: Camp, moment: int) -> bool:
    """Counted by conditional updates: two who hand in at once are both counted."""
    begun = Camp.objects.filter(pk=side.pk, tries_ms__lte=moment - MINUTE_MS).update(tries=1, tries_ms=moment)
    return bool(begun) or Camp.objects.filter(pk=side.pk, tries__lt=TRIES).update(tries=F("tries") + 1) == 1


def take_hint(account: Account, contest: Contest, weakness: str) -> None:
    """Costs its points once; who asked is not kept. Raises PermissionDenied, Over, NotThis."""
    side = _mine(account, contest)
    if weakness not in contest.weaknesses:
        raise NotThis(weakness)
    if Hinted.objects.filter(side=side, weakness=weakness).exists():
        return
    with system_action(contest.organisation) as record:
        Hinted.objects.get_or_create(organisation=contest.organisation, side=side, weakness=weakness)
        record.event(events.HINT_TAKEN, _subject(contest), {"weakness": weakness, "side": side.uid})


def choose_remedy(account: Account, contest: Contest, kind: str, target: str) -> Remedy:
    """On the own site alone, from what was last seen there. Raises PermissionDenied, Over, NotThis."""
    side = _mine(account, contest)
    if kind not in list(Kind) or target not in targets(Kind(kind), side.ground):
        raise NotThis(kind)
    with system_action(contest.organisation) as record:
        mine = Remedy.objects.filter(side=side)
        if mine.count() >= MOST or mine.filter(stage=Done.WAITING).count() >= TOGETHER:
            raise NotThis("many")
        made = Remedy.objects.create(
            organisation=contest.organisation, side=side, kind=kind, target=target, at_ms=now_ms()
        )
        record.event(events.REMEDY_ASKED, _subject(contest), {"remedy": Kind(kind).value, "side": side.uid})
    return made


def enter(account: Account, contest: Contest, side: Camp) -> str:
    """An address that lets this person's browser into that side's site once. Raises PermissionDenied, Over, NotThis."""
    _mine(account, contest)
    if side.contest_id != contest.pk or not side.address:
        raise NotThis("site")
    moment, word = now_ms(), secrets.token_urlsafe(24)
    Word.objects.filter(until_ms__lte=moment).delete()
    if Word.objects.filter(side=side).count() >= WORDS:
        raise NotThis("many")
    Word.objects.create(organisation=contest.organisation, side=side, digest=digest(word), until_ms=moment + WORD_MS)
    return f"{side.address}/.rempart/enter?word={word}"


def admit(side: str, word: str) -> bool:
    """Is that a word into this side's site? It is used with this. Asked by the gate."""
    found = Word.objects.filter(side__uid=side, digest=digest(word), until_ms__gt=now_ms())
    return found.delete()[0] == 1


def digest(word: str) -> str:
    """What the row keeps of a word."""
    return hashlib.sha256(word.encode()).hexdigest()


def _subject(contest: Contest) -> Subject:
    return Subject("contest", contest.uid)
