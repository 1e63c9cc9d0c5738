"""An update laid on a site through its companion: a restore of a few folders, whose way back needs no WordPress that starts.

What stood there and what was laid are written down, file by file, before anything is: so that a return can tell whether
somebody else was there in between, and whether all of it is back.
"""

import contextlib
import hashlib
import json
import secrets
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rempart.channel.companion import Companion, Lying, Refused, TooLong, Unreached
from rempart.channel.companion.copying import Entry, files
from rempart.channel.companion.restoring import patiently
from rempart.channel.ground import HIDDEN_LOG, LOGS, Lot
from rempart.channel.source import Desk, Opening, Origin, Trouble
from rempart.companion.actions import put_site
from rempart.companion.actions.copy_site import ROOT, line_of, one_root, troubles
from rempart.companion.actions.put_files import OURS, listed
from rempart.companion.actions.put_site import restoring_of, running
from rempart.ledger import durable
from rempart.terms.words import Words

NOTES = "exchange.json"
OP = "restore_pause"
CALM_CALLS = 30  # of 120 in a minute: keeping what changed, exchanging and opening take about twenty
CALM_S = 5.0
CALM_TIMES = 15  # a minute is over by then
KNOCKS = 8  # each takes back for 15 s at most
SETTLE_MOST_S = 60
SOON = (0.5, 1.0)  # before a quick call is sent again: visitors wait, or the site may be dead
EXCHANGED = ("moving", "placed", "returning")
Changed = dict[str, tuple[str | None, str | None]]  # by path: the digest before and after; None where it is not


SAYS = (
    put_site.SAYS[0],
    Words(
        "Visitors see WordPress’s maintenance page for some seconds while the site exchanges the files. The files "
        "before come back without anybody’s leave.",
        "Les visiteurs voient quelques secondes la page de maintenance de WordPress pendant l’échange des fichiers. Les "
        "fichiers précédents reviennent sans l’autorisation de personne.",
        "网站交换文件时，访客会在几秒钟内看到 WordPress 的维护页面。撤回文件无需任何人许可。",
    ),
)


def opening(origin: Origin) -> Opening:
    """Asked of the site now. Raises Trouble where it does not answer."""
    return replace(put_site.opening(origin), says=SAYS)


def ready(origin: Origin, lot: Lot, desk: Desk) -> None:
    """An administrator allows it now, and nothing else is under way there."""
    if any(OURS.search(f"{part}/") for part in lot.parts):
        raise Trouble("not_allowed", "the companion is not updated through itself: upload its zip in wp-admin")
    site = line_of(origin)
    with troubles():
        hello = site.call("hello")
        one_root(hello)
        if OP not in hello.get("ops", ()):
            raise Trouble("old_companion", "this companion cannot lay an update")
        now = running(hello)
        known = {put_site.restore_id(uid) for uid in (lot.uid, *lot.former)}
        if now is not None and now[0] not in known and now[1] == "placed":
            raise Trouble("restore_kept", "a restore of this site can still be taken back")
    put_site.begin(origin, lot.uid, desk)


def lay(origin: Origin, lot: Lot, desk: Desk) -> None:
    """Only what differs is sent, and read back."""
    site = line_of(origin)
    if not (lot.notes / NOTES).exists():
        with troubles():
            before = _stands(site, lot.parts, desk)
        after = {one.relative_to(lot.files).as_posix(): _sha256(one) for one in lot.files.rglob("*") if one.is_file()}
        changed = {
            path: (before.get(path), after.get(path))
            for path in sorted(before.keys() | after.keys())
            if before.get(path) != after.get(path)
        }
        noted = {"changed": changed, "word": secrets.token_hex(32)}
        durable.put(lot.notes / NOTES, json.dumps(noted).encode())
    put_site.prepare(origin, lot.parcel, desk)
    with troubles():
        told = _paused(site, lot)
    if told["settle_s"] < 0:
        raise Trouble("compiled", "PHP there runs what it has compiled until somebody restarts it")


def calm(origin: Origin, lot: Lot, desk: Desk) -> None:
    """Until the site has been asked so little lately that it will not tell us to wait while visitors do."""
    site = line_of(origin)
    for _ in range(CALM_TIMES):
        with troubles():
            if _paused(site, lot)["calls"] <= CALM_CALLS:
                return
        desk.tell("database", 0)
        time.sleep(CALM_S)  # the site counts the calls of the last minute


def close(origin: Origin, lot: Lot, seconds: int) -> None:
    """Dated by the site's own clock."""
    with troubles():
        _paused(line_of(origin), lot, seconds, _guard(lot))


def swap(origin: Origin, lot: Lot, desk: Desk) -> None:
    """The site exchanges by itself; what is there afterwards is read. Where WordPress no longer starts, whoever looks at
    the pages next sees that."""
    site = line_of(origin)
    restoring = restoring_of(site, lot.uid, desk)
    changed = _changed(lot)
    with troubles():
        if running(site.call("hello")) == (restoring.id, "taking"):
            found = _stands(site, lot.parts, desk)
            if other := [path for path, (before, _) in changed.items() if found.get(path) != before]:
                raise Trouble("changed_live", f"{other[0]} was changed by somebody else in the meantime")
            _paused(site, lot, None, _guard(lot))
        restoring.finish(put_site.planned(lot.parcel))
        try:
            found = _stands(site, lot.parts, desk)
        except Unreached:
            return
    if other := [path for path, (_, after) in changed.items() if found.get(path) != after]:
        raise Trouble("bad_answer", f"{other[0]} was said to be in its place")


def open_(origin: Origin, lot: Lot) -> None:
    """Visitors come in; this call runs what plug-ins do when they begin. Where WordPress no longer starts, the page of
    maintenance ends by its date; after a return it is gone already."""
    with troubles(), contextlib.suppress(Unreached):
        try:
            _paused(line_of(origin), lot, 0, _guard(lot))
        except Refused as no:
            if no.word != "restore":
                raise


def settle(origin: Origin, lot: Lot) -> None:
    """PHP is told that files have changed; where it may not be, it is waited for as long as it says to look away. Where
    nobody answers, a look at the pages tells the rest: PHP was told when the files changed places, too."""
    with troubles(), contextlib.suppress(Unreached):
        time.sleep(min(_paused(line_of(origin), lot, 0, _guard(lot))["settle_s"], SETTLE_MOST_S))


def keep(origin: Origin, lot: Lot) -> None:
    """Our word is good no longer, and no file of ours stands in a visitor's way."""
    with troubles():
        _paused(line_of(origin), lot, 0)


def undo(origin: Origin, lot: Lot, desk: Desk) -> None:
    """Asked of the site; where WordPress no longer starts there, by our word. Then read, file by file."""
    site = line_of(origin)
    changed = _changed(lot)
    with troubles():
        now = running(_answering(site, lot, desk))
        if now is not None and now[0] == put_site.restore_id(lot.uid) and now[1] in EXCHANGED:
            found = _stands(site, lot.parts, desk)
            if other := [path for path, pair in changed.items() if found.get(path) not in (*pair, None)]:
                raise Trouble("changed_live", f"{other[0]} was changed by somebody else since the update")
    put_site.undo(origin, lot.parcel, desk)
    with troubles():
        found = _stands(site, lot.parts, desk) if changed else {}
    if other := [path for path, (before, _) in changed.items() if found.get(path) != before]:
        raise Trouble("missing", f"{other[0]} did not come back: the site no longer keeps what was before")


def _answering(site: Companion, lot: Lot, desk: Desk) -> dict[str, Any]:
    """What it says of itself, after knocking where it says nothing. Raises CompanionTrouble."""
    word = str(_noted(lot).get("word", ""))
    for _ in range(KNOCKS if word else 0):
        try:
            return site.call("hello")
        except Unreached:
            desk.tell("files", 0)
            with contextlib.suppress(Unreached, TooLong):
                site.knock(word)
    return site.call("hello")


def finish(origin: Origin, lot: Lot, desk: Desk) -> None:
    """What was only taken in goes, too; what somebody else has begun there meanwhile stays."""
    site = line_of(origin)
    restoring = restoring_of(site, lot.uid, desk)
    with troubles():
        now = running(site.call("hello"))
        if now is not None and now[0] == restoring.id:
            restoring.commit() if now[1] in ("placed", "committing") else restoring.abandon()


def logs(origin: Origin) -> Mapping[str, int]:
    """Of the logs that lie in the site's folder."""
    site = line_of(origin)
    with troubles():
        found = [entry for name in LOGS for entry in files(site, ROOT, hashed=False, below=name)]
        return {entry.path: entry.size for entry in (*found, *_hidden(site)) if entry.kind == "file"}


def _hidden(site: Companion) -> Iterator[Entry]:
    """Names go by their bytes, so those that begin with a dot come first."""
    folder, begin, end = HIDDEN_LOG
    for entry in files(site, ROOT, hashed=False, below=folder):
        name = entry.path.removeprefix(f"{folder}/")
        if name > begin and not name.startswith((".", folder)):
            return
        if name.startswith(begin) and name.endswith(end):
            yield entry


def read(origin: Origin, name: str, begin: int, end: int) -> bytes:
    """At most what one answer holds."""
    site = line_of(origin)
    with troubles():
        _head, piece = site.stream("file", {"root": ROOT, "path": name, "offset": begin, "length": max(1, end - begin)})
    return piece[: end - begin]


def _paused(site: Companion, lot: Lot, seconds: int | None = None, guard: str | None = None) -> dict[str, Any]:
    """Visitors wait for so long, or with 0 no longer; `guard` is the hash of the word that brings back what was before.
    How soon PHP runs what lies there, and how often we have called in the last minute."""
    given = {"id": put_site.restore_id(lot.uid), "seconds": seconds, "guard": guard}
    said = {name: value for name, value in given.items() if value is not None}
    told = patiently(site, OP, said, SOON)
    if type(told.get("settle_s")) is not int or type(told.get("calls")) is not int:
        raise Lying("form", "no word about the pause")
    return told


def _noted(lot: Lot) -> dict[str, Any]:
    file = lot.notes / NOTES
    return dict(json.loads(file.read_bytes())) if file.exists() else {}


def _changed(lot: Lot) -> Changed:
    return {path: (pair[0], pair[1]) for path, pair in _noted(lot).get("changed", {}).items()}


def _guard(lot: Lot) -> str | None:
    word = _noted(lot).get("word")
    return None if word is None else hashlib.sha256(word.encode()).hexdigest()


def _stands(site: Companion, parts: tuple[str, ...], desk: Desk) -> dict[str, str | None]:
    return {path: one.sha256 for path, one in listed(site, parts, desk).items() if one.kind == "file"}


def _sha256(file: Path) -> str:
    with file.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()
