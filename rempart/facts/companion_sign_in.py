"""What the companion itself keeps at the sign-in, as it says (AUTH-01, AUTH-03)."""

from typing import ClassVar

from rempart.facts.fact import Fact


class CompanionSignIn(Fact, frozen=True, kw_only=True):
    """Wrong tries of one account before a pause, and before more than a password is asked; None = the companion does
    not see to it, which says nothing of other plug-ins."""

    kind: ClassVar[str] = "companion.sign_in"

    pause_after: int | None
    challenge_after: int | None
