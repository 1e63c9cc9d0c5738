"""Hands entries to an outlet's carrier, and puts whatever went wrong into one word and one sentence."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from rempart.channel.outbound import Barred, Unreached
from rempart.record.core.held import Held
from rempart.record.core.item import Item
from rempart.record.core.outlet import Carrier, Outlet
from rempart.record.net import line, post

BATCH_S = 20.0  # after that long the rest waits for the next turn, so that pausing an outlet is felt soon


@dataclass(frozen=True, slots=True)
class Sent:
    """How many of the items arrived, from the first on, and why no more; `code` is empty when nothing went wrong."""

    count: int
    code: str = ""
    detail: str = ""


def send(unit: Outlet, items: Sequence[Item], held: Held) -> Sent:
    """In order; stops at the first that does not arrive."""
    done = 0
    try:
        if unit.carrier is Carrier.LINE:
            line.send([unit.write(item, held.settings) for item in items], held.settings)
            return Sent(len(items))
        ends = time.monotonic() + BATCH_S
        for item in items:
            body, now = unit.write(item, held.settings), time.time()
            post.send(body, item.uid, int(now), unit.content_type, held.settings, held.secrets(int(now * 1000)))
            done += 1
            if time.monotonic() > ends:
                break
    except post.Declined as said:
        return Sent(done, f"status_{said.status}", str(said))
    except Barred as barred:
        return Sent(done, "barred", str(barred))
    except Unreached as fault:
        return Sent(done, fault.code, str(fault))
    return Sent(done)
