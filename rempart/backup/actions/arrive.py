"""Files of an archive that a person sends: kept by the name that their program gave them, until they are brought in."""

import os
import shutil
from collections.abc import Iterable, Sequence
from typing import Protocol

from rempart.backup.actions.bring_in import arrived, forget_arrived
from rempart.backup.core.updraft import Found, piece, sets
from rempart.backup.store.models import Plan
from rempart.channel.source import Trouble
from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import backup as events
from rempart.terms.scope import Subject

MAX_FILE = 4 * 1024**3  # bytes of one file: UpdraftPlus splits at 400 MB unless somebody told it otherwise
MAX_WAITING = 64 * 1024**3  # bytes of one site's files that wait
KEEP_FREE = 1024**3  # bytes of the disk that uploads never take


class Sent(Protocol):
    """As Django has an uploaded file."""

    name: str | None
    size: int | None

    def chunks(self) -> Iterable[bytes]:
        """Its bytes, block by block."""


def arrive(actor: Account, plan: Plan, files: Sequence[Sent]) -> int:
    """Each whole or not at all; one that is sent again takes the place of the first. How many. Raises Trouble."""
    folder = arrived(plan)
    for file in files:
        if piece(file.name or "") is None:
            raise Trouble("no_archive", (file.name or "")[-80:])
    size = sum(file.size or 0 for file in files)
    waiting = sum(one.stat().st_size for one in folder.iterdir())
    if any((file.size or 0) > MAX_FILE for file in files) or waiting + size > MAX_WAITING:
        raise Trouble("too_large", "put them into a folder of this machine instead")
    if shutil.disk_usage(folder).free - size < KEEP_FREE:
        raise Trouble("no_room", "the disk has too little room for these files")
    for file in files:
        part = folder / f"{file.name}.part"
        with part.open("wb") as out:
            for block in file.chunks():
                out.write(block)
            out.flush()
            os.fsync(out.fileno())
        part.replace(folder / str(file.name))
    with action(actor, plan.organisation, Permission.MANAGE_BACKUPS, on=plan.site) as record:
        body = {"count": len(files), "bytes": size}
        record.event(events.ARCHIVE_ARRIVED, Subject("site", plan.site.uid), body)
    return len(files)


def waiting(plan: Plan) -> list[Found]:
    """Sets that were sent and not brought in."""
    return sets(sorted(one.name for one in arrived(plan).iterdir()))


def drop(actor: Account, plan: Plan, nonce: str) -> None:
    """A set that was sent goes again."""
    with action(actor, plan.organisation, Permission.MANAGE_BACKUPS, on=plan.site) as record:
        for found in waiting(plan):
            if found.nonce == nonce:
                forget_arrived(plan, found)
        record.event(events.ARCHIVE_DROPPED, Subject("site", plan.site.uid), {})
