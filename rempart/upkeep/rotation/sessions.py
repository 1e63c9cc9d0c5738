"""The key under which the console signs sessions and links."""

from pathlib import Path

from rempart.console.secret import OLD_HOURS, replace_secret
from rempart.upkeep.rotatable import Rotatable


def rotate(state: Path, now_ms: int) -> str:
    """Nobody is signed out: what the old key signed is accepted until every such session has run out."""
    replace_secret(state, now_ms)
    return f"The key is replaced. What the old one signed is accepted for {OLD_HOURS} hours. Start Rempart again, so that it signs with the new one."


UNIT = Rotatable("sessions", "what signs sessions and one-time links of the console", rotate)
