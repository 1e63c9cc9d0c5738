"""Paths that should not answer strangers, and by what content each is known: a status alone proves nothing."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from rempart.scanner.core.collector import Exchange

HEAD_BYTES = 64 * 1024  # signatures stand at the beginning
_LOG = re.compile(rb"^\[\d{2}-[A-Z][a-z]{2}-\d{4} \d{2}:\d{2}:\d{2}[^\]\n]{0,40}\] ", re.MULTILINE)
_LISTING = re.compile(rb"<title>\s{0,9}(?:Index of|Directory listing (?:for|of)) ?/", re.IGNORECASE)
_CONFIG = re.compile(rb"DB_(?:PASSWORD|NAME|USER)['\"]\s{0,9},")


@dataclass(frozen=True, slots=True)
class Trace:
    """A path below `root` (base, core or content), the list of the fact it belongs to, and its sign."""

    list: str
    root: str
    path: str
    sign: Callable[[bytes], bool]


def is_readme(body: bytes) -> bool:
    """WordPress's own readme page."""
    return b"WordPress" in body and b"ReadMe" in body


def is_licence(body: bytes) -> bool:
    """WordPress's licence text."""
    return body.lstrip().startswith(b"WordPress - Web publishing software")


def is_log(body: bytes) -> bool:
    """Lines as PHP writes them; a page about PHP does not begin so."""
    return bool(_LOG.match(body.lstrip()) or _LOG.search(body[:4096])) and b"<html" not in body[:4096].lower()


def is_config(body: bytes) -> bool:
    """The database settings stand there as text: plain, or inside an editor's swap file."""
    return bool(_CONFIG.search(body)) and (b"<?php" in body or body.startswith(b"b0VIM") or b"define" in body)


def is_listing(body: bytes) -> bool:
    """A folder's content as Apache, nginx, lighttpd and Python list it."""
    return bool(_LISTING.search(body[:4096]))


def is_installer(body: bytes) -> bool:
    """WordPress's first form (language, title, or database), which installs for whoever fills it in."""
    has_form = b'id="setup"' in body or b'name="dbname"' in body or b"setup-config.php?step=" in body
    return has_form and (b"wp-core-ui" in body or b"setup-config.php" in body)


def is_unpacker(body: bytes) -> bool:
    """The script that unpacks a moved site."""
    return b"Duplicator" in body and b"nstaller" in body and not body.lstrip().startswith(b"<?php")


_COPIES = (
    "/wp-config.php.bak", "/wp-config.php.save", "/wp-config.php~", "/.wp-config.php.swp", "/wp-config.php.old",
    "/wp-config.php.orig", "/wp-config.bak", "/wp-config.old", "/wp-config.txt", "/wp-config.php.txt",
)  # fmt: skip
TRACES = (
    Trace("told", "core", "/readme.html", is_readme),
    Trace("told", "core", "/license.txt", is_licence),
    Trace("logs", "content", "/debug.log", is_log),
    Trace("logs", "base", "/error_log", is_log),
    *(Trace("config_copies", "core", path, is_config) for path in _COPIES),
    Trace("listings", "content", "/uploads/", is_listing),
    Trace("listings", "content", "/plugins/", is_listing),
    Trace("listings", "core", "/wp-includes/", is_listing),
    Trace("installer", "core", "/wp-admin/install.php", is_installer),
    Trace("installer", "core", "/wp-admin/setup-config.php", is_installer),
    Trace("installer", "base", "/installer.php", is_unpacker),
)
MADE_UP_PATH = "/{name}.php.bak"
UPLOADS_PHP, UPLOADS_MADE_UP = "/uploads/index.php", "/uploads/{name}.php"


def is_there(trace: Trace, answer: Exchange, made_up: Exchange) -> bool:
    """The path answered with what it must not, and a path that cannot exist did not answer with the same."""
    if answer.status not in (200, 206) or not trace.sign(answer.body[:HEAD_BYTES]):
        return False
    return not (made_up.status in (200, 206) and trace.sign(made_up.body[:HEAD_BYTES]))


def php_runs(index: Exchange, made_up: Exchange) -> bool | None:
    """Does PHP run among the uploads? Many sites keep a silent index.php there: run, it gives an empty page.

    None = nothing there to tell it by. php-fpm itself says "File not found." for a script that is missing.
    """
    if 403 in (made_up.status, index.status) and made_up.status != 200:
        return False
    if index.body.lstrip().startswith(b"<?php") and index.status == 200:
        return False
    kind = index.header("content-type") or ""
    if index.status == 200 and not index.body.strip() and "text/html" in kind and made_up.status != 200:
        return True
    return True if made_up.status == 404 and made_up.body.strip() == b"File not found." else None
