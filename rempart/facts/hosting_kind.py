"""What an owner or a host says of one row of the comparison of hosts (CMPR-01..07): stated, it moves no level."""

from typing import ClassVar, Literal

from rempart.facts.fact import Fact

KindValue = Literal["generic", "wordpress", "unknown"]


class HostingKind(Fact, frozen=True, kw_only=True):
    """`row` is the id of a comparison; `unknown` takes an earlier answer back (SELF-05)."""

    kind: ClassVar[str] = "claim.hosting_kind"
    about: ClassVar[tuple[str, ...]] = ("row",)

    row: str
    value: KindValue
