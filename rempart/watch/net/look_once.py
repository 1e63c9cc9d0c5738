"""One look at one monitor within its time: whatever the other side does, it ends in one word."""

import asyncio
import logging
from pathlib import Path

from rempart.terms.looking import LookError
from rempart.watch.core.kind import Blind, Kind, Settings, Sight
from rempart.watch.core.outcome import Outcome
from rempart.watch.core.reasons import of_fault
from rempart.watch.net.eyes import OwnEyes, Tools

log = logging.getLogger("rempart.watch")
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


async def look_once(kind: Kind, settings: Settings, tools: Tools, timeout_s: float, *, allow_private: bool) -> Sight:
    """Never raises, except when it is told to stop."""
    if kind.look is None:
        return Sight(Outcome.CANNOT, reason="bad_settings", detail=f"{kind.id} is not looked at")
    try:
        async with asyncio.timeout(timeout_s):
            return await kind.look(settings, OwnEyes(tools, allow_private=allow_private))
    except TimeoutError:
        return Sight(Outcome.BAD, round(timeout_s * 1_000), "timeout", f"no answer within {timeout_s:g} s")
    except LookError as fault:
        outcome, reason = of_fault(fault)
        return Sight(outcome, reason=reason, detail=fault.detail)
    except Blind as blind:
        return Sight(Outcome.CANNOT, reason=blind.code, detail=blind.detail)
    except (KeyError, ValueError, TypeError) as bad:
        return Sight(Outcome.CANNOT, reason="bad_settings", detail=type(bad).__name__)
    except Exception as trouble:  # noqa: BLE001 - process edge: one monitor's trouble is no other's
        log.warning("a look at a monitor of kind %s: %s: %s", kind.id, type(trouble).__name__, trouble)
        return Sight(Outcome.CANNOT, reason="unexpected", detail=type(trouble).__name__)


def boot_id() -> str:
    """Names the run of this machine since it was started; empty where the system does not tell."""
    try:
        return BOOT_ID.read_text("ascii").strip()
    except OSError:
        return ""
