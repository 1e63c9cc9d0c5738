"""What an owner may switch on at a site, what its companion says of it, and where the two part: pure."""

from collections.abc import Collection, Mapping
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from rempart.companion.core.answers import Count, Small, Word

SIMPLE = (
    "editor_off", "debug_hidden", "log_hidden", "users_hidden", "versions_hidden", "registration_off", "endpoints_closed",
    "application_passwords_off",
)  # fmt: skip
SWITCHES = (
    "second_factor", "login_limit", "login_challenge", "editor_off", "debug_hidden", "log_hidden", "xmlrpc", "users_hidden", "application_passwords_off",
    "registration_off", "endpoints_closed", "versions_hidden",
)  # fmt: skip
USUAL_ROLES = ("administrator", "editor", "author", "contributor", "subscriber")  # every WordPress begins with these
MOST_NAMES = 50  # roles, programs or proxies of one policy; the plug-in takes no more
GRACE_DAYS = 7
MOST_GRACE_DAYS = 90
NAME = 190  # of a role or of an application password
Names = Annotated[tuple[Annotated[str, Meta(max_length=NAME)], ...], Meta(max_length=MOST_NAMES)]


class SecondFactor(msgspec.Struct, frozen=True):
    """`since` is the site's own: when it was first asked for."""

    roles: Names = ("administrator",)
    grace_days: Annotated[int, Meta(ge=0, le=MOST_GRACE_DAYS)] = GRACE_DAYS
    applications: Names = ()
    since: Count = 0


class LoginLimit(msgspec.Struct, frozen=True):
    """Wrong tries before the first pause, by account and by address; a header counts only from named proxies."""

    free: Annotated[int, Meta(ge=3, le=10)] = 5
    free_address: Annotated[int, Meta(ge=3, le=100)] = 20
    proxy_header: Annotated[str, Meta(pattern="^[A-Za-z0-9-]{0,40}$")] = ""
    proxies: Names = ()


class LoginChallenge(msgspec.Struct, frozen=True):
    """Wrong tries, by account and by address, after which wp-login asks for more than a name and a password."""

    after: Annotated[int, Meta(ge=1, le=10)] = 3
    after_address: Annotated[int, Meta(ge=1, le=100)] = 10


class Policy(msgspec.Struct, frozen=True, omit_defaults=True):
    """The whole of it; what is not asked is let go."""

    editor_off: bool = False
    debug_hidden: bool = False
    log_hidden: bool = False
    users_hidden: bool = False
    versions_hidden: bool = False
    registration_off: bool = False
    endpoints_closed: bool = False
    application_passwords_off: bool = False
    xmlrpc: Literal["", "narrowed", "closed"] = ""
    login_limit: LoginLimit | None = None
    login_challenge: LoginChallenge | None = None
    second_factor: SecondFactor | None = None


class Held(msgspec.Struct, frozen=True):
    """Of one switch. `by`: companion, wp-config, site (WordPress or another plug-in), nobody."""

    holds: bool
    by: Literal["companion", "wp-config", "site", "nobody"]
    left: Annotated[tuple[Word, ...], Meta(max_length=20)] = ()
    waiting: Count = 0
    have: Count = 0
    lack: Count = 0
    shut_out: Count = 0


class PolicyAnswer(msgspec.Struct, frozen=True):
    """To the question `policy`. `let_go`: somebody with the files in hand switched everything off there."""

    policy: Policy
    holds: Annotated[dict[Small, Held], Meta(max_length=40)]
    let_go: bool


NOTHING_KNOWN = PolicyAnswer(Policy(), {}, let_go=False)


def plain(told: msgspec.Struct) -> dict[str, Any]:
    """For a row or the wire."""
    found: dict[str, Any] = msgspec.to_builtins(told)
    return found


def policy_of(kept: Mapping[str, Any]) -> Policy:
    """Out of a row."""
    return msgspec.convert(dict(kept), Policy)


def answer_of(kept: Mapping[str, Any]) -> PolicyAnswer | None:
    """Out of a row; None where the companion was never asked, or is of before there were switches."""
    return msgspec.convert(dict(kept), PolicyAnswer) if kept.get("holds") else None


def asked(policy: Policy) -> list[str]:
    """Switches that are on, in the order of the page."""
    return [name for name in SWITCHES if getattr(policy, name)]


def for_the_wire(policy: Policy) -> dict[str, Any]:
    """As the plug-in takes it: nothing of its own bookkeeping."""
    told = plain(policy)
    if policy.second_factor is not None:
        whole = msgspec.structs.asdict(policy.second_factor)
        told["second_factor"] = {name: value for name, value in whole.items() if name != "since"}
    if policy.login_limit is not None:
        told["login_limit"] = msgspec.structs.asdict(policy.login_limit)
    if policy.login_challenge is not None:
        told["login_challenge"] = msgspec.structs.asdict(policy.login_challenge)
    return told


def not_held(wanted: Policy, answer: PolicyAnswer) -> list[str]:
    """What was asked here and is not so there: let go on the site, changed, or decided against by its configuration."""
    return [name for name in asked(wanted) if answer.let_go or not _is_as_asked(name, wanted, answer)]


def _is_as_asked(name: str, wanted: Policy, answer: PolicyAnswer) -> bool:
    mine, theirs = getattr(wanted, name), getattr(answer.policy, name)
    if isinstance(mine, SecondFactor) and isinstance(theirs, SecondFactor):
        mine, theirs = msgspec.structs.replace(mine, since=0), msgspec.structs.replace(theirs, since=0)
    held = answer.holds.get(name)
    return bool(mine == theirs and held is not None and held.holds)


def enforced_roles(answer: PolicyAnswer | None) -> tuple[str, ...]:
    """Roles of which the companion really asks a second factor."""
    if answer is None or answer.let_go or answer.policy.second_factor is None:
        return ()
    held = answer.holds.get("second_factor")
    return answer.policy.second_factor.roles if held is not None and held.holds else ()


def is_kept(answer: PolicyAnswer, name: str) -> bool:
    """The companion itself sees to it now."""
    held = answer.holds.get(name)
    return not answer.let_go and bool(getattr(answer.policy, name)) and held is not None and held.holds


def shut_out_at_once(policy: Policy, users: Collection[tuple[Collection[str], bool]]) -> int:
    """How many of these accounts (roles, has a factor) could not sign in any more from the first moment."""
    asked_of = policy.second_factor
    if asked_of is None or asked_of.grace_days > 0:
        return 0
    return sum(not has and bool(set(asked_of.roles).intersection(roles)) for roles, has in users)
