"""A clock that a test moves on: days pass for every process of an installation, and for nobody else."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

MOVED = Path(__file__).parent / "moved"  # what Python imports first where this stands on its path


class Clock:
    """Begins at nine, UTC, on a Monday two weeks back: a plain working week, and what it signs is valid for others today."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "clock"
        today = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0)
        monday = today - timedelta(days=14 + today.weekday())
        self._ahead_s = monday.timestamp() - time.time()
        self._write()

    def now(self) -> datetime:
        """As those processes have it."""
        return datetime.fromtimestamp(time.time() + self._ahead_s, UTC)

    def on(self, **more: float) -> None:
        """`hours=2`, as a timedelta says it."""
        self._ahead_s += timedelta(**more).total_seconds()
        self._write()

    def until(self, days: int, hour: int, minute: int = 0) -> None:
        """That many days later, at that time; never back."""
        goal = (self.now() + timedelta(days=days)).replace(hour=hour, minute=minute, second=0, microsecond=0)
        left = (goal - self.now()).total_seconds()
        assert left > 0, f"{goal} lies back"
        self.on(seconds=left)

    def environment(self) -> dict[str, str]:
        """Of the processes that live by it."""
        return {"PYTHONPATH": str(MOVED), "TESTS_CLOCK": str(self._file)}

    def _write(self) -> None:
        """In one go: it is read with every question for the time."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{self._ahead_s:.3f}", "ascii")
        fresh.replace(self._file)
