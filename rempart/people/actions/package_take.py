"""Somebody takes a lesson from elsewhere: it is begun or gone on with, and what its pages tell is kept and bounded.

Nothing is written between a beginning and an end but the state that the page tells: one row, and no entry in the record.
"""

import json
from typing import Any

from django.db import transaction
from django.utils.crypto import salted_hmac

from rempart.directory.actions.action import now_ms, own_action, system_action
from rempart.directory.store.closures import is_closed
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.core.attempt import Why
from rempart.people.core.standards import told as rules
from rempart.people.core.standards.course import Kind
from rempart.people.core.standards.told import Told
from rempart.people.store.packages import LessonPackage, PackageAttempt, PackageRun
from rempart.terms.scope import Subject


class Shut(LookupError):
    """It is not open to learners."""


class Stale(Exception):
    """Another window went on with it, or it has ended."""


class TooMuch(ValueError):
    """More than a part may keep, or in another form."""


def begin(account: Account, package: LessonPackage) -> PackageAttempt:
    """The one under way, else a new one. Raises Shut."""
    if package.state != LessonPackage.OPEN:
        raise Shut
    organisation = package.organisation
    with own_action(account, organisation) as record:
        mine = PackageAttempt.objects.filter(account=account, organisation=organisation, package=package, ended_ms=None)
        if (here := mine.order_by("-pk").first()) is not None:
            record.event(events.PACKAGE_RESUMED, Subject("package", package.uid), {"package": package.uid})
            return here
        at = now_ms()
        made = PackageAttempt.objects.create(
            account=account, organisation=organisation, package=package, begun_ms=at, heard_ms=at
        )
        PackageRun.objects.bulk_create(PackageRun(attempt=made, number=at) for at in range(len(package.parts)))
        record.event(events.PACKAGE_BEGUN, Subject("package", package.uid), {"package": package.uid})
    return made


def enter(attempt: PackageAttempt) -> None:
    """The page of a part comes up: time counts from here."""
    PackageAttempt.objects.filter(pk=attempt.pk, ended_ms=None).update(heard_ms=now_ms())


def keep(run: PackageRun, revision: int, state: Any | None) -> PackageRun:
    """What the page of a part tells; None is a sign of life, which lets time pass and
    nothing else. Raises Shut, Stale, TooMuch."""
    attempt = run.attempt
    if attempt.package.state != LessonPackage.OPEN or is_closed(attempt.organisation):
        raise Shut
    if state is not None and Kind(attempt.package.kind) is Kind.CMI5:
        raise TooMuch  # a unit of cmi5 speaks to its record store
    if state is not None and (not rules.fits(state) or len(json.dumps(state)) > rules.MAX_KEPT):
        raise TooMuch
    changed: dict[str, Any] = {}
    if state is not None:
        package = attempt.package
        said = rules.told(Kind(package.kind), package.each()[run.number], state)
        changed = {
            "state": state, "revision": revision + 1,
            "is_finished": run.is_finished or said.is_finished,  # looked at again, it stays finished
            "is_passed": run.is_passed or (run.is_passed if said.is_passed is None else said.is_passed),
            "score": run.score if said.score is None else said.score,
        }  # fmt: skip
    with transaction.atomic():
        let_time_pass(attempt)
        if changed and PackageRun.objects.filter(pk=run.pk, revision=revision).update(**changed) != 1:
            raise Stale
    run.refresh_from_db()
    return run


def let_time_pass(attempt: PackageAttempt) -> None:
    """The hub's clock goes on. Two words of one page may come together: each looks again. Raises Stale."""
    for _ in range(3):
        now = max(now_ms(), attempt.heard_ms + 1)
        seconds = rules.spent(attempt.seconds, (now - attempt.heard_ms) / 1_000)
        mine = PackageAttempt.objects.filter(pk=attempt.pk, heard_ms=attempt.heard_ms, ended_ms=None)
        moved = mine.update(heard_ms=now, seconds=seconds)
        attempt.refresh_from_db()
        if moved == 1:
            return
    raise Stale


def settle(attempt: PackageAttempt) -> bool:
    """Ends it when every part says that it is finished. True when it has ended."""
    return _settle(attempt, by_itself=False)


def settle_one(before_ms: int) -> bool:
    """One attempt that was left without a word since, and whose parts are all finished; True when there was one."""
    left = PackageAttempt.objects.filter(ended_ms=None, heard_ms__lt=before_ms, organisation__closure=None)
    ready = left.exclude(packagerun__is_finished=False).filter(packagerun__is_finished=True)
    found = ready.select_related("account", "organisation", "package").order_by("pk").first()
    return found is not None and _settle(found, by_itself=True)


def _settle(attempt: PackageAttempt, *, by_itself: bool) -> bool:
    if attempt.ended_ms is not None:
        return True
    runs = PackageRun.objects.filter(attempt=attempt)
    each = [Told(one.is_finished, one.is_passed, one.score) for one in runs]
    why, minutes = rules.worth(each, attempt.seconds, attempt.package.minutes)
    if why is Why.UNDER_WAY:
        return False
    at, package = now_ms(), attempt.package
    doing = system_action(attempt.organisation) if by_itself else own_action(attempt.account, attempt.organisation)
    with doing as record:
        mine = PackageAttempt.objects.filter(pk=attempt.pk, ended_ms=None)
        mine.update(ended_ms=at, why=why, minutes=minutes)
        body = {"package": package.uid, "minutes": minutes, "why": str(why)}
        record.event(events.PACKAGE_FINISHED, Subject("package", package.uid), body)
    attempt.refresh_from_db()
    return True


def learner_word(account: Account, organisation: Organisation) -> str:
    """What a package is told of who learns: the same word as long as the key of sessions, and nothing that says who it is."""
    return salted_hmac("rempart.people.package", f"{organisation.uid}:{account.uid}").hexdigest()[:16]
