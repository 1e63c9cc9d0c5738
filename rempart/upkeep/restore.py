"""Put a backup back: everything is checked and made ready beside the present state before a single file moves."""

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from rempart.channel import database
from rempart.channel.place import DATABASE
from rempart.events import upkeep as events
from rempart.ledger import keys, recall, rotate, store
from rempart.ledger.note import BadNote
from rempart.ledger.store import FAULTS
from rempart.ledger.stores import sqlite
from rempart.ledger.verify import verify
from rempart.upkeep import backup, engine, envelope, manifest, places, record, swap, tombstones, wiping
from rempart.upkeep.manifest import Damaged, Manifest, Tell
from rempart.upkeep.sqlite_copy import stand


class Newer(RuntimeError):
    """The folder holds what the backup does not; the message says how much. `replace` goes on."""


class NotUsable(RuntimeError):
    """The backup is whole, but this release or this folder cannot take it."""


@dataclass(slots=True)
class Restored:
    """What was done; `kept` is the way back, `rolled_back` says that the ledger must be recovered."""

    made_at: str
    kept: Path
    erased: int
    unreadable: int
    rolled_back: str | None
    heads: dict[str, int] = field(default_factory=dict)


def restore(
    state: Path,
    data: Path,
    at_ms: int,
    *,
    seals: Path | None = None,
    words: bytes | None = None,
    replace: bool = False,
    known: dict[str, set[str]] | None = None,
    tell: Tell = lambda *_: None,
) -> Restored:
    """Raises Damaged, WrongPassphrase, Newer, NotUsable, Held, OSError, one of FAULTS; then nothing has changed.

    `known` are the migrations of this release; a copy with others comes from a later one.
    """  # fmt: skip
    state.mkdir(mode=0o700, parents=True, exist_ok=True)
    with swap.alone(state):
        if swap.complete(state):
            tell(0, 1, "an interrupted restore was finished first")
        said = _checked(data, "data", tell)
        seals_said = _checked(seals, "keys", tell) if seals else None
        _demand_known(said, known)
        if not replace:
            _demand_older(state, said)
        staged = places.work(state) / swap.STAGED
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(mode=0o700)
        try:
            _unpack(data, said, words, staged)
            extra = _unpack_seals(seals, seals_said, words, staged)
            (staged / database.ADDRESS_FILE).unlink(missing_ok=True)  # the folder says where its data are, no copy does
            erased = _make_ready(state, staged, extra, data)
            tell(0, 1, "checking the ledger of the backup")
            _demand_whole(state, staged)
            _drop_what_stays(state, staged)
            if not _is_same_installation(state, staged):
                recall.mark_restored(staged)  # it moves in with the rest: nobody here knows what was signed since
            kept = swap.begin(state, staged, places.stamp(at_ms))
        finally:
            if not swap.is_open(state):
                shutil.rmtree(staged, ignore_errors=True)
        return _after(state, said, kept, erased)


def _checked(folder: Path, kind: str, tell: Tell) -> Manifest:
    try:
        said = manifest.read(folder)
    except FileNotFoundError as nothing:
        raise NotUsable(f"{folder} holds no finished backup.") from nothing
    if said.kind != kind:
        raise NotUsable(f"{folder} is a backup of {said.kind}, not of {kind}.")
    manifest.check(folder, said, tell)
    return said


def _demand_known(said: Manifest, known: dict[str, set[str]] | None) -> None:
    later = [
        f"{app} {name}" for app, name in said.schema.items() if known is not None and name not in known.get(app, set())
    ]
    if later:
        raise NotUsable(
            f"This backup comes from a later release ({said.product}: {', '.join(later[:3])}). Install that one first."
        )


def _demand_older(state: Path, said: Manifest) -> None:
    """Raises Newer when the present ledger holds more than, or something else than, the backup."""
    if not database.is_there(state):
        return
    with contextlib.closing(database.connect_to_read(state)) as connection:
        present = stand(connection)
    ahead = {
        log: head.size - (said.heads[log].size if log in said.heads else 0)
        for log, head in present.heads.items()
        if log not in said.heads or head.size > said.heads[log].size or
        (head.size == said.heads[log].size and head.root != said.heads[log].root)
    }  # fmt: skip
    more = sum(ahead.values()) + max(0, present.pending - said.pending)
    if ahead or more:
        raise Newer(
            f"{state} holds newer data than this backup of {said.made_at}: {more} entries of the ledger would be lost."
        )


def _unpack(folder: Path, said: Manifest, words: bytes | None, staged: Path) -> None:
    """Copy, or open what is sealed. Raises WrongPassphrase, Damaged."""
    key = None
    if said.seal is not None:
        if words is None:
            raise NotUsable("This backup is sealed: name the file with its passphrase.")
        key = envelope.key_of(words, said.seal)
        envelope.demand(said, key)
    for name in said.files:
        source = manifest.within(folder, name)
        target = manifest.within(staged, name.removesuffix(".sealed") if key else name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if key:
            envelope.open_file(source, target, key)
        else:
            shutil.copyfile(source, target)
        target.chmod(0o600)


def _unpack_seals(folder: Path | None, said: Manifest | None, words: bytes | None, staged: Path) -> Path:
    """Keys beside the data; the database of person keys in a place of its own, whether it exists or not."""
    if folder is not None and said is not None:
        _unpack(folder, said, words, staged)
    return staged / "person-keys.sqlite3"


def _make_ready(state: Path, staged: Path, extra: Path, data: Path) -> int:
    """Person keys in, tombstones replayed; how many of these. The copy serves nobody before this is done."""
    copy = staged / DATABASE
    if not copy.exists():
        raise Damaged(f"{data} names no {DATABASE} in its manifest.")
    newer = [made.folder / DATABASE for made in backup.made_in(data.parent) if made.folder.name > data.name]
    with engine.present(state) as present:
        tombstones.put_keys(copy, (tombstones.keys_of(present), tombstones.keys_of(extra)))
        erased = tombstones.of(copy)
        for source in (present, extra, *newer):
            erased |= tombstones.of(source)
    count = tombstones.replay(copy, erased)
    for left in staged.glob("person-keys.sqlite3*"):
        wiping.overwrite(left)
        left.unlink()
    return count


def _demand_whole(state: Path, staged: Path) -> None:
    """The database and every log of it, under the key that will sign on. Raises Damaged."""
    held = staged if (staged / keys.KEY_FILE).exists() else state
    try:
        signing = keys.load(held)
    except FileNotFoundError:
        signing = None
    with contextlib.closing(sqlite.connect_to_read(staged / DATABASE)) as connection:
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise Damaged(f"The database in the backup is damaged: {said}.")
        if signing is None:
            return  # nothing to check against; `restored` says that the keys are missing
        for log in store.logs(connection):
            found = verify(connection, log, rotate.verifier_in(connection, held, signing, log))
            if not found.ok:
                raise Damaged(f"The ledger in the backup does not verify: {log}: {found.reason}.")


def _drop_what_stays(state: Path, staged: Path) -> None:
    """On the same installation its keys, its last signed checkpoints and its spools are newer than any backup."""
    if _is_other_installation(state, staged):
        return
    for name in places.newer():
        if (state / name).exists() and (staged / name).exists():
            (shutil.rmtree if (staged / name).is_dir() else Path.unlink)(staged / name)


def _is_same_installation(state: Path, staged: Path) -> bool:
    """Has this folder its own keys, and are they those of the backup?"""
    return (state / keys.KEY_FILE).exists() and not _is_other_installation(state, staged)


def _is_other_installation(state: Path, staged: Path) -> bool:
    try:
        return keys.load(staged).name != keys.load(state).name
    except (FileNotFoundError, BadNote):
        return False


def _after(state: Path, said: Manifest, kept: Path, erased: int) -> Restored:
    """Say it in the record, unless the record itself must first be recovered."""
    rolled_back = rolled_back_by(state)
    if rolled_back is None:
        record.note(state, events.RESTORE_DONE, {"made_at": said.made_at})
    with contextlib.closing(database.connect_to_read(state)) as connection:
        (unreadable,) = connection.execute(
            "SELECT count(DISTINCT person) FROM ledger_personal WHERE person NOT IN (SELECT person FROM ledger_person_key)"
        ).fetchone()
        heads = {log: head.size for log, head in stand(connection).heads.items()}
    return Restored(said.made_at, kept, erased, int(unreadable), rolled_back, heads)


def rolled_back_by(state: Path) -> str | None:
    """Why nothing may be signed on top of this database; None when it continues what was signed."""
    try:
        with contextlib.closing(database.connect_to_read(state)) as connection:
            recall.check(connection, state, keys.load(state))
    except recall.RolledBack as older:
        return str(older)
    except (FileNotFoundError, BadNote, *FAULTS):
        return None
    return None


def go_back(state: Path, at_ms: int) -> Path:
    """Return to what the last restore put aside; where the state of now is kept. Raises NotUsable, Held."""
    with swap.alone(state):
        swap.complete(state)
        found = swap.states(state)
        if not found:
            raise NotUsable("Nothing was put aside here: no restore has been made.")
        kept = swap.begin(state, found[-1], places.stamp(at_ms), also=(recall.RESTORED,))
    if rolled_back_by(state) is None:
        record.note(state, events.RESTORE_RETURNED, {})
    return kept
