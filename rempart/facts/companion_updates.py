"""What WordPress itself knows of newer releases, told by the companion from inside (HARD-02, HARD-03)."""

from typing import ClassVar

import msgspec

from rempart.facts.fact import Fact


class Behind(msgspec.Struct, frozen=True, omit_defaults=True):
    """A plug-in or theme for which a newer release is offered; `is_elsewhere`: not by WordPress.org under that name."""

    type: str
    slug: str
    version: str
    newest: str
    is_elsewhere: bool = False


class CompanionUpdates(Fact, frozen=True, kw_only=True):
    """`looked_at` are all installed plug-ins and themes, switched off ones too; `unknown` of them have no source that
    WordPress asks (bought elsewhere, made here): nothing is known of newer releases.

    `checked_hours` ago WordPress last asked for updates of plug-ins and themes; None = never, so nothing can be told.
    """

    kind: ClassVar[str] = "companion.updates"

    core: str
    core_newest: str | None
    looked_at: int
    behind: tuple[Behind, ...]
    unknown: int
    automatic: int
    checked_hours: int | None
