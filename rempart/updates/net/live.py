"""What can be seen of a live site from here: its pages from outside, and the error logs that lie in its own folder."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from rempart.channel.source import Trouble
from rempart.updates.core.crawl import Page, fault, new_lines, serious
from rempart.updates.net.crawl import Visitor, crawl, to_live, walk

LOGS = ("wp-content/debug.log", "error_log", "wp-admin/error_log", "php_errors.log")
HIDDEN = ("wp-content", ".htdebug-*.log")  # where the companion puts the first of them
TAIL = 256 * 1024  # of a log that is read after an update
UPGRADE = "/wp-admin/upgrade.php?step=1"


def visitor(address: str, *, allow_private: bool) -> Visitor:
    """Any visitor of the live site."""
    return Visitor(address.rstrip("/") + "/", to_live(allow_private))


def pages(who: Visitor, paths: Sequence[str]) -> list[Page]:
    """Each of them once; with the page of the sign-in, on which WordPress shows much of what is wrong."""
    return crawl(who, [_below(who, path) for path in (*paths, "/wp-login.php")], only=True)


def _below(who: Visitor, path: str) -> str:
    """A path of the copy, which stands at the root, below the address of a site that stands in a folder."""
    below = urlsplit(who.home).path.rstrip("/")
    return path if path.startswith(f"{below}/") else f"{below}{path}"


def upgrade(who: Visitor) -> str:
    """Tables are brought up as WordPress does it; then a visitor comes, so that plug-ins do their own part."""
    try:
        page = who.open(_below(who, UPGRADE))
        if broken := fault(page.status, page.text):
            return broken
        who.open(_below(who, "/"))
    except Trouble as lost:
        return lost.code
    return ""


def journey(who: Visitor, steps: str) -> str:
    """Empty when every step goes well."""
    done, why = walk(Visitor(who.home, who.send), steps)
    return f"{done + 1}: {why}" if why else ""


def log_ends(root: Path) -> dict[str, int]:
    """Where each log ends now."""
    return {name: _size(root / name) for name in _logs(root)}


def log_since(root: Path, ends: Mapping[str, int]) -> list[str]:
    """Errors that end a page and came since then."""
    found: list[str] = []
    for name in _logs(root):
        begin, now = ends.get(name, 0), _size(root / name)
        if now > begin:
            found += serious(new_lines(_read(root / name, max(0, begin - TAIL), begin), _read(root / name, begin, now)))
    return found


def _logs(root: Path) -> list[str]:
    hidden = (root / HIDDEN[0]).glob(HIDDEN[1])
    return [*LOGS, *sorted(str(file.relative_to(root)) for file in hidden)]


def _size(file: Path) -> int:
    return 0 if file.is_symlink() or not file.is_file() else file.stat().st_size


def _read(file: Path, begin: int, end: int) -> str:
    line = os.open(file, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(line, "rb") as stream:
        stream.seek(begin)
        return stream.read(min(end - begin, TAIL)).decode("utf-8", "replace")
