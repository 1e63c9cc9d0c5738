"""A unit of cmi5 that was launched speaks to its record store: a token for one launch, statements, and documents it keeps.

Not a record store for others: nothing is taken that does not speak of this launch, and nothing is passed on.
"""

import json
import secrets
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.core import signing
from django.db import transaction

from rempart.directory.actions.action import now_ms
from rempart.directory.store.closures import is_closed
from rempart.people.actions.package_take import Shut, Stale, learner_word, let_time_pass, settle
from rempart.people.core.standards import statements as rules
from rempart.people.core.standards.statements import BadStatement, Launch
from rempart.people.store.packages import LessonPackage, PackageRun, PackageStatement

TOKEN_S = 12 * 3_600  # as long as the files of the package
_SALT = "rempart.people.xapi"


class Foreign(Exception):
    """No token, a spent one, or one of an earlier launch."""


class Full(ValueError):
    """More than one part may keep."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A run that speaks, with what it was launched with."""

    run: PackageRun
    launch: Launch


def launched(run: PackageRun) -> str:
    """A new launch ends the earlier one; what its fetch address carries, good for once."""
    word = secrets.token_urlsafe(16)
    PackageRun.objects.filter(pk=run.pk).update(launch=word, is_fetched=False)
    return signing.TimestampSigner(salt=f"{_SALT}.fetch", sep=".").sign(f"{run.pk}-{word}")


def fetched(ticket: str) -> str:
    """The token, once. Raises Foreign."""
    run = _run(f"{_SALT}.fetch", ticket)
    if PackageRun.objects.filter(pk=run.pk, launch=run.launch, is_fetched=False).update(is_fetched=True) != 1:
        raise Foreign
    return signing.TimestampSigner(salt=_SALT, sep=".").sign(f"{run.pk}-{run.launch}")


def opened(token: str, home: str) -> Opened:
    """Raises Foreign, Shut."""
    run = _run(_SALT, token)
    if run.attempt.package.state != LessonPackage.OPEN or is_closed(run.attempt.organisation):
        raise Shut
    return Opened(run, launch_of(run, home))


def launch_of(run: PackageRun, home: str) -> Launch:
    """Who and what, as a unit is told: a word instead of a name."""
    attempt = run.attempt
    account = {"homePage": home, "name": learner_word(attempt.account, attempt.organisation)}
    part = attempt.package.each()[run.number]
    registration = str(uuid5(NAMESPACE_URL, f"rempart:attempt:{attempt.uid}"))
    return Launch(
        {"objectType": "Agent", "account": account},
        registration,
        f"{home}/packages/{attempt.package.uid}/{run.number}",
        part,
    )


def _run(salt: str, word: str) -> PackageRun:
    try:
        key, _, launch = signing.TimestampSigner(salt=salt, sep=".").unsign(word, max_age=TOKEN_S).partition("-")
    except signing.BadSignature as bad:
        raise Foreign from bad
    found = PackageRun.objects.filter(pk=int(key), launch=launch).exclude(launch="")
    run = found.select_related("attempt__package", "attempt__account", "attempt__organisation").first()
    if run is None:
        raise Foreign
    return run


def say(here: Opened, given: list[Any]) -> list[str]:
    """All of them or none; their ids. Raises BadStatement, Full, Stale."""
    if len(given) > rules.MAX_AT_ONCE or any(len(json.dumps(one)) > rules.MAX_STATEMENT for one in given):
        raise Full
    run, part = here.run, here.launch.part
    read = [rules.read(one, here.launch, str(uuid4())) for one in given]
    if len({one.id for one in read}) != len(read):
        raise BadStatement("two statements with one id")
    with transaction.atomic():
        let_time_pass(run.attempt)
        known = PackageStatement.objects.filter(run=run)
        if known.count() + len(read) > rules.MAX_STATEMENTS:
            raise Full
        if known.filter(uid__in=[one.id for one in read]).exists():
            raise Stale
        at = now_ms()
        PackageStatement.objects.bulk_create(
            PackageStatement(run=run, uid=one.id, verb=one.verb, body=dict(one.body), stored_ms=at) for one in read
        )
        said = run.state.get("said", {})
        for one in read:
            said = rules.after(said, one, part)
        _keep(run, {**run.state, "said": said}, part)
    if any(one.verb == "terminated" for one in read):
        settle(run.attempt)
    return [one.id for one in read]


def write(here: Opened, name: str, text: str, kind: str) -> None:
    """A document that the unit keeps; empty text takes it away. Raises Full, Stale."""
    held = dict(here.run.state.get("documents", {}))
    if text:
        held[name] = [kind[:100], text]
    else:
        held.pop(name, None)
    if (
        len(held) > rules.MAX_DOCUMENTS
        or sum(len(one[1]) for one in held.values()) > rules.MAX_DOCUMENT
        or "\0" in text
    ):
        raise Full
    with transaction.atomic():
        let_time_pass(here.run.attempt)
        _keep(here.run, {**here.run.state, "documents": held}, here.launch.part)


def document(here: Opened, name: str) -> list[str] | None:
    """Its kind and its text."""
    found = here.run.state.get("documents", {}).get(name)
    return list(found) if found else None


def _keep(run: PackageRun, state: dict[str, Any], part: Any) -> None:
    said = rules.told(state.get("said", {}), part)
    mine = PackageRun.objects.filter(pk=run.pk, revision=run.revision)
    changed = mine.update(
        state=state, revision=run.revision + 1, is_finished=said.is_finished, is_passed=said.is_passed, score=said.score
    )
    if changed != 1:
        raise Stale
    run.refresh_from_db(fields=["state", "revision", "is_finished", "is_passed", "score"])
