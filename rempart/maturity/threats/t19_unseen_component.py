"""A component nobody has on the list (T19)."""

from rempart.maturity.core.threat import Threat

UNIT = Threat(
    id="t19_unseen_component",
    code="T19",
    rows=("THR-30",),
    title="A component nobody has on the list",
    what="A library, a file transfer service or an old tool runs somewhere and is on no list. A scan from outside finds it first, and the flaw in it is never repaired because nobody knows it is there.",
)
