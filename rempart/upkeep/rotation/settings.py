"""The key under which secrets of settings are sealed."""

from pathlib import Path

from rempart.channel.sealed import begin_new_key
from rempart.upkeep.rotatable import Rotatable


def rotate(state: Path, now_ms: int) -> str:
    """Nothing has to be typed again; what is typed or renewed from now on is under the new key."""
    count = begin_new_key(state)
    return (
        f"A new key seals from now on; {count - 1} older ones only open. Where an old key may be in other hands, replace"
        " the secrets themselves: passwords of mail and connected systems, second factors, providers."
    )


UNIT = Rotatable("settings", "what seals the secrets of settings, providers and second factors", rotate)
