"""Three people: who asks, who allows, whom it is about; also when one acts for another."""

from collections.abc import Mapping
from dataclasses import dataclass

APPROVAL_MS = 72 * 3_600 * 1_000  # a paused change that nobody allowed by then is dropped; it may be asked for again


@dataclass(frozen=True, slots=True)
class Asked:
    """What waits: the digest of the exact change, who asked (empty: nobody known), whose accounts it is about, until when."""

    digest: str
    requester: str
    beneficiaries: frozenset[str]
    until_ms: int


def why_not(
    asked: Asked, approver: str, digest: str, now_ms: int, acts_for: Mapping[str, frozenset[str]] | None = None
) -> str:
    """Empty when `approver` may allow it, else the reason. `acts_for`: account -> the accounts it stands in for."""
    if digest != asked.digest:
        return "changed"
    if now_ms >= asked.until_ms:
        return "expired"
    known = acts_for or {}
    hands = _hands(approver, known)
    if asked.requester and hands & _hands(asked.requester, known):
        return "requester"
    if any(hands & _hands(beneficiary, known) for beneficiary in asked.beneficiaries):
        return "beneficiary"
    return ""


def _hands(account: str, acts_for: Mapping[str, frozenset[str]]) -> set[str]:
    """Everybody whose word this account's word may be, through any chain of delegation."""
    found, todo = {account}, [account]
    while todo:
        for other in acts_for.get(todo.pop(), frozenset()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found
