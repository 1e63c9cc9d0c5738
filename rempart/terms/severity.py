"""How loud something is: who is told, and whether it may wait until morning."""

from enum import IntEnum


class Severity(IntEnum):
    """Ordered. NONE is for the record alone and tells nobody."""

    NONE = 0
    NOTICE = 1  # worth reading in a digest
    WARNING = 2  # somebody should act today
    CRITICAL = 3  # somebody should act now, also at night

    @property
    def word(self) -> str:
        """The name as documents and pages print it."""
        return self.name.lower()
