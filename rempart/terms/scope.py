"""To whom a requirement belongs: the thing it is about, and the side that must act (MOD-18)."""

from enum import StrEnum

import msgspec


class Scope(StrEnum):
    """A host's fact is stored once and serves all its sites."""

    SITE = "site"
    HOST = "host"
    ORGANISATION = "organisation"


class Side(StrEnum):
    """The responsible side."""

    OWNER = "owner"
    HOST = "host"
    BOTH = "both"


class Subject(msgspec.Struct, frozen=True, order=True):
    """The thing a fact or an event is about; `id` is opaque and carries no personal data."""

    kind: str
    id: str
