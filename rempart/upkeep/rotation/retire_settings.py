"""Replaced keys of settings are destroyed, once nothing lies under them."""

from pathlib import Path

from rempart.channel import sealed
from rempart.channel.lock import Held
from rempart.upkeep.rotatable import Rotatable, set_up

SETTLED_S = 600  # a request that began with the old key has long ended


def rotate(state: Path, now_ms: int) -> str:
    """What is still under an old key goes to the newest first. Raises Held while the newest is too young."""
    if not sealed.older(state):
        return "There is no replaced key."
    if (state / sealed.UNDER_WAY).exists():
        raise Held("the rotation was stopped; finish it first with rempart rotate-key --settings")
    if now_ms / 1000 - sealed.newest_since_s(state) < SETTLED_S:
        raise Held("a request may still be sealing with the old key; try again in ten minutes")
    set_up()
    from rempart.upkeep.resealing import reseal_all

    late = reseal_all(state).done
    if late and reseal_all(state).done:
        raise Held("something still seals with an old key; start Rempart again")
    gone = sealed.retire_older(state)
    more = f" {late} values went to the newest key first." if late else ""
    return (
        f"{gone} replaced keys were destroyed.{more} Copies of the data from before need the copy of the keys of then."
    )


UNIT = Rotatable("retire_settings", "destroy replaced keys of settings", rotate, retires=True)
