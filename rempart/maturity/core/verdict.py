"""What a pure function says of one control, with the evidence it rests on."""

from collections.abc import Mapping

import msgspec

from rempart.terms.evidence import EvidenceClass, Operator, Vantage
from rempart.terms.reference import FactRef
from rempart.terms.state import PASSING, REFUTING, State


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """`say` is a key of the control's `says`, or, with a dot in it, of core/sayings.py; `values` fill it.

    The fields from `evidence` to `valid_until_ms` describe the observation that decided; None = none did.
    `claimed` is true when the control counts for the claimed level. `refs` name every fact that was weighed.
    """

    control: str
    state: State
    say: str
    values: Mapping[str, int | str] = msgspec.field(default_factory=dict)
    evidence: EvidenceClass | None = None
    source: str | None = None
    operator: Operator | None = None
    vantage: Vantage | None = None
    observed_at_ms: int | None = None
    valid_until_ms: int | None = None
    claimed: bool = False
    refs: tuple[FactRef, ...] = ()
    applies: bool = True

    @property
    def passes(self) -> bool:
        """Only met and a valid not_applicable do."""
        return self.state in PASSING

    @property
    def refutes(self) -> bool:
        """Something was seen that speaks against the control."""
        return self.state in REFUTING

    @property
    def is_due(self) -> bool:
        """Evidence is too old or void: look again before a fall is written."""
        return self.state is State.STALE or self.say == "generic.void"
