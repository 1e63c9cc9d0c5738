"""A document offered as evidence of a control; counts once someone other than its author reviewed it."""

from typing import ClassVar

from rempart.facts.fact import Fact


class Document(Fact, frozen=True, kw_only=True):
    """`author` and `reviewer` are opaque ids of parties or accounts, never names; reviewer None = not yet.

    `shows` is the reviewer's finding: does it show the control in force? `expires_at_ms` ends its weight.
    """

    kind: ClassVar[str] = "claim.document"
    about: ClassVar[tuple[str, ...]] = ("control", "sha256")

    control: str
    sha256: str
    author: str
    reviewer: str | None
    shows: bool | None
    expires_at_ms: int
