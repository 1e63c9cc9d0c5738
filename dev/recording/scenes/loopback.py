"""Fixtures that need no WordPress behind them: a run that is stopped, servers that misbehave, security.txt."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from http.server import BaseHTTPRequestHandler

from dev.recording.scene import Fixtures, Scene, Stand
from dev.recording.scenes.wordpress import PORT, WORDPRESS
from dev.recording.serving import Answer, Reply, page, served
from tests.servers import hostile

PATH = "/.well-known/security.txt"
EVERYBODY = (
    *WORDPRESS,
    "http_availability",
    "http_disclosure",
    "http_front",
    "http_headers",
    "security_txt",
)
ACTIVE = ("probe_burst", "probe_edge", "probe_filter", "probe_login")


def serving(answer: Answer, *, is_stopped: bool = False) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """A server of our own."""

    @contextmanager
    def stand(_: Fixtures) -> Iterator[Stand]:
        with served(answer) as port:
            yield Stand(f"http://127.0.0.1:{port}", ports={port: PORT}, is_stopped=is_stopped)

    return stand


def misbehaving(script: hostile.Script) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """A server that behaves badly in one way."""

    @contextmanager
    def stand(_: Fixtures) -> Iterator[Stand]:
        with hostile.serve(script) as port:
            yield Stand(f"http://127.0.0.1:{port}", ports={port: PORT})

    return stand


def telling(text: Callable[[], str]) -> Answer:
    """A page with a security.txt beside it."""
    home = page()

    def answer(request: BaseHTTPRequestHandler) -> Reply:
        if request.path == PATH:
            return 200, [("Content-Type", "text/plain")], text().encode()
        return home(request)

    return answer


def in_days(days: int) -> str:
    """A date in the form of RFC 3339."""
    moment = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def whole() -> str:
    """All that RFC 9116 asks for."""
    return f"Contact: mailto:security@quarry.example\nExpires: {in_days(180)}\nPreferred-Languages: en, fr\n"


def lapsed() -> str:
    """A file that nobody has looked at since long ago."""
    return f"Contact: security@quarry.example\nExpires: {in_days(-30)}\n"


SCENES = (
    Scene("told", "good", "a page with a whole security.txt", ("security_txt",), serving(telling(whole))),
    Scene("lapsed", "broken", "a security.txt that ran out", ("security_txt",), serving(telling(lapsed))),
    Scene("absent", "broken", "a page without security.txt", ("security_txt",), serving(page())),
    Scene(
        "stopped",
        "blind",
        "a run that somebody stopped before anything was seen",
        (*EVERYBODY, *ACTIVE, "tls_certificate", "tls_protocols", "tls_renewal"),
        serving(page(), is_stopped=True),
    ),
    Scene(
        "hanging_up",
        "blind",
        "a server that hears the request and leaves",
        EVERYBODY,
        misbehaving(hostile.hang_up),
    ),
    Scene(
        "endless_redirects",
        "blind",
        "a server that sends everybody on for ever",
        ("http_front", "http_headers", "security_txt"),
        misbehaving(hostile.redirects),
    ),
)
