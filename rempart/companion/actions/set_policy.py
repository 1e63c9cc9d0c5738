"""What an owner switches on at a site, the way back for whoever waits there, and what really holds afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from rempart.channel.companion import CompanionTrouble, Refused
from rempart.channel.outbound import Barred
from rempart.channel.sealed import Unreadable
from rempart.companion.actions import ask
from rempart.companion.actions.troubles import word_of
from rempart.companion.core import policy as switches
from rempart.companion.core.policy import Policy, PolicyAnswer
from rempart.companion.core.states import ASKED
from rempart.companion.store.links import line_to
from rempart.companion.store.models import Link, SiteUser
from rempart.directory.actions.action import action, demand
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import companion as events
from rempart.events.kind import EventKind
from rempart.terms.scope import Subject

UNKNOWN_SWITCH = "unknown switch"  # as a plug-in says it that was made before the switch was


@dataclass(frozen=True, slots=True)
class NotSet(Exception):
    """`code` is one word for the page (web/words.py), `count` of how many accounts it speaks."""

    code: str
    detail: str = ""
    count: int = 0


def set_policy(actor: Account, row: Link, policy: Policy) -> PolicyAnswer:
    """The whole policy: what is not named is let go. Raises NotSet, PermissionDenied.

    Nothing is asked of the site before the right is checked, and no transaction is open while it is. What the site
    then says that it keeps is what is wanted from now on; a site that does not answer leaves everything as it was.
    """
    demand(actor, row.organisation, Permission.MANAGE_COMPANION, row.site)
    if lacking := switches.shut_out_at_once(policy, _users(row)):
        raise NotSet("would_shut_out", count=lacking)
    before = switches.asked(switches.policy_of(row.wanted))
    told = _asked(row, policy=switches.for_the_wire(policy))
    on = switches.asked(told.policy)
    off = [name for name in before if name not in on]
    wanted = switches.plain(told.policy)
    body = {"on": "+".join(on), "off": "+".join(off), "not_held": "+".join(switches.not_held(told.policy, told))}
    # A whole look comes at once: what is kept from now on is a fact that stones wait for.
    _keep(actor, row, told, events.POLICY_SET, body, wanted=wanted, look_at_ms=0, next_at_ms=0)
    return told


def end_pauses(actor: Account, row: Link) -> PolicyAnswer:
    """Nobody has to wait there any longer after wrong tries. Raises as set_policy."""
    demand(actor, row.organisation, Permission.MANAGE_COMPANION, row.site)
    told = _asked(row, free=True)
    _keep(actor, row, told, events.PAUSES_ENDED, {})
    return told


def give_grace(actor: Account, row: Link, number: int) -> PolicyAnswer:
    """Seven days more for an account there, to set up a second factor. Raises as set_policy, and PermissionDenied for
    an account that the site never told of."""
    demand(actor, row.organisation, Permission.MANAGE_COMPANION, row.site)
    if not SiteUser.objects.filter(link=row, number=number).exists():
        raise PermissionDenied("no such account")
    told = _asked(row, grace=number)
    _keep(actor, row, told, events.GRACE_GIVEN, {"account": number})
    return told


def _users(row: Link) -> list[tuple[list[str], bool]]:
    rows = SiteUser.objects.filter(link=row).values_list("roles", "factors")
    return [(roles, bool(factors)) for roles, factors in rows]


def _asked(row: Link, **args: object) -> PolicyAnswer:
    if row.state not in ASKED:
        raise NotSet("not_connected")
    if row.hello and "policy" not in row.hello.get("ops", ()):
        raise NotSet("too_old")
    try:
        return ask.policy(line_to(row), **args)
    except Refused as no:
        if no.word == "args":
            raise NotSet("too_old" if no.detail == UNKNOWN_SWITCH else "not_understood", no.detail) from no
        raise NotSet(word_of(no), no.detail) from no
    except (CompanionTrouble, Barred, Unreadable) as no:
        raise NotSet(word_of(no), getattr(no, "detail", "")) from no


def _keep(
    actor: Account, row: Link, told: PolicyAnswer, kind: EventKind, body: Mapping[str, object], **values: object
) -> None:
    held = switches.plain(told)
    with action(actor, row.organisation, Permission.MANAGE_COMPANION, row.site) as record:
        Link.objects.filter(pk=row.pk, state__in=ASKED).update(held=held, **values)
        record.event(kind, Subject("site", row.site.uid), body)
    row.held = held
    for name, value in values.items():
        setattr(row, name, value)
