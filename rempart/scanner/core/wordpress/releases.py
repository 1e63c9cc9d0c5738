"""The newest WordPress that we know of, from a file pinned by date (releases.toml says where it comes from)."""

import importlib.resources
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Releases:
    """`date_ms` is the day the list was made: nothing later is known."""

    newest: str
    date_ms: int
    latest: dict[str, str]


@lru_cache
def releases() -> Releases:
    """Read once."""
    text = importlib.resources.files(__package__).joinpath("releases.toml").read_text("utf-8")
    table = tomllib.loads(text)
    day: date = table["date"]
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Releases(
        table["newest"], int(moment.timestamp()) * 1000, {name: row["latest"] for name, row in table["branch"].items()}
    )
