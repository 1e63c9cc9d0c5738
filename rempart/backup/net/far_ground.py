"""Files of one update change places on a server behind SSH: laid beside by rclone, exchanged by one script of renames.

Which of two folders is live is told by its number on the disk over there, written down before the first exchange: so a
return never takes away what somebody else has laid since.
"""

import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from rempart.backup.net import far, far_back
from rempart.backup.net.far_back import plan_of, quoted, root_of, script
from rempart.channel.ground import HIDDEN_LOG, LOGS, SETTLE_S, WORDPRESS_ENDS_S, Lot
from rempart.channel.source import Desk, Origin, Trouble
from rempart.ledger import durable

NUMBERS = "numbers.json"
MAINTENANCE = ".maintenance"
NUMBER = 'number() { if there "$1"; then ls -di -- "$1" | { read -r n rest; printf \'%s\\0\' "$n"; }; else printf \'0\\0\'; fi; }'


def ready(origin: Origin, lot: Lot, desk: Desk) -> None:
    """We get in, and WordPress stands there."""
    (found,) = script(
        far.server(origin), [f"if plain {_at(origin, 'wp-includes')}; then printf 'y\\0'; else printf 'n\\0'; fi"]
    )
    if found != "y":
        raise Trouble("missing", "no WordPress stands in the folder of the site")


def lay(origin: Origin, lot: Lot, desk: Desk) -> None:
    """Everything beside, and the numbers of both."""
    far_back.prepare(origin, lot.parcel, desk)
    plan = plan_of(lot.parcel)
    if plan is None:
        raise Trouble("unreadable", "what was laid is not written down")
    if not (lot.notes / NUMBERS).exists():
        fresh = _numbers(origin, (quoted(plan.beside, "new", part) for part in lot.parts))
        former = _numbers(origin, (_at(origin, part) for part in lot.parts))
        kept = {part: (here, there) for part, here, there in zip(lot.parts, fresh, former, strict=True)}
        durable.put(lot.notes / NUMBERS, json.dumps(kept).encode())


def close(origin: Origin, lot: Lot, seconds: int) -> None:
    """Dated by the server's own clock, and laid by a rename: nobody reads half of it."""
    live, made = _at(origin, MAINTENANCE), _at(origin, f"{MAINTENANCE}.rempart")
    dated = f"printf '<?php $upgrading = %s; ?>\\n' \"$(( $(date +%s) - {WORDPRESS_ENDS_S - seconds} ))\""
    script(far.server(origin), [f"{dated} > {made}", f"chmod 644 {made}", f"mv -f -- {made} {live}"])


def open_(origin: Origin, lot: Lot) -> None:
    """The page of maintenance goes."""
    script(far.server(origin), [f"rm -f -- {_at(origin, MAINTENANCE)}"])


def swap(origin: Origin, lot: Lot, desk: Desk) -> None:
    """Live; what is through is left alone."""
    for part, now, fresh, former in _standing(origin, lot):
        if now not in (fresh, former, "0"):
            raise Trouble("changed_live", f"{part} was changed by somebody else in the meantime")
    far_back.swap(origin, lot.parcel, desk)


def settle(origin: Origin, lot: Lot) -> None:
    """The PHP of a shell is not the one that serves the site: that one can be neither told nor asked from here."""
    time.sleep(SETTLE_S)


def undo(origin: Origin, lot: Lot, desk: Desk) -> None:
    """WordPress need not start for that."""
    for part, now, fresh, former in _standing(origin, lot):
        if now not in (fresh, former, "0"):
            raise Trouble("changed_live", f"{part} was changed by somebody else since the update")
    far_back.undo(origin, lot.parcel, desk)
    if other := [part for part, now, _, former in _standing(origin, lot) if now != former]:
        raise Trouble("missing", f"{other[0]} did not come back: what was before no longer lies beside")


def finish(origin: Origin, lot: Lot, desk: Desk) -> None:
    """What only a return would need goes."""
    far_back.finish(origin, lot.parcel, desk)


def logs(origin: Origin) -> Mapping[str, int]:
    """Of those that lie in the site's folder; links are not followed."""
    folder, begin, end = HIDDEN_LOG
    asked = [
        'sized() { if [ -f "$1" ] && [ ! -L "$1" ]; then printf \'%s\\0%s\\0\' "$1" "$(( $(wc -c < "$1") ))"; fi; }',
        f'cd -- {_at(origin, ".")}; for n in {" ".join(LOGS)} {folder}/{begin}*{end}; do sized "$n"; done',
    ]
    found = iter(script(far.server(origin), asked))
    return {name: int(size) for name, size in zip(found, found, strict=True)}


def read(origin: Origin, name: str, begin: int, end: int) -> bytes:
    """Some of it, without its zero bytes."""
    line = f"tail -c +{begin + 1} {_at(origin, name)} | head -c {end - begin} | tr -d '\\000'; printf '\\0'"
    (found,) = script(far.server(origin), [line])
    return os.fsencode(found)


def _at(origin: Origin, path: str) -> str:
    return quoted(PurePosixPath(root_of(origin), path))


def _numbers(origin: Origin, paths: Iterable[str]) -> list[str]:
    return script(far.server(origin), [NUMBER, *(f"number {path}" for path in paths)])


def _standing(origin: Origin, lot: Lot) -> Iterator[tuple[str, str, str, str]]:
    """Of each part its name, the number that is live now, that of the update, and that of before. None without notes."""
    if (lot.notes / NUMBERS).exists():
        kept = json.loads((lot.notes / NUMBERS).read_bytes())
        now = _numbers(origin, (_at(origin, part) for part in kept))
        for (part, (fresh, former)), live in zip(kept.items(), now, strict=True):
            yield part, live, fresh, former
