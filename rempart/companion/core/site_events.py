"""What happened on a site, as the record keeps it: one entry each for what people did, digests for what strangers try.

Kinds of the plug-in on the left; what is not on this list is counted and not believed to mean anything.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rempart.companion.core.answers import EventSeen, Personal
from rempart.companion.core.policy import SWITCHES
from rempart.events import companion as kinds
from rempart.events.kind import EventKind

ALONE = 100  # entries of one batch; more in one minute are counted, so that a site cannot flood the record
SAMPLE = 20  # addresses of failed sign-ins that are kept, sealed, with how often each
NAME = 120
OLDEST_MS = 90 * 86_400_000  # the plug-in keeps no more; an older moment is no moment
FAILED = "signin.failed"
ADMINISTRATORS = frozenset({"administrator", "super_admin"})

# Group: as LOG-01 names what must be recorded. Of each kind: the group, the event, fixed words of its body.
KINDS: Mapping[str, tuple[str, EventKind, Mapping[str, str]]] = {
    "signin.done": ("signin", kinds.USER_SIGNED_IN, {}),
    "signout.done": ("signin", kinds.USER_SIGNED_OUT, {}),
    "signin.by_application": ("signin", kinds.APPLICATION_SIGNED_IN, {}),
    "application.made": ("user", kinds.APPLICATION_MADE, {}),
    "application.removed": ("user", kinds.APPLICATION_REMOVED, {}),
    "role.changed": ("role", kinds.ROLE_CHANGED, {"how": "set"}),
    "role.added": ("role", kinds.ROLE_CHANGED, {"how": "added"}),
    "role.taken": ("role", kinds.ROLE_CHANGED, {"how": "taken"}),
    "user.made": ("user", kinds.USER_MADE, {}),
    "user.removed": ("user", kinds.USER_REMOVED, {}),
    "user.password_changed": ("user", kinds.PASSWORD_CHANGED, {}),
    "user.password_reset": ("user", kinds.PASSWORD_CHANGED, {"how": "reset"}),
    "user.email_changed": ("user", kinds.ADDRESS_CHANGED, {}),
    "plugin.installed": ("plugin", kinds.COMPONENT_INSTALLED, {"part": "plug-in"}),
    "plugin.updated": ("plugin", kinds.COMPONENT_UPDATED, {"part": "plug-in"}),
    "plugin.removed": ("plugin", kinds.COMPONENT_REMOVED, {"part": "plug-in"}),
    "plugin.switched_on": ("plugin", kinds.COMPONENT_ON, {"part": "plug-in"}),
    "plugin.switched_off": ("plugin", kinds.COMPONENT_OFF, {"part": "plug-in"}),
    "theme.installed": ("theme", kinds.COMPONENT_INSTALLED, {"part": "theme"}),
    "theme.updated": ("theme", kinds.COMPONENT_UPDATED, {"part": "theme"}),
    "theme.removed": ("theme", kinds.COMPONENT_REMOVED, {"part": "theme"}),
    "theme.switched": ("theme", kinds.COMPONENT_ON, {"part": "theme"}),
    "core.installed": ("core", kinds.COMPONENT_INSTALLED, {"part": "core"}),
    "core.updated": ("core", kinds.COMPONENT_UPDATED, {"part": "core"}),
    "translation.installed": ("core", kinds.COMPONENT_INSTALLED, {"part": "translation"}),
    "translation.updated": ("core", kinds.COMPONENT_UPDATED, {"part": "translation"}),
    "option.changed": ("option", kinds.OPTION_CHANGED, {}),
    "export.made": ("export", kinds.EXPORT_MADE, {}),
    "file.edited": ("file", kinds.FILE_EDITED, {}),
    "companion.code_made": ("companion", kinds.CODE_MADE, {}),
    "companion.code_guessed": ("companion", kinds.CODE_GUESSED, {}),
    "companion.window_opened": ("companion", kinds.WINDOW_OPENED, {}),
    "companion.window_closed": ("companion", kinds.WINDOW_CLOSED, {}),
    "companion.restored": ("companion", kinds.COPY_RESTORED, {}),
    "companion.restore_returned": ("companion", kinds.COPY_RETURNED, {}),
    "companion.guard_named": ("companion", kinds.GUARD_NAMED, {}),
    "policy.changed": ("policy", kinds.POLICY_CHANGED, {}),
    "factor.added": ("factor", kinds.FACTOR_ADDED, {}),
    "factor.removed": ("factor", kinds.FACTOR_REMOVED, {}),
    "factor.reset": ("factor", kinds.FACTOR_REMOVED, {"how": "reset"}),
}
OURS = frozenset({"companion", "policy", "factor"})  # doings of the companion itself: no proof that others are recorded
CHANGES_POLICY = "policy.changed"
SHOWN = frozenset(
    {"policy", "factor", "role", "plugin", "theme", "core", "option"}
)  # groups; accounts of customers are not
QUIET = frozenset({"companion.enrolled", "companion.left"})  # the hub wrote these itself
ABOUT_AN_ACCOUNT = frozenset({"signin", "user", "role", "factor"})  # the subject is an account's number
_STRANGE = re.compile(r"[^\w ./@+:()-]", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry. `personal` is sealed, or None."""

    kind: EventKind
    at_ms: int
    body: Mapping[str, Any]
    personal: Mapping[str, Any] | None = None


def entries(seen: Sequence[EventSeen], now_ms: int) -> list[Kept]:
    """Of one batch, in its order; failed sign-ins as one digest, what is too much as another."""
    known = [one for one in seen if one.kind in KINDS and not _is_ours(one)]
    rest = [one for one in seen if one.kind not in KINDS and one.kind != FAILED and one.kind not in QUIET]
    kept = [_entry(one, now_ms) for one in known[:ALONE]]
    failed = [one for one in seen if one.kind == FAILED]
    if failed:
        kept.append(_failures(failed, now_ms))
    more = [*known[ALONE:], *rest]
    if more:
        counts = Counter(one.kind if one.kind in KINDS else "other" for one in more)
        body = {"count": len(more), "kinds": dict(sorted(counts.items()))}
        kept.append(Kept(kinds.EVENTS_SUMMED, _moment(more[-1], now_ms), body))
    return kept


def changed_there(seen: Iterable[EventSeen]) -> bool:
    """Somebody in wp-admin changed what a look shows: what is kept closed, second factors, roles, parts, settings."""
    return any(one.kind in KINDS and KINDS[one.kind][0] in SHOWN and not _is_ours(one) for one in seen)


def _is_ours(one: EventSeen) -> bool:
    return one.kind == CHANGES_POLICY and one.actor == 0


def groups(seen: Iterable[EventSeen]) -> set[str]:
    """Which sorts of doings were among them; those of the companion itself do not count."""
    found = {KINDS[one.kind][0] for one in seen if one.kind in KINDS} - OURS
    return found | ({"failure"} if any(one.kind == FAILED for one in seen) else set())


def _entry(one: EventSeen, now_ms: int) -> Kept:
    group, kind, words = KINDS[one.kind]
    body: dict[str, Any] = {"site_event": one.id, "actor_there": one.actor, **words}
    if group in ABOUT_AN_ACCOUNT:
        body["account"] = int(one.subject) if one.subject.isdecimal() and len(one.subject) < 16 else one.actor
    elif one.subject:
        body["named"] = plain(one.subject)
    if group in ("export", "file"):
        body["account"] = one.actor
    if group == "policy":
        body = {"site_event": one.id, "account": one.actor, "on": _switches(one, "on"), "off": _switches(one, "off")}
    if group == "role":
        given = one.body.get("to", one.body.get("role", ""))
        body["named"] = plain(str(given))
        if given in ADMINISTRATORS and words["how"] != "taken":
            kind = kinds.ADMINISTRATOR_MADE
    if kind is kinds.FILE_EDITED:
        body["was_allowed"] = one.body.get("allowed") is True
    return Kept(kind, _moment(one, now_ms), body, _personal(one.personal))


def _switches(one: EventSeen, name: str) -> str:
    told = one.body.get(name)
    return "+".join(switch for switch in SWITCHES if isinstance(told, list) and switch in told)


def _failures(failed: Sequence[EventSeen], now_ms: int) -> Kept:
    addresses = Counter(one.personal.address for one in failed if one.personal.address)
    body = {
        "count": len(failed),
        "addresses": len(addresses),
        "accounts": len({one.subject for one in failed if one.subject}),
        "programs": sum(one.body.get("way") == "application" for one in failed),
    }
    sample = [{"address": address, "count": count} for address, count in addresses.most_common(SAMPLE)]
    logins = sorted({one.personal.login for one in failed if one.personal.login})[:SAMPLE]
    personal = {"most": sample, "logins": logins} if sample or logins else None
    return Kept(kinds.SIGNINS_FAILED, _moment(failed[-1], now_ms), body, personal)


def _personal(said: Personal) -> Mapping[str, Any] | None:
    found = {name: value for name, value in (("address", said.address), ("login", said.login)) if value}
    return found or None


def _moment(one: EventSeen, now_ms: int) -> int:
    """The site's own clock, within what can be: never ahead of ours, never older than it keeps."""
    return min(max(one.at_ms, now_ms - OLDEST_MS), now_ms)


def plain(text: str) -> str:
    """What a site calls something, without what a page, a spreadsheet or a terminal would take for more."""
    return _STRANGE.sub("?", text)[:NAME]
