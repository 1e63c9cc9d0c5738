"""What an owner or a host says of a control (SELF-*, MOD-17): stated, so claimed, never proven."""

from typing import ClassVar, Literal

from rempart.facts.fact import Fact

AnswerValue = Literal["yes_with_proof", "yes", "no", "not_sure", "extra_fee"]


class Answer(Fact, frozen=True, kw_only=True):
    """`extra_fee` and a vague answer count as no (MOD-17); `not_sure` never counts as yes (SELF-05)."""

    kind: ClassVar[str] = "claim.answer"
    about: ClassVar[tuple[str, ...]] = ("control",)

    control: str
    value: AnswerValue
    is_vague: bool = False
