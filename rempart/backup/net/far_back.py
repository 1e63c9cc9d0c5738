"""Puts a snapshot back into a site behind SSH: files laid beside by rclone, tables beside by the server's own client, then
exchanged by one script of renames. What is through is left alone, so that a kill costs nothing but time.

A script is one function that its last line calls: a connection that breaks off in the middle of it runs nothing.
"""

import json
import os
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath

from rempart.backup.net import far, mysql
from rempart.backup.net.process import run
from rempart.backup.net.tree import HIDDEN
from rempart.channel.source import Desk, Origin, Parcel, PutBack, Trouble
from rempart.ledger import durable

JOURNAL = "far.json"
SCRIPT_S = 1_800.0  # renames are quick; taking away what is set aside may be a million files
END = "rempart-end"  # what a script that ran to its end says last: one that never began ends well too
HEAD = """set -eu
there() { [ -e "$1" ] || [ -L "$1" ]; }
plain() { [ -d "$1" ] && [ ! -L "$1" ]; }
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the exchange will move, written down before anything is: `beside` is the folder over there that holds it."""

    beside: str
    coming: tuple[str, ...]
    going: tuple[str, ...]


def prepare(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """Everything beside the live state; repeatable until it is through. Raises Trouble."""
    there = far.server(origin)
    if parcel.files is not None and plan_of(parcel) is None:
        beside = _beside(there, origin, parcel)
        plan = _planned(there, origin, parcel, beside)
        _send(there, origin, parcel, beside, desk)
        durable.put(parcel.files.parent / JOURNAL, json.dumps(asdict(plan)).encode())
    if parcel.database is not None and parcel.tables:
        if parcel.engine != "mysql":
            raise Trouble("not_allowed", "over SSH the database is mysql")
        mysql.lay(far.database(origin, there), parcel, desk)


def swap(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """The tables in one statement, then the files in one script. Raises Trouble."""
    there = far.server(origin)
    if parcel.database is not None and parcel.tables:
        mysql.swap(far.database(origin, there), parcel)
    if (plan := plan_of(parcel)) is not None:
        script(there, _exchange(origin, plan))


def undo(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """The state before, whatever was through. Raises Trouble."""
    there = far.server(origin)
    if parcel.database is not None and parcel.tables:
        mysql.undo(far.database(origin, there), parcel)
    if (plan := plan_of(parcel)) is not None:
        script(there, _return(origin, plan))
    _sweep(there, origin, parcel)


def finish(origin: Origin, parcel: Parcel, desk: Desk) -> None:
    """What only a return would need goes away. Raises Trouble."""
    there = far.server(origin)
    if parcel.database is not None and parcel.tables:
        mysql.finish(far.database(origin, there), parcel)
    _sweep(there, origin, parcel)


def root_of(origin: Origin) -> PurePosixPath:
    """The folder of the site over there. Raises Trouble."""
    root = PurePosixPath(origin.settings["folder"])
    if not root.is_absolute() or len(root.parts) < 2 or ".." in root.parts:
        raise Trouble("not_allowed", "to write there, the folder of the site is named by its whole path")
    return root


def _candidates(origin: Origin, parcel: Parcel) -> tuple[str, str]:
    root, name = root_of(origin), f"{HIDDEN}{parcel.uid}"
    return str(root.parent / name), str(root / name)


def plan_of(parcel: Parcel) -> Plan | None:
    """As `prepare` wrote it down."""
    if parcel.files is None or not (parcel.files.parent / JOURNAL).exists():
        return None
    kept = json.loads((parcel.files.parent / JOURNAL).read_text())
    return Plan(kept["beside"], tuple(kept["coming"]), tuple(kept["going"]))


def script(there: far.Server, lines: Iterable[str]) -> list[str]:
    """Runs them over there, all or none to begin with; what they say, one thing a NUL. Raises Trouble."""
    text = HEAD + "main() {\n:\n" + "\n".join(lines) + f"\nprintf '{END}\\0'\n}}\nmain\n"
    done = run(far.ssh(there, ["sh", "-s"], SCRIPT_S), feed=[os.fsencode(text)])
    if done.code:
        code = "unreachable" if done.code == 255 else "unreadable"
        raise Trouble(code, done.said[-300:] or "the server ended the work")
    *told, last, _ = [os.fsdecode(one) for one in (b"\0\0" + done.out).split(b"\0")]
    if last != END:
        raise Trouble("unreachable", "the connection broke off before the server had begun")
    return told[2:]


def quoted(*parts: str | PurePosixPath) -> str:
    """One path, always in quotes."""
    return "'" + str(PurePosixPath(*parts)).replace("'", "'\\''") + "'"


def _beside(there: far.Server, origin: Origin, parcel: Parcel) -> str:
    """Beside the site where that is ours and the same disk, else inside it: there a rename is one step."""
    root, (outside, inside) = root_of(origin), _candidates(origin, parcel)
    parent = quoted(root.parent)
    (found,) = script(
        there,
        [
            f"mkdir -p -- {quoted(root)}",
            f'if [ -w {parent} ] && [ "$(stat -c %d -- {parent})" = "$(stat -c %d -- {quoted(root)}/.)" ]; then b={quoted(outside)}',
            f"else b={quoted(inside)}; fi",
            'mkdir -p -- "$b/new" "$b/old"; chmod 700 -- "$b"; printf "%s\\0" "$b"',
        ],
    )
    if found not in (outside, inside):
        raise Trouble("bad_answer", "the server names another folder")
    return found


def _planned(there: far.Server, origin: Origin, parcel: Parcel, beside: str) -> Plan:
    root, files = root_of(origin), parcel.files
    assert files is not None
    if parcel.is_whole:
        coming = tuple(sorted(entry.name for entry in files.iterdir()))
        listed = script(
            there,
            [f'cd -- {quoted(root)}; for n in * .[!.]* ..?*; do if there "$n"; then printf \'%s\\0\' "$n"; fi; done'],
        )
        live = [PurePosixPath(name).name for name in listed]
        return Plan(beside, coming, tuple(n for n in live if n not in coming and not n.startswith(HIDDEN)))
    return Plan(beside, tuple(_single(there, root, files, parcel.parts)), ())


def _single(there: far.Server, root: PurePosixPath, files: Path, parts: Sequence[str]) -> Iterator[str]:
    """Files one by one; folders that are not there yet, or that the parcel has whole, as one. Raises Trouble `poisoned`
    where a link stands on the way over there."""
    waiting = [files]
    while waiting:
        entries = sorted(entry for folder in waiting for entry in folder.iterdir())
        folders = [entry for entry in entries if entry.is_dir() and not entry.is_symlink()]
        asked = [f"if [ -L {(p := quoted(root, _below(files, one)))} ]; then printf 'l\\0'; elif [ -d {p} ]; then printf 'd\\0'; "
                 "else printf 'n\\0'; fi" for one in folders]  # fmt: skip
        kinds = dict(zip(folders, script(there, asked) if asked else [], strict=True))
        if link := next((one for one in folders if kinds[one] == "l"), None):
            raise Trouble("poisoned", f"{_below(files, link)} is a link on the live site")
        waiting = [one for one in folders if kinds[one] == "d" and _below(files, one) not in parts]
        yield from (_below(files, one) for one in entries if one not in waiting)


def _below(files: Path, one: Path) -> str:
    return one.relative_to(files).as_posix()


def _send(there: far.Server, origin: Origin, parcel: Parcel, beside: str, desk: Desk) -> None:
    """What is there from an interrupted run need not go again. Links are made by hand: rclone leaves them out."""
    assert parcel.files is not None
    call = far.rclone(
        there, origin, "copy", str(parcel.files), far.at(f"{beside}/new"), "--create-empty-src-dirs", "--skip-links",
        within_s=far.COPY_S,
    )  # fmt: skip
    done = run(call, tick=lambda: desk.tell("files", 0))
    if done.code:
        raise Trouble("unreachable", far.said(done.said))
    links = [one for one in parcel.files.rglob("*") if one.is_symlink()]
    made = [f"if ! there {(p := quoted(beside, 'new', _below(parcel.files, one)))}; then mkdir -p -- {quoted(PurePosixPath(beside, 'new', _below(parcel.files, one)).parent)}; "
            f"ln -s -- {shlex.quote(str(one.readlink()))} {p}; fi" for one in links]  # fmt: skip
    if made:
        script(there, made)


def _exchange(origin: Origin, plan: Plan) -> Iterator[str]:
    root = root_of(origin)
    for name in plan.going:
        yield from _aside(root, plan, name)
    for name in plan.coming:
        fresh, live = quoted(plan.beside, "new", name), quoted(root, name)
        yield f"if there {fresh}; then"
        yield from _steps(root, name)
        yield from _aside(root, plan, name)
        yield f"mv -- {fresh} {live}; fi"


def _aside(root: PurePosixPath, plan: Plan, name: str) -> Iterator[str]:
    live, former = quoted(root, name), quoted(plan.beside, "old", name)
    yield f"if there {live} && ! there {former}; then"
    yield f"mkdir -p -- {quoted(PurePosixPath(plan.beside, 'old', name).parent)}; mv -- {live} {former}; fi"


def _steps(root: PurePosixPath, name: str) -> Iterator[str]:
    """Every folder on the way is a true one: a link leads somewhere else."""
    for parent in reversed(PurePosixPath(name).parents[:-1]):
        yield f"plain {quoted(root, parent)} || {{ echo 'a folder on the way is a link, or gone' >&2; exit 9; }}"


def _return(origin: Origin, plan: Plan) -> Iterator[str]:
    root = root_of(origin)
    for name in plan.coming:
        fresh, live = quoted(plan.beside, "new", name), quoted(root, name)
        yield f"if plain {quoted(plan.beside, 'new')} && ! there {fresh} && there {live}; then"
        yield f"mkdir -p -- {quoted(PurePosixPath(plan.beside, 'new', name).parent)}; mv -- {live} {fresh}; fi"
    for name in (*plan.coming, *plan.going):
        live, former = quoted(root, name), quoted(plan.beside, "old", name)
        yield f"if there {former} && ! there {live}; then"
        yield f"mkdir -p -- {quoted(PurePosixPath(root, name).parent)}; mv -- {former} {live}; fi"


def _sweep(there: far.Server, origin: Origin, parcel: Parcel) -> None:
    """Renamed first, so that a kill never makes a return out of half of it."""
    lines = []
    for path in _candidates(origin, parcel):
        gone = path + "-gone"
        lines.append(f"if plain {quoted(path)} && ! there {quoted(gone)}; then mv -- {quoted(path)} {quoted(gone)}; fi")
        lines.append(f"if plain {quoted(gone)}; then rm -rf -- {quoted(gone)}; fi")
    script(there, lines)
    if parcel.files is not None:
        (parcel.files.parent / JOURNAL).unlink(missing_ok=True)


PUT_BACK = PutBack(prepare, swap, undo, finish)
