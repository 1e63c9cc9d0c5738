"""Builds the two templates: WordPress 6.5.5 on SQLite from the npm package, Debian's 6.1.9 on MariaDB.

A template holds `www` (the web root), `router.json`, and for MariaDB `data` (its stopped data folder).
"""

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Literal

from dev.wordpress import cache, mariadb, phprun

Engine = Literal["sqlite", "mariadb"]
HERE = Path(__file__).parent
DEBIAN = Path("/usr/share/wordpress")
TITLE, PERSON, PASSWORD = "Quarry & Sons", "mason", "granite-and-lime-7"
PLUGIN = "wp-content/mu-plugins/sqlite-database-integration"


def template(engine: Engine) -> Path:
    """The template's folder, built when missing or when this builder changed."""
    sources = sorted([HERE / "template.py", HERE / "cache.py", HERE / "mariadb.py", *(HERE / "php").glob("*.php")])
    stamp = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:12]
    return cache.built(f"wordpress-{engine}-{stamp}", _sqlite if engine == "sqlite" else _mariadb)


def _sqlite(work: Path) -> None:
    package, www = cache.package(), work / "www"
    with zipfile.ZipFile(package / "src/wordpress/wp-6.5.zip") as archive:
        archive.extractall(www)
    for file in (package / "public/wp-6.5").rglob("*"):
        target = www / file.relative_to(package / "public/wp-6.5")
        if file.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
    shutil.rmtree(www / "wp-content/database")  # a shipped database makes the installer fail with a misleading error
    (www / "wordpress-remote-asset-paths").unlink(missing_ok=True)
    (www / "license.txt").write_text("WordPress - Web publishing software\n\nGNU General Public License version 2\n")
    with zipfile.ZipFile(package / "src/sqlite-database-integration/sqlite-database-integration.zip") as archive:
        archive.extractall(work)
    (www / PLUGIN).parent.mkdir(parents=True)
    (work / "sqlite-database-integration-main").rename(www / PLUGIN)
    drop_in = (www / PLUGIN / "db.copy").read_text()
    for slot, value in (
        ("'{SQLITE_IMPLEMENTATION_FOLDER_PATH}'", "__DIR__ . '/mu-plugins/sqlite-database-integration'"),
        ("{SQLITE_PLUGIN}", "sqlite-database-integration/load.php"),
    ):
        drop_in = drop_in.replace(slot, value)
    (www / "wp-content/db.php").write_text(drop_in)
    _install(work, socket=None)


def _mariadb(work: Path) -> None:
    if not DEBIAN.is_dir():
        raise RuntimeError("Debian's wordpress package is missing; run dev/system-packages.sh")
    # symlinks=False follows Debian's links into /usr/share/javascript and friends
    shutil.copytree(DEBIAN, work / "www", ignore_dangling_symlinks=True, ignore=shutil.ignore_patterns(".htaccess"))
    (work / "www/license.txt").write_text(
        "WordPress - Web publishing software\n\nGNU General Public License version 2\n"
    )
    mariadb.create(work / "data")
    with mariadb.Server(work / "data") as server:
        server.sql("CREATE DATABASE wordpress CHARACTER SET utf8mb4")
        _install(work, socket=server.socket)


def _install(work: Path, socket: Path | None) -> None:
    www = work / "www"
    shutil.copyfile(HERE / "php/wp-config.php", www / "wp-config.php")
    shutil.copytree(HERE / "php/theme", www / "wp-content/themes/quarry")
    for name in ("uploads", "mu-plugins", "plugins"):
        (www / "wp-content" / name).mkdir(parents=True, exist_ok=True)
    (work / "router.json").write_text("{}")
    phprun.script(
        HERE / "php/install.php", work, "http://127.0.0.1", socket, arguments=[str(www), TITLE, PERSON, PASSWORD]
    )
    subprocess.run(["find", str(www), "-name", "*.zip", "-delete"], check=True)
