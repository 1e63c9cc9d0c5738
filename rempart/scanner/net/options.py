"""What the operator decides about a run, and the limits that hold for every run."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from rempart.channel.guarded.bounds import Bounds
from rempart.terms.evidence import Operator
from rempart.terms.scope import Subject


@dataclass(frozen=True, slots=True)
class Limits(Bounds):
    """Besides the bounds of each exchange: our manners towards healthy servers (design section 9)."""

    passive_requests: int = 150
    active_requests: int = 60
    questions: int = 100  # DNS questions of a run
    per_second: int = 5
    at_once: int = 4
    redirects: int = 10
    silent_answers: int = 3  # after so many timeouts in a row a door is not knocked at again
    tool_s: float = 120.0  # sslyze
    tool_bytes: int = 16 * 1024 * 1024


LOCAL = Subject("site", "local")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """`consent` is the window (milliseconds) in which the owner allowed active probes; until `rest_until_ms` none
    are sent, since the site shut our address out. `resolver` is for tests.

    `plain_port` and `encrypted_port` say where the twin of a target on an unusual port stands.
    """

    subject: Subject = LOCAL
    org: str = "local"
    operator: Operator = Operator.SELF
    allow_private: bool = False
    active: bool = False
    consent: tuple[int, int] | None = None
    rest_until_ms: int | None = None
    token: str | None = None
    seed: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    origins: tuple[str, ...] = ()
    ca_file: Path | None = None
    state_folder: Path | None = None
    resolver: tuple[str, int] | None = None
    plain_port: int | None = None
    encrypted_port: int | None = None
    now_ms: int | None = None
    limits: Limits = Limits()
