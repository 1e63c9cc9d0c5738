"""A small real firewall in front of a real site: it stops requests by what they hold, and keeps a record of all.

It knows attacks, and nothing of the scanner: its rules were written from what such attacks need to work.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from urllib.parse import unquote_plus

from dev.recording.serving import Reply, passing_on, served

RULES = {
    "sql_injection": r"'\s*or\s*'|union\s+all\s+select|\(\s*select\b",
    "script_injection": r"<script|<svg|onerror\s*=",
    "traversal": r"(?<!img=)(?<!file=)(?<!target=)(?<!pl=)(\.\./){3}",
    "command": r"[;|]\s*(cat|id)\b|\$\(",
    "xmlrpc": r"<methodName>\s*system\.multicall",
    "known_plugin": r"action=(revslider_show_image|duplicator_download)|/plugins/(wp-file-manager/lib|mail-masta/inc)/",
}


@dataclass(frozen=True)
class Asked:
    """One request as it arrived."""

    method: str
    path: str
    agent: str
    text: str

    @property
    def is_attack(self) -> bool:
        """By any of the rules."""
        return any(re.search(rule, self.text, re.IGNORECASE) for rule in RULES.values())

    @property
    def is_sign_in(self) -> bool:
        """A password is tried."""
        return self.method == "POST" and "pwd=" in self.text


Stops = Callable[[Asked], bool]


def by_rules(*classes: str) -> Stops:
    """Knows these classes of attack, or all."""
    rules = [re.compile(RULES[name], re.IGNORECASE) for name in classes or RULES]
    return lambda asked: any(rule.search(asked.text) for rule in rules)


@dataclass
class Firewall:
    """`bans_after`: so many stopped requests and the address gets nothing any more."""

    port: int
    stops: Stops
    bans_after: int | None = None
    spares: str = "/.well-known/"
    record: list[Asked] = field(default_factory=list)
    stopped: int = 0

    def __call__(self, request: BaseHTTPRequestHandler) -> Reply:
        """Stop it, or pass it on."""
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0))
        text = unquote_plus(request.path) + " " + unquote_plus(body.decode())
        asked = Asked(request.command, request.path, request.headers.get("User-Agent", ""), text)
        self.record.append(asked)
        is_banned = self.bans_after is not None and self.stopped >= self.bans_after
        if not asked.path.startswith(self.spares) and (is_banned or self.stops(asked)):
            self.stopped += 1
            return 403, [("Content-Type", "text/html")], b"<title>403</title>"
        request.rfile = BytesIO(body)  # type: ignore[assignment]
        return passing_on(self.port)(request)

    @property
    def attacks(self) -> list[Asked]:
        """What arrived and held an attack."""
        return [asked for asked in self.record if asked.is_attack]


@contextmanager
def firewall(
    port: int, stops: Stops = lambda _: False, *, bans_after: int | None = None
) -> Iterator[tuple[Firewall, int]]:
    """The firewall and the port it listens on."""
    wall = Firewall(port, stops, bans_after)
    with served(wall) as public:
        yield wall, public
