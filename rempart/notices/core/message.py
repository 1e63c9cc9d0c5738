"""What a channel is given to compose: everything as plain text, in the reader's language."""

from dataclasses import dataclass
from typing import Protocol

from rempart.terms.severity import Severity

TITLE_MAX = 120
TEXT_MAX = 4_000  # characters; channels with less room cut further


@dataclass(frozen=True, slots=True)
class Message:
    """`id` is the same when it is sent again. `link` is empty where the console has no public name."""

    id: str
    severity: Severity
    title: str
    text: str
    when: str
    link: str = ""
    is_test: bool = False

    def lines(self) -> str:
        """All of it as a few lines."""
        return "\n".join(part for part in (self.title, self.text, self.when, self.link) if part)


@dataclass(frozen=True, slots=True)
class Post:
    """One HTTP request."""

    url: str
    headers: dict[str, str]
    body: bytes
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail."""

    to: str
    subject: str
    text: str


class Answered(Protocol):
    """The part of an HTTP answer that a channel judges."""

    @property
    def status(self) -> int: ...

    @property
    def body(self) -> bytes: ...


def cut(text: str, room: int) -> str:
    """At most `room` characters, the cut marked."""
    return text if len(text) <= room else text[: room - 1] + "…"


def cut_bytes(text: str, room: int) -> str:
    """At most `room` bytes of UTF-8, no letter broken."""
    data = text.encode()
    return text if len(data) <= room else data[: room - 3].decode(errors="ignore") + "…"
