"""What the worker does for copies: makes those that wait, keeps those it serves, ends those whose time is over, takes up
or throws away what a killed process has left."""

import contextlib

from rempart.channel.source import Stopped, Trouble
from rempart.directory.actions.action import now_ms
from rempart.directory.store.closures import is_closed
from rempart.staging.actions import live
from rempart.staging.actions.make_copy import bring, remove, serve_again
from rempart.staging.core.stage import LIVE, MAX_TRIES, Purpose, Stage
from rempart.staging.net import hostile
from rempart.staging.store.models import SiteCopy


def make_one() -> bool:
    """One that waits; True when there was one."""
    waiting = SiteCopy.objects.filter(stage=Stage.WAITING, organisation__closure=None)
    for row in waiting.select_related("site", "organisation").order_by("pk")[:5]:
        if row.is_removal_asked:
            remove(row, "stopped")
            return True
        if not live.hold(row.uid):
            continue
        claim = SiteCopy.objects.filter(pk=row.pk, stage=Stage.WAITING)
        if claim.update(stage=Stage.MAKING, tries=row.tries + 1) != 1:
            live.let_go(row.uid)
            continue
        row.refresh_from_db()
        with contextlib.suppress(Trouble, Stopped):  # the row says it
            bring(row)
        return True
    return False


def keep() -> bool:
    """One look at all of them; never more to do at once."""
    moment = now_ms()
    for row in SiteCopy.objects.filter(stage__in=(Stage.MAKING, Stage.OPEN)).select_related("site", "organisation"):
        copy = live.LIVE.get(row.uid)
        if copy is not None and row.stage == Stage.OPEN:
            _look_at(row, moment)
        elif copy is None and live.hold(row.uid):
            _take_up(row, moment)
    for row in SiteCopy.objects.filter(stage=Stage.WAITING, expires_at_ms__lte=moment).select_related(
        "site", "organisation"
    ):
        remove(row, "expired")
    _sweep()
    return False


def _look_at(row: SiteCopy, moment: int) -> None:
    """One of ours."""
    copy = live.LIVE[row.uid]
    if row.is_removal_asked or row.expires_at_ms <= moment:
        remove(row, "asked" if row.is_removal_asked else "expired")
    elif not copy.is_alive:
        remove(row, "too_large" if copy.why else "no_answer", Stage.FAILED, copy.why)
    elif row.purpose == Purpose.STAGING:
        found = copy.sunk()
        told = {"mails": found.mails, "calls": dict(found.calls)}
        if told != row.sunk:
            SiteCopy.objects.filter(pk=row.pk).update(sunk=told)


def _take_up(row: SiteCopy, moment: int) -> None:
    """Of a process that is no longer there: this one holds its lock now."""
    row.refresh_from_db()  # whoever had it may have ended it while we looked
    if row.stage not in LIVE:
        _drop(row.uid)
        return
    if row.is_removal_asked or row.expires_at_ms <= moment or row.purpose != Purpose.STAGING or row.tries > MAX_TRIES:
        remove(row, "expired" if row.expires_at_ms <= moment else "asked" if row.is_removal_asked else "left_behind")
        return
    if row.stage == Stage.MAKING:  # half of it is worth nothing: from the beginning
        hostile.delete(live.folder_of(row.uid))
        SiteCopy.objects.filter(pk=row.pk, stage=Stage.MAKING).update(stage=Stage.WAITING)
        live.let_go(row.uid)
        return
    if is_closed(row.organisation):  # nothing of it is begun now; its day ends all the same
        live.let_go(row.uid)
        return
    SiteCopy.objects.filter(pk=row.pk).update(tries=row.tries + 1)
    try:
        serve_again(row)
    except Trouble as trouble:
        remove(row, trouble.code, Stage.FAILED, trouble.detail)


def _sweep() -> None:
    """Folders and locks whose row is gone (an organisation that was closed) or ended."""
    held = set(SiteCopy.objects.filter(stage__in=LIVE).values_list("uid", flat=True))
    for uid in set(live.LIVE) - held:
        if not SiteCopy.objects.filter(
            uid=uid, stage__in=LIVE
        ).exists():  # its organisation is gone, and its row with it
            live.LIVE.pop(uid).stop()
            _drop(uid)
    for entry in live.folder_of_all().iterdir():
        uid = entry.name.removesuffix(".lock")
        if uid not in held and uid not in live.LIVE and live.hold(uid):
            if SiteCopy.objects.filter(uid=uid, stage__in=LIVE).exists():  # begun while we looked
                live.let_go(uid)
                continue
            _drop(uid)


def _drop(uid: str) -> None:
    hostile.delete(live.folder_of(uid))
    (live.folder_of_all() / f"{uid}.lock").unlink(missing_ok=True)
    live.let_go(uid)
