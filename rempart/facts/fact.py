"""The base of every fact, and one fact together with its circumstances."""

from typing import ClassVar

import msgspec

from rempart.terms.evidence import EvidenceClass, Operator, Vantage
from rempart.terms.reference import FactRef
from rempart.terms.scope import Subject


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Subclasses set `kind` (area.subject, stable for ever) and `schema` (raised when fields change).

    `about` names the fields that tell facts of one kind apart (an attack class, a control).
    """

    kind: ClassVar[str] = ""
    schema: ClassVar[int] = 1
    about: ClassVar[tuple[str, ...]] = ()


class Observation(msgspec.Struct, frozen=True, kw_only=True):
    """A fact, and who saw it, when, where and how.

    `source` names the sensor (a collector's id, a document's digest, an answer's author); two
    observations are independent when their sources differ. `taken_at_ms` is when it was seen.
    """

    org: str
    subject: Subject
    fact: Fact
    taken_at_ms: int
    evidence: EvidenceClass
    source: str
    version: int = 1
    operator: Operator = Operator.SELF
    vantage: Vantage = Vantage.EXTERNAL
    ref: FactRef | None = None
