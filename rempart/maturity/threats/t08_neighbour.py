"""A break-in at a neighbour on the same server (T08)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t08_neighbour",
    code="T08",
    rows=("THR-13",),
    title="A break-in at a neighbour on the same server",
    what="On a shared server, someone else's flaw can become yours. Without isolation, whoever takes one site can read or change the files of all the others.",
)
