"""States of the real WordPress 6.5.5 for the collectors that look at it, and a plain page that is none."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from dev.wordpress import Site, start

STRANGER = "stranger"  # the state in which the site is no WordPress
STATES: Mapping[str, Mapping[str, tuple[str, ...]]] = {  # collector -> state -> weaknesses planted on a hardened site
    "wordpress_core": {
        "behind": ("generator", "script_versions"),
        "newest": ("dressed_as_newest", "generator", "script_versions"),
        "hidden": (),
        "lied": ("generator", "core_lie"),
        STRANGER: (),
    },
    "wordpress_components": {
        "told": ("script_versions", "old_plugin", "old_theme"),
        "hidden": ("plugin_untold",),
        "nothing": ("installer_open",),
        STRANGER: (),
    },
    "wordpress_users": {
        "told": ("user_author_archive", "user_oembed", "user_rest", "user_sitemap", "rest_open"),
        "admin_told": ("user_author_archive", "user_admin_name"),
        "silent": (),
        STRANGER: (),
    },
    "wordpress_xmlrpc": {
        "open": ("xmlrpc_open", "xmlrpc_pingback"),
        "no_pingback": ("xmlrpc_open",),
        "closed": (),
        STRANGER: (),
    },
    "wordpress_files": {
        "clean": (),
        "stock": ("readme", "licence"),
        "config_told": ("config_bak", "config_swap"),
        "log_told": ("debug_log",),
        "listing": ("listing",),
        "php_in_uploads": ("php_in_uploads",),
        "uploads_untold": ("uploads_untold",),
        "installer_open": ("installer_open",),
        STRANGER: (),
    },
    "wordpress_doors": {
        "open": (
            "login_no_challenge",
            "login_no_second_factor",
            "registration_open",
            "rest_open",
            "application_passwords",
        ),
        "closed": (),
        "moved": ("login_moved",),
        STRANGER: (),
    },
    "http_disclosure": {
        "told": ("server_versions", "generator"),
        "generator_only": ("generator",),
        "silent": (),
    },
}


def stands(collector: str) -> Iterator[tuple[str, str]]:
    """Each state's name and, while it lasts, the address to look at."""
    with tempfile.TemporaryDirectory() as folder:
        site = start(Path(folder) / "site")
        try:
            site.harden()
            yield from stands_on(site, collector)
        finally:
            site.stop()


def stands_on(site: Site, collector: str) -> Iterator[tuple[str, str]]:
    """The same on a hardened site that runs already."""
    for state, names in STATES[collector].items():
        if state == STRANGER:
            with plain_page() as url:
                yield state, url
        else:
            with site.planted(*names):
                yield state, site.url


class _Plain(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        """One page, and nothing beside it."""
        body = b"<!DOCTYPE html><title>Stone</title><h1>We cut stone</h1>"
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@contextmanager
def plain_page() -> Iterator[str]:
    """A site of one page that is no WordPress."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Plain) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
