"""Makes a copy from what a snapshot brought: database filled and counted, masked, settings exchanged, nothing served."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from rempart.channel.snapshots import Brought
from rempart.channel.source import Desk, Trouble
from rempart.staging.core import rules, settings
from rempart.staging.core.confine import root_inside
from rempart.staging.net import database, hostile
from rempart.staging.net.box import INSIDE, Box
from rempart.staging.net.opened import Known

MASK_S = 2 * 3_600.0
MAX_LEFT = 10_000  # files left behind that are counted
_COUNT = (
    'cd ".$1" && shift && n=0; for name; do for one in $name; do [ "$one" != wp-config.php ] && [ -f "$one" ] && '
    "n=$((n + 1)); done; done; echo $n"
)
PASSWORD_BYTES = 18


@dataclass(frozen=True, slots=True)
class Masked:
    """How much was changed, as the page says it."""

    people: int
    fields: int
    mails: int
    secrets: int
    gone: int


def make(uid: str, site: str, address: str, folder: Path, brought: Brought, desk: Desk) -> tuple[Known, Masked]:
    """`brought` lies in `folder`/brought. Raises Trouble; lets Stopped through. Whoever asks deletes `folder`."""
    box = Box(folder, root_inside(brought.root))
    box.prepare()
    _move(brought, folder)
    core = _core(folder / "files")
    config = _config(folder / "files", core)
    names = [table.name for table in brought.tables]
    prefix = settings.prefix_of(config, names)
    if prefix is None:
        raise Trouble("no_wordpress", "no tables of WordPress are in the snapshot")
    place = brought.place or "wp-content/database/.ht.sqlite"
    if brought.engine == "mysql":
        database.create(box)
        server = database.start(box)
        try:
            database.load(box, brought.tables, desk)
            did, password = _mask(box, brought.engine, "", prefix, desk)
        finally:
            database.stop(server, box)
    else:
        _lay_sqlite(folder, place, brought)
        did, password = _mask(box, brought.engine, f"{box.root}/{place}", prefix, desk)
    hostile.delete(folder / "tables")
    (folder / "tables").mkdir(mode=0o700)
    left = _tidy(box, folder / "files", core)
    over = settings.kept(config, prefix, names)
    home = "" if (folder / "files" / "index.php").is_file() else core
    known = Known(
        uid, site, brought.taken_at_ms, _addresses(address), box.root, core, home, brought.engine, prefix, place,
        str(did["login"]), password, over, left,
    )  # fmt: skip
    counts = {name: int(did[name]) for name in ("people", "fields", "mails", "secrets", "gone")}
    return known, Masked(**counts)


def _move(brought: Brought, folder: Path) -> None:
    hostile.delete(folder / "files")
    brought.files.rename(folder / "files")
    if brought.database is not None:
        hostile.delete(folder / "tables")
        brought.database.rename(folder / "tables")


def _core(files: Path) -> str:
    """Where WordPress stands: at the top, or one folder down. Raises Trouble `no_wordpress`."""
    for below in ("", *sorted(f"/{one.name}" for one in files.iterdir() if one.is_dir() and not one.is_symlink())):
        here = files / below.lstrip("/")
        if (here / "wp-includes" / "version.php").is_file() and not (here / "wp-includes").is_symlink():
            return below
    raise Trouble("no_wordpress", "no WordPress is in the snapshot")


def _config(files: Path, core: str) -> str:
    """The site's own settings, read as text and never run."""
    for folder in (files / core.lstrip("/"), files):
        text = hostile.read(folder, "wp-config.php", settings.MAX_CONFIG)
        if text:
            return text.decode("utf-8", "replace")
    return ""


def _lay_sqlite(folder: Path, place: str, brought: Brought) -> None:
    """Into the tree, where no link leads out: that was looked at when it came. Each source names its file itself."""
    if brought.database is None or not brought.tables:
        raise Trouble("no_wordpress", "the database is not in the snapshot")
    target = folder / "files" / place
    here = folder / "files"
    for part in Path(place).parts[:-1]:
        here /= part
        if here.is_symlink():
            raise Trouble("poisoned", "the database's folder is a link")
        here.mkdir(exist_ok=True)
    if target.is_symlink():
        raise Trouble("poisoned", "the database is a link")
    (folder / "tables" / brought.tables[0].file).replace(target)


def _mask(box: Box, engine: str, file: str, prefix: str, desk: Desk) -> tuple[Mapping[str, int | str], str]:
    """By a script of ours inside the walls, before any code of the site. Raises Trouble `not_masked`."""
    desk.tell("masking", 0)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    digest = hashlib.md5(password.encode(), usedforsecurity=False).hexdigest()  # the one form every WordPress takes
    told = rules.written(
        engine=engine, name=database.NAME, file=file, prefix=prefix, salt=secrets.token_hex(32), password=digest
    )
    (box.folder / "own" / "rules.json").write_text(told)
    ran = box.run(["php", "-d", "memory_limit=1G", "/rempart/mask.php"], within_s=MASK_S)
    (box.folder / "own" / "rules.json").unlink()  # with the salt nobody could try which address became which
    try:
        did: Mapping[str, int | str] = json.loads(ran.out)
        left = int(did["left"])
    except (ValueError, KeyError, TypeError) as bad:
        raise Trouble("not_masked", ran.said[-200:]) from bad
    if ran.code or left:
        raise Trouble("not_masked", f"{left} addresses were left")
    return did, password


def _tidy(box: Box, files: Path, core: str) -> int:
    """What holds secrets goes, from inside; then our settings stand where the site's did. How many files of it nobody
    means to leave in a web root."""
    left = 0
    for folder in dict.fromkeys((core or "/.", "/.")):
        said = box.run(["sh", "-c", _COUNT, "count", folder, *rules.LEFT_BEHIND]).out.strip()
        left += min(int(said), MAX_LEFT) if said.isdigit() else 0
        box.run(["sh", "-c", 'cd ".$1" && shift && for name; do rm -rf -- $name; done', "tidy", folder, *rules.FILES])
    target = files / core.lstrip("/") / "wp-config.php"
    if target.is_symlink() or target.exists():
        target.unlink()
    target.write_bytes((INSIDE / "wp-config.php").read_bytes())
    return left


def _addresses(address: str) -> tuple[str, ...]:
    """Both schemes: pages hold either."""
    plain = address.rstrip("/").partition("://")[2]
    return (f"https://{plain}", f"http://{plain}")
