"""A folder on this machine."""

import os
import time
from collections.abc import Mapping
from pathlib import Path

from rempart.channel.ground import HIDDEN_LOG, LOGS, SETTLE_S, Ground, Lot
from rempart.channel.source import Desk, Origin, Trouble
from rempart.updates.net import lay


def ready(origin: Origin, lot: Lot, desk: Desk) -> None:
    """WordPress stands in the folder."""
    if not (root(origin) / "wp-includes").is_dir():
        raise Trouble("missing", "no WordPress stands in the folder of the site")


def root(origin: Origin) -> Path:
    """The folder of the site."""
    return Path(origin.settings["folder"])


def beside(origin: Origin, lot: Lot, desk: Desk) -> None:
    """Begun anew: nothing live has changed yet."""
    lay.finish(root(origin), lot.uid)
    lay.prepare(root(origin), lot.uid, lot.files, lot.parts, "")


def settle(origin: Origin, lot: Lot) -> None:
    """The PHP that serves the site is another process, often of another user: it can be neither told nor asked from here."""
    time.sleep(SETTLE_S)


def logs(origin: Origin) -> Mapping[str, int]:
    """Links are not followed."""
    folder, begin, end = HIDDEN_LOG
    hidden = (f"{folder}/{one.name}" for one in sorted((root(origin) / folder).glob(f"{begin}*{end}")))
    found = {name: root(origin) / name for name in (*LOGS, *hidden)}
    return {name: file.stat().st_size for name, file in found.items() if file.is_file() and not file.is_symlink()}


def read(origin: Origin, name: str, begin: int, end: int) -> bytes:
    """Some of it."""
    line = os.open(root(origin) / name, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(line, "rb") as stream:
        stream.seek(begin)
        return stream.read(end - begin)


UNIT = Ground(
    id="here",
    ready=ready,
    lay=beside,
    close=lambda origin, lot, seconds: lay.close_for_visitors(root(origin), int(time.time()), seconds),
    swap=lambda origin, lot, desk: lay.swap(root(origin), lot.uid),
    open=lambda origin, lot: lay.open_for_visitors(root(origin)),
    settle=settle,
    undo=lambda origin, lot, desk: lay.undo(root(origin), lot.uid),
    finish=lambda origin, lot, desk: lay.finish(root(origin), lot.uid),
    logs=logs,
    read=read,
)
