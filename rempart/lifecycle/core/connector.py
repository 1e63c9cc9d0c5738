"""The form of a connector: a system in which a leaver's access ends too. One file each in `connectors/`.

`revoke` must be safe to repeat: it may be killed between its call and our noting the answer. It ends access and then
*looks* whether access has ended; what it saw is the proof. It calls the system only through the `Client` it is given.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rempart.terms.words import Words


@dataclass(frozen=True, slots=True)
class Setting:
    """What the connector needs to know; a secret is sealed at rest and never shown again."""

    name: str
    label: Words
    is_secret: bool = False
    is_address: bool = False
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Target:
    """One system of one organisation, with everything its settings say, secrets too."""

    uid: str
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Identity:
    """By what a system may know the leaver; empty where we know nothing. `reference` is the change, for the other's log.

    `known_as` is what somebody wrote down for this person and this system; it goes before everything else.
    """

    person: str
    email: str = ""
    user_name: str = ""
    staff_number: str = ""
    external_id: str = ""
    reference: str = ""
    known_as: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a system answered; `body` is cut at the client's limit."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Client(Protocol):
    """One exchange with the system. Raises Trouble when there is no answer."""

    def __call__(
        self, method: str, url: str, *, headers: Mapping[str, str] | None = None, body: bytes | None = None
    ) -> Reply: ...


@dataclass(frozen=True, slots=True)
class Proof:
    """What was seen: `was_known` False when the system has no such person. `steps` name what was ended, in order
    (`sessions`, `application_passwords`, `role`); `seen` are numbers and words for the record, nothing personal.
    `read_back` is what the system showed afterwards, with its own ids: it is sealed under the person's key, and the
    entry holds its commitment."""

    was_known: bool
    steps: Sequence[str] = ()
    seen: Mapping[str, str | int] = field(default_factory=dict)
    read_back: Mapping[str, str | int] = field(default_factory=dict)


class Trouble(Exception):
    """Access has not ended, or nobody can tell. `code` is one word for pages and the record (silent, refused_us,
    rights_missing, still_there, bad_answer; web/words.py has a sentence for each); `detail` is for whoever sets the
    system up, without secrets or names."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(detail or code)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Connector:
    """`id` is the file's name. `check` answers one word of what it found when the system is set up: `ok`, or `reads`
    when only the first leaver shows whether we may also write. It raises Trouble otherwise."""

    id: str
    title: Words
    settings: tuple[Setting, ...]
    revoke: Callable[[Target, Identity, Client], Proof]
    check: Callable[[Target, Client], str]
