"""What a site's companion keeps closed, as page, API and command show it: asked, held, by whom, and what stays open."""

from dataclasses import dataclass
from typing import Any

from rempart.companion.core import policy
from rempart.companion.core.policy import SWITCHES, Held, Policy
from rempart.companion.store.models import Link
from rempart.companion.web.words import by_word, left_word, switch_detail, switch_word

UNKNOWN = Held(holds=False, by="nobody")


@dataclass(frozen=True, slots=True)
class Protection:
    """One switch. `is_wanted` = asked here; `is_kept` = asked there; they part when somebody lets go of it in wp-admin."""

    name: str
    label: str
    detail: str
    is_wanted: bool
    is_kept: bool
    holds: bool
    is_off: bool  # asked here, and not so there
    by: str
    left: str
    waiting: int
    have: int
    lack: int
    shut_out: int


def start_of(row: Link) -> Policy:
    """What the form begins with: what is wanted; before anybody said so, what the site keeps."""
    answer = policy.answer_of(row.held)
    wanted = policy.policy_of(row.wanted)
    return wanted if row.wanted or answer is None else answer.policy


def rows(row: Link) -> list[Protection]:
    """Empty where the companion never said what holds."""
    answer = policy.answer_of(row.held)
    if answer is None:
        return []
    wanted = policy.policy_of(row.wanted)
    off = policy.not_held(wanted, answer)
    return [_row(name, wanted, answer, is_off=name in off) for name in SWITCHES]


def parted(row: Link | None) -> bool:
    """Something that was asked here is not so there."""
    answer = policy.answer_of(row.held) if row is not None else None
    return row is not None and answer is not None and bool(policy.not_held(policy.policy_of(row.wanted), answer))


def _row(name: str, wanted: Policy, answer: policy.PolicyAnswer, *, is_off: bool) -> Protection:
    held = answer.holds.get(name, UNKNOWN)
    return Protection(
        name, switch_word(name), switch_detail(name, answer.policy), bool(getattr(wanted, name)),
        bool(getattr(answer.policy, name)), held.holds and not (answer.let_go and held.by == "companion"), is_off,
        by_word(held.by), "; ".join(left_word(one) for one in held.left), held.waiting, held.have, held.lack, held.shut_out,
    )  # fmt: skip


def document(row: Link | None) -> dict[str, Any]:
    """For programs: API and command line say the same."""
    answer = policy.answer_of(row.held) if row is not None else None
    if row is None or answer is None:
        return {"wanted": None, "kept": None, "let_go": None, "holds": None, "not_held": None}
    wanted = policy.policy_of(row.wanted)
    return {
        "wanted": policy.for_the_wire(wanted),
        "kept": policy.for_the_wire(answer.policy),
        "let_go": answer.let_go,
        "holds": {name: policy.plain(held) for name, held in sorted(answer.holds.items())},
        "not_held": policy.not_held(wanted, answer),
    }
