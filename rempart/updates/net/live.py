"""What can be seen of a live site: its pages from outside, and the error logs that lie in its own folder."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from rempart.channel.ground import Ground
from rempart.channel.source import Origin, Trouble
from rempart.updates.core.crawl import Page, fault, new_lines, serious
from rempart.updates.net.crawl import UPGRADE, Visitor, crawl, to_live, walk

TAIL = 256 * 1024  # of a log that is read after an update


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
        page = who.open(_below(who, f"/{UPGRADE}"))
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


def log_since(ground: Ground, origin: Origin, ends: Mapping[str, int]) -> list[str]:
    """Errors that end a page and came since the logs ended there."""
    found: list[str] = []
    for name, now in ground.logs(origin).items():
        begin = ends.get(name, 0)
        if now > begin:
            before = _text(ground, origin, name, max(0, begin - TAIL), begin)
            found += serious(new_lines(before, _text(ground, origin, name, begin, min(now, begin + TAIL))))
    return found


def _text(ground: Ground, origin: Origin, name: str, begin: int, end: int) -> str:
    return ground.read(origin, name, begin, end).decode("utf-8", "replace") if end > begin else ""
