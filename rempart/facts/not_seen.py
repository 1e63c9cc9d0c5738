"""A look that did not happen or did not succeed: never evidence of anything, always recorded."""

from typing import ClassVar

from rempart.facts.fact import Fact


class NotSeen(Fact, frozen=True, kw_only=True):
    """`wanted` is the fact kind that was looked for.

    `code` is from a closed list (scanner.core.errors); `is_error` is true when the look failed and
    false when it was not tried (ownership missing, tool not installed, nothing to look at).
    """

    kind: ClassVar[str] = "look.not_seen"
    about: ClassVar[tuple[str, ...]] = ("wanted",)

    wanted: str
    code: str
    detail: str
    is_error: bool
