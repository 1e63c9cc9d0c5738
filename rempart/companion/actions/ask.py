"""What is asked of a companion in one look; no rows here, and nothing of a half look is kept."""

import itertools
import time
from dataclasses import dataclass

from rempart.channel.companion import Companion, Lying
from rempart.companion.core.answers import (
    MOST_USERS,
    BadAnswer,
    Events,
    Hello,
    Inventory,
    Settings,
    SettingsAnswer,
    Traffic,
    Users,
    UserSeen,
    read,
)
from rempart.companion.core.policy import PolicyAnswer

PAGE = 500


@dataclass(frozen=True, slots=True)
class Looked:
    """One whole look. `clock_off_s` is how far the site's clock is ahead of ours."""

    hello: Hello
    inventory: Inventory
    settings: Settings
    users: tuple[UserSeen, ...]
    all_users: bool
    clock_off_s: int
    held: PolicyAnswer | None


def look(site: Companion) -> Looked:
    """Raises CompanionTrouble, outbound.Barred. An answer of another form is a lie, signed or not."""
    try:
        before = time.time()
        hello = read(Hello, site.call("hello"))
        off = round(hello.now - (before + time.time()) / 2)
        inventory = read(Inventory, site.call("inventory"))
        settings = read(SettingsAnswer, site.call("settings")).settings
        users, is_whole = _users(site)
        held = policy(site) if "policy" in hello.ops else None
    except BadAnswer as bad:
        raise Lying("form", str(bad)) from bad
    return Looked(hello, inventory, settings, users, is_whole, off if abs(off) > 1 else 0, held)


def policy(site: Companion, **args: object) -> PolicyAnswer:
    """What is enforced there and what really holds; with arguments, after changing it. Raises as `look`."""
    try:
        return read(PolicyAnswer, site.call("policy", args))
    except BadAnswer as bad:
        raise Lying("form", str(bad)) from bad


def _users(site: Companion) -> tuple[tuple[UserSeen, ...], bool]:
    found: list[UserSeen] = []
    after = 0
    while len(found) < MOST_USERS:
        page = read(Users, site.call("users", {"after": after, "limit": PAGE}))
        numbers = [after, *(one.id for one in page.users)]
        if any(one >= two for one, two in itertools.pairwise(numbers)):
            raise Lying("order", "the list of accounts goes back")
        found += page.users
        if page.next is None:
            return tuple(found), True
        if page.next < numbers[-1] or page.next <= after:
            raise Lying("order", "the list of accounts does not go on")
        after = page.next
    return tuple(found), False


def events(site: Companion, after: int) -> Events:
    """One page of what happened behind the cursor. Raises as `look`."""
    try:
        page = read(Events, site.call("events", {"after": after, "limit": PAGE, "personal": True}))
    except BadAnswer as bad:
        raise Lying("form", str(bad)) from bad
    numbers = [after, *(one.id for one in page.events)]
    if any(one >= two for one, two in itertools.pairwise(numbers)) or numbers[-1] > max(after, page.newest):
        raise Lying("order", "the events go back")
    return page


def traffic(site: Companion, since: int) -> Traffic:
    """Requests by minute from that minute of its clock on. Raises as `look`."""
    try:
        told = read(Traffic, site.call("traffic", {"since": since}))
    except BadAnswer as bad:
        raise Lying("form", str(bad)) from bad
    numbers = [told.from_ - 1, *(minute for minute, _ in told.minutes), told.until]
    if told.from_ > told.until or any(one >= two for one, two in itertools.pairwise(numbers)):
        raise Lying("order", "the minutes go back")
    return told
