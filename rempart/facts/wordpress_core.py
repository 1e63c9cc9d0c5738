"""The WordPress that answers, told by several independent marks (HARD-03)."""

from typing import ClassVar

import msgspec

from rempart.facts.fact import Fact


class Mark(msgspec.Struct, frozen=True):
    """One sign of a version: which mark (generator, feed, script, readme, ...) and what it says."""

    mark: str
    version: str


class WordPressCore(Fact, frozen=True, kw_only=True):
    """`version` None = WordPress seen, version not told. `confidence_percent` grows with agreeing marks.

    `newest` is the newest release of the same feed the collector knows, `feed_date_ms` its date; None = no feed.
    """

    kind: ClassVar[str] = "wordpress.core"

    is_wordpress: bool
    version: str | None
    confidence_percent: int
    marks: tuple[Mark, ...]
    newest: str | None
    feed_date_ms: int | None


class Component(msgspec.Struct, frozen=True):
    """A plug-in or theme seen from outside; on the outside the stable tag is a guess."""

    type: str
    slug: str
    version: str | None
    mark: str


class WordPressComponents(Fact, frozen=True, kw_only=True):
    """Sorted by type and slug; from outside the list is never complete, so absence proves nothing."""

    kind: ClassVar[str] = "wordpress.components"

    components: tuple[Component, ...]
