"""What an approval binds: one exact change, as canonical JSON, and its digest."""

import hashlib
from collections.abc import Mapping
from typing import Any

from rempart.ledger.canonical import encode_checked
from rempart.terms.duration import DAY_S, HOUR_S

LASTS_S = 3 * DAY_S  # a request that nobody looked at is asked again, with today's reasons
USE_WITHIN_S = 24 * HOUR_S  # a yes is for now
MAX_REASON = 2_000  # characters, as the table has it
MAX_CHANGE_BYTES = 200_000  # the change is shown whole to whoever approves it


def canonical(change: Mapping[str, Any]) -> str:
    """The one text of a change. Raises ValueError for what is no plain JSON, or too long to be read by anybody."""
    text = encode_checked(dict(change))
    if len(text) > MAX_CHANGE_BYTES:
        raise ValueError("the change is too large to be approved as one")
    return text.decode()


def digest(what: str, organisation: str, beneficiary: str, change: str) -> str:
    """SHA-256 over everything that is approved: the action, the firm, who gains, and the change's canonical text."""
    whole = {"what": what, "organisation": organisation, "beneficiary": beneficiary, "change": change}
    return hashlib.sha256(encode_checked(whole)).hexdigest()


class NotApprovable(ValueError):
    """`code`: reason (none given), same (not another person), closed (decided, too old), changed, unknown, needed."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def three_people(requester: set[int], beneficiary: set[int], approver: set[int], *, may_be_self: bool) -> bool:
    """Each set: the accounts one side stands for. A privilege may be asked for oneself, never approved by oneself."""
    if approver & (requester | beneficiary):
        return False
    return may_be_self or not requester & beneficiary
