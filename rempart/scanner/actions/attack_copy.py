"""The drill's attack: the scanner's probe set, on the drill's own copy and nowhere else."""

import json
import secrets
from collections.abc import Callable
from urllib.parse import quote

from rempart.channel.copies import Copy, Tried
from rempart.channel.source import Desk
from rempart.facts.fact import Fact
from rempart.registry.discover import discover
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.probes.tally import Uploads, tally
from rempart.scanner.net.copied import REQUEST_S, CopyLook

# What a copy can answer: its web server, its headers and its address are ours, so no collector of those.
ASKED = ("http_disclosure", "wordpress_users", "wordpress_files", "wordpress_doors", "probe_filter", "probe_login")
MOST_FILES = 20  # PHP files among the uploads that are asked for; one is enough to tell
MOST_PATH = 2_000  # letters of folder and address together
MOST_NAMES = 256 * 1024  # bytes of names that are read
SMALL = 300  # bytes; an index file that only keeps a folder from being listed is smaller
_WHERE = (
    "$up = wp_upload_dir(null, false); echo chr(10) . json_encode([$up['basedir'],"
    " (string) wp_parse_url($up['baseurl'], PHP_URL_PATH)]);"
)
_SILENT = r"^[[:space:]]*<\?php[[:space:]]*((//|#)[[:print:]]*|/\*[^*]*\*/)?[[:space:]]*(\?>)?[[:space:]]*$"
_LOUD = (  # every PHP file that is no small index; of those, what is more than a comment
    ("-iname", "*.php", "(", "!", "-iname", "index.php", "-o", "-size", f"+{SMALL}c", ")", "-print0"),
    ("-iname", "index.php", "!", "-size", f"+{SMALL}c", "-exec", "grep", "-LZzE", _SILENT, "{}", "+"),
)


def attack_copy(copy: Copy, desk: Desk) -> Tried:
    """What came through on a copy is a finding and no failed drill: docs/decisions/0066-attacked-on-the-copy.md."""
    look = CopyLook(copy, secrets.token_bytes(32), lambda spent: desk.tell("attack", spent))
    units = discover("rempart.scanner.collectors", Collector)
    found, codes = list[Fact](), list[str]()
    uploads = _uploads(copy, lambda: desk.tell("attack", look.spent))
    for unit in sorted((units[name] for name in ASKED), key=lambda one: one.order):
        seen, code = look.take(unit)
        found += seen
        codes += [code] if code else []
    desk.tell("attack", look.spent)
    front = copy.fetch("/", within_s=REQUEST_S)
    told = tally(found, codes, uploads, copy.left_behind, stands=front.status == 200 and bool(front.body.strip()))
    return Tried(told.outcome, told.code, {**told.numbers, "requests": look.spent})


def _uploads(copy: Copy, beat: Callable[[], None]) -> Uploads | None:
    """PHP that lies among the uploads, asked for as a visitor would. None where they could not be looked through. `beat`
    keeps the drill: no step between two of them takes as long as its lease."""
    beat()
    where = _where(copy.php(_WHERE, within_s=REQUEST_S).out)
    if where is None:
        return None
    folder, path = where
    names: list[str] = []
    for which in _LOUD:
        beat()
        ran = copy.run(["find", folder, "-xdev", "-type", "f", *which], within_s=REQUEST_S, most=MOST_NAMES)
        names += [name.decode("utf-8", "replace") for name in ran.out.split(b"\0") if name]
    ran_when_asked = 0
    for name in sorted(names)[:MOST_FILES]:
        beat()
        ran_when_asked += _runs(copy, path + name.removeprefix(folder))
    return Uploads(len(names), ran_when_asked)


def _where(out: bytes) -> tuple[str, str] | None:
    """Folder and address of the uploads, as the site's own code says: a stranger's word, so its form is looked at."""
    try:
        told = json.loads(out.rstrip().rpartition(b"\n")[2])
    except (ValueError, RecursionError):
        return None
    if not (isinstance(told, list) and len(told) == 2 and all(isinstance(one, str) for one in told)):
        return None
    folder, path = told
    is_plain = folder.isprintable() and path.isprintable() and len(folder) + len(path) <= MOST_PATH
    return (folder, path) if is_plain and folder.startswith("/") else None


def _runs(copy: Copy, path: str) -> bool:
    """An answer that is not the file's own text."""
    answer = copy.fetch("/" + quote(path.lstrip("/")), within_s=REQUEST_S)
    return answer.status == 200 and b"<?" not in answer.body[:400]
