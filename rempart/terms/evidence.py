"""How good evidence is, who reports it and from where (design: evidence and level)."""

from enum import IntEnum, StrEnum


class EvidenceClass(IntEnum):
    """Ordered: exercised beats observed beats configured beats documented beats stated."""

    STATED = 1
    DOCUMENTED = 2
    CONFIGURED = 3
    OBSERVED = 4
    EXERCISED = 5

    @property
    def word(self) -> str:
        """The name as documents and pages print it."""
        return self.name.lower()


class Vantage(StrEnum):
    """Where the sensor stood. Claims about the outside never pass from the same host."""

    EXTERNAL = "external"
    SAME_NETWORK = "same_network"
    SAME_HOST = "same_host"
    LAB = "lab"


class Operator(StrEnum):
    """Whose sensor it was."""

    SELF = "self"
    HOST = "host"
    THIRD_PARTY = "third_party"


class Proof(StrEnum):
    """Who can prove a control (model.md section 1)."""

    OUTSIDE = "O"
    COMPANION = "C"
    AGENT = "A"
    OWN_DEFENCE = "R"
    DOCUMENT = "D"


class Key(StrEnum):
    """What a look from inside takes: the five keys of the wall's key ring."""

    OWNERSHIP = "ownership"
    COMPANION = "companion"
    AGENT = "agent"
    BACKUP = "backup"
    DOCUMENT = "document"
