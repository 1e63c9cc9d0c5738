"""A real WordPress taken as a snapshot would bring it, and a copy of it opened; one copy serves a whole file of tests."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from dev.wordpress import Site
from rempart.backup.net import mysql, sqlite
from rempart.channel.snapshots import Brought
from rempart.staging.net.box import Box
from rempart.staging.net.gate import Gate
from rempart.staging.net.making import Masked, make
from rempart.staging.net.opened import OpenCopy
from tests.backup.house import DATABASE as PLACE
from tests.backup.house import Desk

UID, SITE = "c0ffee0123456789", "https://maison-lavande.example"


def brought(site: Site, folder: Path) -> Brought:
    """Files and tables of the running site, laid as the vault lays them."""
    into = folder / "brought"
    into.mkdir(parents=True)
    shutil.copytree(site.root, into / "files", symlinks=True)
    if site.engine == "sqlite":
        tables = sqlite.copy(site.root / PLACE, into / "database", Desk())
        for tail in sqlite.TAILS:
            (into / "files" / (PLACE + tail)).unlink(missing_ok=True)
    else:
        server = mysql.Server("wordpress", "root", "", socket=str(site._socket))
        tables = mysql.dump(server, mysql.tables(server), into / "database", Desk())
    engine, place = ("sqlite", PLACE) if site.engine == "sqlite" else ("mysql", "")
    return Brought(into / "files", into / "database", str(site.root), engine, place, tables, 1, 1, 1, (), 1.0)


@contextlib.contextmanager
def opened(site: Site, folder: Path) -> Iterator[tuple[OpenCopy, Masked]]:
    """Made, masked and served; gone afterwards."""
    known, masked = make(UID, "site", SITE, folder, brought(site, folder), Desk())
    copy = OpenCopy(known, Box(folder, known.root), Gate(), lambda: None).start()
    try:
        yield copy, masked
    finally:
        copy.close()
