"""The form of a place: where a repository stands, and what restic must be told to reach it. One file each in `places/`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rempart.channel.source import Setting
from rempart.terms.words import Words


class Medium(StrEnum):
    """What kind of storage it is, for the count of three, two, one."""

    DISK = "disk"
    SERVER = "server"
    OBJECT_STORE = "object_store"


class Identity(StrEnum):
    """As whom we come: what writes may not be able to delete."""

    WRITE = "write"
    PRUNE = "prune"


@dataclass(frozen=True, slots=True)
class Where:
    """One place of one organisation, secrets opened, and the part of it that is one site's own."""

    settings: Mapping[str, str]
    part: str
    default_folder: str
    identity: Identity = Identity.WRITE

    def of(self, name: str) -> str:
        """A setting; for pruning the one of the pruning identity goes before."""
        if self.identity is Identity.PRUNE and self.settings.get(f"prune_{name}"):
            return self.settings[f"prune_{name}"]
        return self.settings.get(name, "")


@dataclass(frozen=True, slots=True)
class Opened:
    """What restic is told. `{name}` stands for a file in memory that holds that secret; `hosts` are checked before.
    The repository itself is such a secret too: its address may hold a password. `ssh` is filled in by the runner."""

    repository: str
    env: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, bytes] = field(default_factory=dict)
    hosts: tuple[tuple[str, int], ...] = ()
    ssh: Mapping[str, str] | None = None


class Unusable(ValueError):
    """A setting that no repository can have; says which."""


@dataclass(frozen=True, slots=True)
class Place:
    """`id` is the file's name; `is_here` places need the operator's word when they name a folder."""

    id: str
    title: Words
    settings: tuple[Setting, ...]
    medium: Medium
    open: Callable[[Where], Opened]
    is_here: bool = False
