"""A small WordPress made new behind walls, for a range: no snapshot, nothing of anybody's, its own gate."""

import json
import os
import shutil
import socket
import threading
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rempart.channel.ranges import Fresh
from rempart.channel.source import Trouble
from rempart.staging.core import settings
from rempart.staging.net import box, database, hostile, watched
from rempart.staging.net.gate import Gate
from rempart.staging.net.opened import Known, OpenCopy

SOURCE = "REMPART_RANGE_WORDPRESS"  # a folder with WordPress's own files; with wp-content/db.php it needs no MariaDB
DEBIAN = "/usr/share/wordpress"
LISTEN, NAME, PORT = "REMPART_RANGE_LISTEN", "REMPART_RANGE_NAME", "REMPART_RANGE_PORT"
KNOWN, ROOT, PLACE = "fresh.json", "/site", "wp-content/database/.ht.sqlite"
FAIR = 6  # requests at once of one site: who floods one leaves room for the others
TOGETHER = 24
# Nobody edits PHP from the dashboard: remedies and flaws are ours. `local` lets application passwords work without TLS.
_OVER = {"DISALLOW_FILE_MODS": "true", "DISALLOW_FILE_EDIT": "true", "WP_ENVIRONMENT_TYPE": "'local'"}
_NOT_OURS = ("wp-config.php", "database", "uploads", ".htaccess", "*.zip", "debug.log")
_INSTALL = """
define('WP_INSTALLING', true); $_SERVER['HTTP_HOST'] = 'copy.invalid'; $_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
$_SERVER['REQUEST_URI'] = '/'; $_SERVER['REQUEST_METHOD'] = 'GET';
require getcwd() . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
[$title, $person, $password] = json_decode(%s);
wp_install($title, $person, $person . '@example.invalid', false, '', $password);
echo 'installed';
"""
_GATE: list[Gate] = []
_ONE = threading.Lock()


def source() -> Path:
    """Where WordPress's own files lie on this machine."""
    return Path(os.environ.get(SOURCE, "") or DEBIAN)


def ready() -> str:
    """Why no site can be made here; empty when one can."""
    if box.works():
        return "no_isolation"
    here = source()
    if not (here / "wp-includes" / "version.php").is_file():
        return "no_wordpress"
    is_mysql = not (here / "wp-content" / "db.php").is_file()
    if is_mysql and shutil.which("mariadb-install-db") is None:
        return "no_wordpress"
    return "" if _is_here(_where()[0]) else "no_address"


def _where() -> tuple[str, str]:
    """Address and name: loopback, unless the operator names both. One alone would share cookies with others."""
    listen, name = os.environ.get(LISTEN, ""), os.environ.get(NAME, "").lower()
    return (listen, name) if listen and name else ("127.0.0.1", "localhost")


def _is_here(address: str) -> bool:
    """Does this machine have it?"""
    try:
        socket.create_server((address, 0)).close()
    except OSError:
        return False
    return True


def gate() -> Gate:
    """Of this process and for ranges alone."""
    with _ONE:
        if not _GATE:
            port, where = os.environ.get(PORT, ""), _where()
            try:
                _GATE.append(_gate(int(port) if port.isdigit() else 0, *where))
            except OSError:  # another process of ours has that port
                _GATE.append(_gate(0, *where))
        return _GATE[0]


def _gate(port: int, listen: str, name: str) -> Gate:
    return Gate(port, listen=listen, domain=name, together=TOGETHER, fair=FAIR)


def serve(uid: str, folder: Path, fresh: Fresh) -> OpenCopy:
    """Made where there is none, and served. Raises Trouble."""
    if why := ready():
        raise Trouble(why, "a range needs bubblewrap and the files of WordPress")
    watched.end_strays(folder)
    walls = box.Box(folder, ROOT)
    is_new = not (folder / KNOWN).exists()
    known = _lay(uid, walls, fresh) if is_new else _known(folder)
    site = OpenCopy(known, walls, gate(), lambda: None, may_sign_in=False)
    site.admit = fresh.admit
    site.start()
    if is_new:
        given = settings.word(json.dumps([fresh.title, fresh.person, fresh.password]))
        ran = site.php(_INSTALL % given, with_site=False)
        if ran.code or not ran.out.endswith(b"installed"):
            site.close()
            raise Trouble("no_answer", f"WordPress is not installed: {ran.said[-150:]}")
        (folder / KNOWN).write_text(json.dumps(asdict(known)))
    return site


def delete(folder: Path) -> None:
    """Of one site or of several, with what a killed process has left running there. Raises Trouble."""
    watched.end_strays(folder)
    hostile.delete(folder)


def _lay(uid: str, walls: box.Box, fresh: Fresh) -> Known:
    if walls.folder.exists():
        shutil.rmtree(walls.folder)  # half of one, left by a kill
    walls.prepare()
    here, into = source(), walls.folder / "files"
    engine = "sqlite" if (here / "wp-content" / "db.php").is_file() else "mysql"
    # Links of the distribution's package lead to other packages: what they name is taken along.
    shutil.copytree(
        here, into, dirs_exist_ok=True, ignore_dangling_symlinks=True, ignore=shutil.ignore_patterns(*_NOT_OURS)
    )
    (into / "wp-content" / "uploads").mkdir(parents=True, exist_ok=True)
    (into / "wp-config.php").write_bytes((box.INSIDE / "wp-config.php").read_bytes())
    if engine == "mysql":
        database.create(walls)
        server = database.start(walls)
        try:
            database.make(walls)
        finally:
            database.stop(server, walls)
    else:
        (into / PLACE).parent.mkdir(parents=True)
    return Known(uid, "", 0, (), ROOT, "", "", engine, "wp_", PLACE, fresh.person, "", _OVER)


def _known(folder: Path) -> Known:
    given: dict[str, Any] = json.loads((folder / KNOWN).read_text())
    return Known(**{**given, "was": tuple(given["was"])})
