"""A whole look becomes rows for the page, and facts for the judge; what has not changed is told every six hours."""

import hashlib
import time
from collections.abc import Iterable

import msgspec
from django.db import transaction

from rempart.companion.actions.ask import Looked
from rempart.companion.core import policy, seen
from rempart.companion.core.states import ASKED, HOUR_MS, LOOK_EVERY_MS, TELL_AGAIN_MS
from rempart.companion.store.models import Link, SiteUser
from rempart.directory.actions.action import Record, now_ms, system_action
from rempart.directory.actions.tell_fact import tell_fact
from rempart.events import companion as events
from rempart.events.kind import EventKind
from rempart.facts.companion_activity import CompanionActivity
from rempart.facts.fact import Fact
from rempart.facts.not_seen import NotSeen
from rempart.ledger.entry import ENTRY_MAX_BYTES
from rempart.terms.evidence import EvidenceClass
from rempart.terms.scope import Subject

SOURCE = "companion"
VERSION = 1
MOVES = frozenset({"hours_recorded", "last_event_hours", "checked_hours", "feed_date_ms"})  # with the clock alone
CONFIGURED = frozenset(
    {"companion.accounts", "companion.hardening", "companion.sign_in"}
)  # settings that were read; the rest was seen
OF_ONE_SITE = frozenset(  # of a network of sites the companion sees these of the main one alone
    {"companion.accounts", "companion.hardening", "companion.sign_in"}
)
MOST_BYTES = ENTRY_MAX_BYTES - 3_072  # of one fact; the rest of the entry is around it
USERS_KEPT = 500  # rows of editors that a page can show; the counts are of all


def keep_look(row: Link, looked: Looked) -> None:
    """In one transaction; conditional on the link still being asked, and on nothing having been set there since the look
    began, which then read what held before. It is due again in that case, and nothing of it is kept."""
    moment = now_ms()
    found = facts(row, looked, moment)
    change = drift(row, looked.held)
    values = {
        "hello": msgspec.to_builtins(looked.hello),
        "inventory": msgspec.to_builtins(looked.inventory),
        "settings": msgspec.to_builtins(looked.settings),
        "held": policy.plain(looked.held) if looked.held else {},
        "looked_at_ms": moment,
        "look_at_ms": moment + LOOK_EVERY_MS,
    }
    news = [fact for fact in found if _is_news(row, fact, moment)]
    told = {**row.told, **{_wanted(fact): [_digest(fact), moment] for fact in news}}
    mine = Link.objects.filter(pk=row.pk, state__in=ASKED, look_at_ms=row.look_at_ms)
    with system_action(row.organisation) if news or change else transaction.atomic() as record:
        if mine.update(**values, told=told) != 1:
            return
        _keep_users(row, looked)
        if record is not None:
            _tell(record, row, news, moment)
            if change is not None:
                record.event(change[0], Subject("site", row.site.uid), change[1])
    row.told = told


def drift(row: Link, held: policy.PolicyAnswer | None) -> tuple[EventKind, dict[str, str]] | None:
    """Told once when what was asked here stops holding there, or is something else, and once when it holds again."""
    wanted, before = policy.policy_of(row.wanted), policy.answer_of(row.held)
    if held is None or before is None:
        return None
    was, now = policy.not_held(wanted, before), policy.not_held(wanted, held)
    if now and set(now) - set(was):
        return events.POLICY_DRIFTED, {"off": "+".join(now)}
    if was and not now:
        return events.POLICY_HELD, {"on": "+".join(policy.asked(wanted))}
    return None


def facts(row: Link, looked: Looked, moment_ms: int) -> list[Fact]:
    """Everything one look shows."""
    now_s = int(time.time())
    roles = policy.enforced_roles(looked.held)
    found: list[Fact] = [
        seen.core(looked.inventory, now_s),
        seen.components(looked.inventory),
        seen.updates(looked.inventory, now_s),
        seen.accounts(looked.users, looked.inventory, now_s, is_complete=looked.all_users, enforced=roles),
        seen.hardening(looked.settings),
        activity(row, moment_ms),
    ]
    if looked.held is not None:  # else the plug-in there is of before there were switches
        found.append(seen.sign_in(looked.held))
    return [_fitting(_of_all(fact, looked)) for fact in found]


def _of_all(fact: Fact, looked: Looked) -> Fact:
    """Roles and settings of one site prove nothing about the other sites of its network."""
    if looked.hello.is_multisite and fact.kind in OF_ONE_SITE:
        return NotSeen(wanted=fact.kind, code="network", detail="", is_error=False)
    return fact


def _fitting(fact: Fact) -> Fact:
    """What no entry of the record can hold is not told by half: it was not seen, and why."""
    size = len(msgspec.json.encode(fact))
    if size <= MOST_BYTES:
        return fact
    return NotSeen(wanted=fact.kind, code="too_many", detail=f"{size} bytes", is_error=False)


def activity(row: Link, moment_ms: int) -> CompanionActivity:
    """From our own rows: what really arrived."""
    last = row.last_event_ms
    return CompanionActivity(
        kinds_seen=tuple(row.groups),
        hours_recorded=max(0, moment_ms - (row.connected_at_ms or moment_ms)) // HOUR_MS,
        gaps=len(row.gaps),
        last_event_hours=None if last is None else max(0, moment_ms - last) // HOUR_MS,
    )


def _wanted(fact: Fact) -> str:
    return fact.wanted if isinstance(fact, NotSeen) else fact.kind


def _is_news(row: Link, fact: Fact, moment: int) -> bool:
    digest, at = row.told.get(_wanted(fact), ("", 0))
    return bool(digest != _digest(fact) or at <= moment - TELL_AGAIN_MS)


def _digest(fact: Fact) -> str:
    plain = {name: value for name, value in msgspec.to_builtins(fact).items() if name not in MOVES}
    return hashlib.sha256(msgspec.json.encode(plain, order="sorted")).hexdigest()


def _tell(record: Record, row: Link, news: Iterable[Fact], moment: int) -> None:
    subject = Subject("site", row.site.uid)
    for fact in news:
        evidence = EvidenceClass.CONFIGURED if fact.kind in CONFIGURED else EvidenceClass.OBSERVED
        tell_fact(
            record, events.FACT_RECORDED, subject, fact, at_ms=moment, source=SOURCE, evidence=evidence, version=VERSION
        )  # fmt: skip


def _keep_users(row: Link, looked: Looked) -> None:
    editors = [user for user in looked.users if seen.may_edit(user)][:USERS_KEPT]
    SiteUser.objects.filter(link=row).exclude(number__in=[user.id for user in editors]).delete()
    rows = [
        SiteUser(
            link=row, number=user.id, login=user.login, roles=list(user.roles), factors=list(user.second_factor.kinds),
            runs_site=bool(seen.RUNS.intersection(user.capabilities)), application_passwords=user.application_passwords,
            last_signin_ms=user.last_signin_at * 1000 if user.last_signin_at else None,
        )
        for user in editors
    ]  # fmt: skip
    SiteUser.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["link", "number"],
        update_fields=["login", "roles", "factors", "runs_site", "application_passwords", "last_signin_ms"],
    )  # fmt: skip
