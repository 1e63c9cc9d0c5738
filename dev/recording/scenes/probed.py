"""The active probes on the real WordPress: with and without a filter and a limit, in front and around the front."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any

from dev.recording.scene import Fixtures, Scene, Stand
from dev.recording.scenes.wordpress import PORT
from dev.recording.serving import Answer, Reply, passing_on, served
from dev.wordpress import Site

TOKEN = "rempart-site-of-the-quarry"
TOKEN_FILE = ".well-known/rempart.txt"
SEED = b"seed of the recorded examples"  # the same each time, so that the same requests are sent
BEHIND = "127.0.0.2"  # where the server behind the front can be reached
PROBES = ("probe_burst", "probe_edge", "probe_filter", "probe_login")
BESIDE = ("wordpress_doors", "wordpress_xmlrpc")  # speak for the same controls
LIMIT = """
(function () {
    if (($_SERVER['REQUEST_URI'] ?? '') !== '/' || ($_SERVER['REQUEST_METHOD'] ?? '') !== 'GET') {
        return;
    }
    $path = getenv('SITE_FOLDER') . '/failures-burst';
    file_put_contents($path, '.', FILE_APPEND | LOCK_EX);
    if (filesize($path) > 5) {
        http_response_code(429);
        exit('<!DOCTYPE html><title>429</title><h1>Slow down</h1>');
    }
})();"""
KNOWS_US = "if (str_contains($_SERVER['HTTP_USER_AGENT'] ?? '', 'Rempart')) { http_response_code(403); exit('403'); }"
NOBODY = "if (!str_contains($_SERVER['REQUEST_URI'] ?? '', '.well-known')) { http_response_code(403); exit('403'); }"


def consented(**more: Any) -> dict[str, Any]:
    """The owner's token and window."""
    return {"active": True, "consent": (0, 2**62), "token": TOKEN, "seed": SEED, **more}


@contextmanager
def owned(site: Site, is_owned: bool, plug_in: str) -> Iterator[None]:
    """The token where only the owner can put it, and a must-use plug-in."""
    site.forget_failures()
    if is_owned:
        site.write(TOKEN_FILE, f"{TOKEN}\n")
    site.must_use("scene", plug_in or None)
    try:
        yield
    finally:
        site.must_use("scene", None)
        site.delete(TOKEN_FILE)
        site.forget_failures()


def probed(
    *weaknesses: str, is_owned: bool = True, plug_in: str = "", **more: Any
) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """The hardened site with these weaknesses and this plug-in."""

    @contextmanager
    def stand(fixtures: Fixtures) -> Iterator[Stand]:
        site = fixtures.site
        with site.planted(*weaknesses), owned(site, is_owned, plug_in):
            yield Stand(site.url, consented(**more), {site.port: PORT})

    return stand


def edge(site: Site) -> Answer:
    """A front that stores pages, marks its answers, and answers for itself at the address edges are known by."""
    behind = passing_on(site.port, adds={"CF-Ray": "8f0-CDG", "Age": "7"})

    def answer(request: BaseHTTPRequestHandler) -> Reply:
        if request.path == "/cdn-cgi/trace":
            return 200, [("Content-Type", "text/plain")], b"fl=1\ncolo=CDG\n"
        return behind(request)

    return answer


def shut(_: BaseHTTPRequestHandler) -> Reply:
    """A server that answers only its own front."""
    return 403, [], b"403"


def edged(*, is_open: bool, named: bool = True) -> Callable[[Fixtures], AbstractContextManager[Stand]]:
    """WordPress behind an edge; the server behind may answer strangers, and its address may be known."""

    @contextmanager
    def stand(fixtures: Fixtures) -> Iterator[Stand]:
        site = fixtures.site
        with owned(site, True, ""), ExitStack() as stack:
            port = stack.enter_context(served(edge(site)))
            stack.enter_context(served(passing_on(site.port) if is_open else shut, host=BEHIND, port=port))
            options = consented(origins=(BEHIND,) if named else ())
            yield Stand(f"http://127.0.0.1:{port}", options, {port: PORT, site.port: PORT})

    return stand


SCENES = (
    Scene(
        "guarded",
        "good",
        "WordPress 6.5.5 with a filter, a limit for sign-in and a challenge",
        ("site_ownership", *PROBES[1:], *BESIDE),
        probed(),
    ),
    Scene(
        "unguarded",
        "broken",
        "WordPress 6.5.5 as it comes: no filter, no limit, XML-RPC open",
        (*PROBES, *BESIDE),
        probed("no_filter", "login_unlimited", "login_no_challenge", "xmlrpc_open", "xmlrpc_pingback"),
    ),
    Scene(
        "not_owned",
        "blind",
        "WordPress 6.5.5 without the token",
        ("site_ownership", *PROBES),
        probed(is_owned=False),
    ),
    Scene("wrong_token", "broken", "WordPress 6.5.5 with another site's token", ("site_ownership",), probed(token="x")),
    Scene("no_window", "blind", "the owner agreed to another time", PROBES, probed(consent=(0, 1))),
    Scene("hurried", "good", "WordPress 6.5.5 that slows down who asks too fast", PROBES[:1], probed(plug_in=LIMIT)),
    Scene(
        "knows_us",
        "broken",
        "a site that stops only requests that name Rempart",
        ("probe_filter",),
        probed("no_filter", plug_in=KNOWS_US),
    ),
    Scene("stops_all", "blind", "a site that stops everybody", PROBES[2:3], probed(plug_in=NOBODY)),
    Scene("edge_shut", "good", "an edge, the server behind it shut", ("probe_edge",), edged(is_open=False)),
    Scene("edge_open", "broken", "an edge that can be walked around", ("probe_edge",), edged(is_open=True)),
    Scene(
        "edge_alone",
        "blind",
        "an edge, the server behind it unknown",
        ("probe_edge",),
        edged(is_open=False, named=False),
    ),
)
