"""What came of one pseudonym in one campaign."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """Moments are counted from when the first mail was accepted, in ms; None = never. `cut` as fixed at the start."""

    cut: str
    is_control: bool
    clicked_after_ms: int | None = None
    reported_after_ms: int | None = None
    clicked_at_ms: int | None = None
    reported_at_ms: int | None = None

    @property
    def is_clicked(self) -> bool:
        """By a person."""
        return self.clicked_after_ms is not None

    @property
    def is_reported(self) -> bool:
        """By the one it was sent to."""
        return self.reported_after_ms is not None

    @property
    def is_reported_first(self) -> bool:
        """Without a click, or before it."""
        if not self.is_reported or not self.is_clicked:
            return self.is_reported
        if self.reported_after_ms is None or self.clicked_after_ms is None:
            return False
        return self.reported_after_ms <= self.clicked_after_ms
