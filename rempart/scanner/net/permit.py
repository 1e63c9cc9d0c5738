"""May a probe be sent at this very moment? Asked before every collector that probes, and before every request of one."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from rempart.scanner.core.collector import LookError
from rempart.scanner.net.options import RunOptions


@dataclass(slots=True)
class Permit:
    """The owner's consent and window, our own rest, and whether the run was called off (design section 9)."""

    options: RunOptions
    now_ms: int  # when the run began
    is_allowed: Callable[[], bool] = lambda: True
    begun: float = field(default_factory=time.monotonic)

    @property
    def moment_ms(self) -> int:
        """Now, on the run's own clock."""
        return self.now_ms + int((time.monotonic() - self.begun) * 1000)

    def refusal(self) -> LookError | None:
        """Why not, ownership apart; None when it may."""
        consent, rest = self.options.consent, self.options.rest_until_ms
        if not self.options.active:
            return _no("not_owned", "Active probes were not asked for")
        if consent is None:
            return _no("no_consent", "Probes start once the owner has agreed to a time for them")
        if not consent[0] <= self.moment_ms < consent[1]:
            return _no("outside_window", "The time the owner agreed to is not now")
        if rest is not None and self.moment_ms < rest:
            return _no("outside_window", "The site shut our address out lately, as it should; probes rest for an hour")
        if not self.is_allowed():
            return _no("stopped", "The probes were called off")
        return None


def _no(code: str, detail: str) -> LookError:
    return LookError(code, detail, is_error=False)
