"""What an outlet keeps sealed: its settings and the secrets it signs with."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Held:
    """`older` is the secret before the last rotation; both sign until `older_until_ms`."""

    settings: Mapping[str, str] = field(default_factory=dict)
    secret: str = ""
    older: str = ""
    older_until_ms: int = 0

    def secrets(self, now_ms: int) -> list[str]:
        """Those that sign now, the newest first."""
        return [self.secret, *([self.older] if self.older and now_ms < self.older_until_ms else [])]
