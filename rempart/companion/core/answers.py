"""The answers of protocol version 1 that the hub reads, strictly: bounded, typed, nothing guessed.

A signed answer may still be wrong or hostile. What does not have this form is refused whole.
"""

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta

MOST_COMPONENTS = 2_000  # plug-ins, or themes; the largest networks have some hundred
MOST_USERS = 20_000  # accounts that are looked at; forty calls
MOST_HITS = 10_000_000  # requests of a minute; no WordPress answers a hundredth of it
Count = Annotated[int, Meta(ge=0, le=2**53)]
Small = Annotated[str, Meta(max_length=40)]
Word = Annotated[str, Meta(max_length=200)]
Form = TypeVar("Form")


class BadAnswer(ValueError):
    """Not of the form that was agreed. The message says where, without what stood there."""


class Limits(msgspec.Struct, frozen=True):
    """Of the site's PHP."""

    execution_s: int
    memory_bytes: int
    post_bytes: int


class Database(msgspec.Struct, frozen=True):
    """What engine keeps the site's tables."""

    kind: Small
    version: Word


class Hello(msgspec.Struct, frozen=True):
    """Versions, clock, limits."""

    companion: Small
    now: Count
    home: Annotated[str, Meta(max_length=2_048)]
    is_moved: bool
    is_must_use: bool
    is_multisite: bool
    wordpress: Small
    php: Word
    database: Database
    window_until: Count | None
    limits: Limits
    ops: Annotated[tuple[Small, ...], Meta(max_length=100)]


class Core(msgspec.Struct, frozen=True):
    """WordPress itself; `offers` are newer releases."""

    version: Small
    locale: Small
    offers: Annotated[tuple[Small, ...], Meta(max_length=20)]


class PluginSeen(msgspec.Struct, frozen=True):
    """One plug-in. `is_known`: WordPress asks somebody about its releases; `is_elsewhere`: the newer one is not to be had
    from WordPress.org under the name of its folder."""

    file: Word
    name: Word
    version: Word
    is_active: bool
    offer: Word | None
    is_automatic: bool
    is_known: bool
    is_elsewhere: bool = False


class ThemeSeen(msgspec.Struct, frozen=True):
    """One theme."""

    folder: Word
    name: Word
    version: Word
    is_active: bool
    offer: Word | None
    is_automatic: bool
    is_known: bool
    is_elsewhere: bool = False


class MustUse(msgspec.Struct, frozen=True):
    """A plug-in that cannot be switched off, and that WordPress never updates."""

    file: Word
    name: Word
    version: Word


class Checked(msgspec.Struct, frozen=True):
    """When WordPress last asked for updates, Unix seconds; 0 = never."""

    core: Count
    plugins: Count
    themes: Count


class Inventory(msgspec.Struct, frozen=True):
    """Everything installed."""

    core: Core
    plugins: Annotated[tuple[PluginSeen, ...], Meta(max_length=MOST_COMPONENTS)]
    must_use: Annotated[tuple[MustUse, ...], Meta(max_length=MOST_COMPONENTS)]
    themes: Annotated[tuple[ThemeSeen, ...], Meta(max_length=MOST_COMPONENTS)]
    php: Word
    checked: Checked


class Factors(msgspec.Struct, frozen=True):
    """Second factors of an account, and which plug-ins keep them."""

    kinds: Annotated[tuple[Small, ...], Meta(max_length=8)]
    by: Annotated[tuple[Small, ...], Meta(max_length=8)]


class UserSeen(msgspec.Struct, frozen=True):
    """An account. `login` is a digest under this site's key: no name."""

    id: Count
    login: Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
    is_called_admin: bool
    roles: Annotated[tuple[Word, ...], Meta(max_length=50)]
    capabilities: Annotated[tuple[Small, ...], Meta(max_length=60)]
    second_factor: Factors
    application_passwords: Count
    sessions: Count
    made_at: int
    last_signin_at: Count | None


class Users(msgspec.Struct, frozen=True):
    """A page of accounts."""

    users: Annotated[tuple[UserSeen, ...], Meta(max_length=500)]
    next: Count | None


class Settings(msgspec.Struct, frozen=True):
    """What of `settings` becomes a fact."""

    file_editor_off: bool
    file_changes_off: bool
    debug_shown: bool
    debug_log_in_content: bool
    unfiltered_uploads: bool
    weak_salts: Annotated[int, Meta(ge=0, le=8)]
    core_writable: bool
    risky_functions_left: Annotated[tuple[Small, ...], Meta(max_length=40)]
    url_include: bool
    errors_shown: bool
    registration_open: bool
    xmlrpc_enabled: bool
    application_passwords: bool
    admin_over_tls_only: bool
    someone_is_called_admin: bool
    config_mode: Annotated[int, Meta(ge=0, le=0o777)] | None


class SettingsAnswer(msgspec.Struct, frozen=True):
    """Wrapped as it comes."""

    settings: Settings


class Personal(msgspec.Struct, frozen=True):
    """Who and where; sealed at once. Kept there for 30 days, so it may be missing."""

    address: Annotated[str, Meta(max_length=45)] = ""
    login: Annotated[str, Meta(max_length=60)] = ""


class EventSeen(msgspec.Struct, frozen=True):
    """Something that happened there."""

    id: Count
    at_ms: Count
    kind: Small
    actor: Count
    subject: Word
    body: Annotated[dict[Small, Any], Meta(max_length=8)]
    personal: Personal = Personal()


class Events(msgspec.Struct, frozen=True):
    """A page of events, and the ends of what the site still holds; 0 where it holds none."""

    events: Annotated[tuple[EventSeen, ...], Meta(max_length=500)]
    oldest: Count
    newest: Count


class Traffic(msgspec.Struct, frozen=True):
    """Requests that reached PHP, by minute of the site's clock; minutes in which none came are left out.

    `from_` is the first minute that the site still holds of what was asked, `until` the first that is not over there.
    """

    from_: Annotated[int, Meta(ge=0, le=2**40)] = msgspec.field(name="from")
    until: Annotated[int, Meta(ge=0, le=2**40)]
    minutes: Annotated[tuple[tuple[Count, Annotated[int, Meta(ge=1, le=MOST_HITS)]], ...], Meta(max_length=1_440)]


def read(form: type[Form], answer: dict[str, Any]) -> Form:
    """Raises BadAnswer. Fields that a newer companion adds are passed over."""
    try:
        return msgspec.convert(answer, form)
    except msgspec.ValidationError as bad:
        raise BadAnswer(str(bad).partition(" - at ")[2] or "form") from bad
