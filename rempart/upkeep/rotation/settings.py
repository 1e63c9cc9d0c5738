"""The key under which secrets of settings are sealed."""

from pathlib import Path

from rempart.channel.sealed import UNDER_WAY, begin_new_key
from rempart.ledger import durable
from rempart.upkeep.rotatable import Rotatable, set_up


def rotate(state: Path, now_ms: int) -> str:
    """A new key, and all values under it. Works beside a running installation; stopped, the next call goes on."""
    goes_on = (state / UNDER_WAY).exists()
    if not goes_on:
        begin_new_key(state)
        durable.put(state / UNDER_WAY, b"")
    set_up()
    from rempart.upkeep.resealing import reseal_all

    count = reseal_all(state)
    (state / UNDER_WAY).unlink(missing_ok=True)
    durable.sync((state / UNDER_WAY).parent)
    first = "The rotation that was stopped is done" if goes_on else "A new key seals from now on"
    left = f" {count.unreadable} open under no key that is here: type those anew." if count.unreadable else ""
    return (
        f"{first}; {count.done} values were sealed again with it.{left} The old key opens copies of the data made before;"
        " `rempart rotate-key --retire-settings` destroys it. Where it may be in other hands, replace the secrets"
        " themselves: passwords of mail and connected systems, second factors, providers."
    )


UNIT = Rotatable("settings", "what seals the secrets of settings, providers and second factors", rotate)
