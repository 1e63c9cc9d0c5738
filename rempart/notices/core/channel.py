"""The form of a channel: what must be set, how a message is composed for it, and what its answer means."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rempart.notices.core.message import Answered, Letter, Message, Post

Settings = Mapping[str, str]


def taken(answer: Answered) -> str:
    """Empty for an answer from 200 to 299, else a word for what was said."""
    return "" if 200 <= answer.status < 300 else f"answered_{answer.status}"


def coded(member: str) -> Callable[[Answered], str]:
    """For services that answer 200 and put a refusal into the body: a `member` other than 0."""

    def judge(answer: Answered) -> str:
        try:
            code = json.loads(answer.body).get(member, 0)
        except (ValueError, AttributeError):
            return taken(answer) or "unreadable"
        if refused := taken(answer):
            return refused
        return "" if code == 0 else f"answered_{int(code)}" if isinstance(code, int) else "unreadable"

    return judge


@dataclass(frozen=True, slots=True)
class Channel:
    """`id` is the file name. `settings` are names that core/settings.py knows; `compose` is pure, but for the moment.

    `judge` says what an answer means: some services say 200 and put the refusal into the body.
    """

    id: str
    title: str
    what: str
    source: str
    settings: tuple[str, ...]
    compose: Callable[[Message, Settings, int], Post | Letter]
    judge: Callable[[Answered], str] = taken
    is_personal: bool = False
