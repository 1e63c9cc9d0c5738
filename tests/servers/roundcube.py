"""A real Roundcube (Debian's) on loopback: PHP's own server, a database of its own in SQLite, mails by a real Dovecot."""

import contextlib
import io
import os
import sqlite3
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.servers.tls import free_port, wait_for

SHARE = Path("/usr/share/roundcube")
LINKED = ("program", "skins", "SQL", "index.php")  # what Roundcube reads beside its own root
NEEDED = ("filesystem_attachments", "jqueryui")  # plug-ins of its own that it asks for
SERVED = ("program/js", "program/resources", "skins", "plugins")  # what a browser may ask for
WORKERS = 4  # a page asks for its scripts at once


@dataclass(frozen=True)
class Webmail:
    """Where it is; `plugins` is its folder of plug-ins."""

    url: str
    root: Path

    def log(self) -> str:
        """What it complained about."""
        return "".join(one.read_text(errors="replace") for one in sorted((self.root / "logs").iterdir()))

    def preferences(self) -> str:
        """As they lie in its database, of everybody."""
        with contextlib.closing(sqlite3.connect(self.root / "mail.sqlite")) as held:
            return "".join(str(row[0]) for row in held.execute("select preferences from users"))


@contextlib.contextmanager
def roundcube(root: Path, imap_port: int, ca_file: Path, plugin: bytes, name: str, config: str) -> Iterator[Webmail]:
    """Until the block ends. `plugin` is the zip as an administrator unpacks it, `config` its settings in PHP."""
    for folder in ("config", "plugins", "temp", "logs", "public/program"):
        (root / folder).mkdir(parents=True)
    for link in LINKED:
        (root / link).symlink_to(SHARE / link)
    for link in SERVED:
        target = root / link if link == "plugins" else SHARE / link
        (root / "public" / link).symlink_to(target)
    for own in NEEDED:
        (root / "plugins" / own).symlink_to(SHARE / "plugins" / own)
    with zipfile.ZipFile(io.BytesIO(plugin)) as packed:
        packed.extractall(root / "plugins")
    (root / "plugins" / name / "config.inc.php").write_text(f"<?php\n{config}\n")
    (root / "config" / "config.inc.php").write_text(_settings(root, imap_port, ca_file, name))
    (root / "config" / "defaults.inc.php").symlink_to("/etc/roundcube/defaults.inc.php")
    (root / "config" / "mimetypes.php").symlink_to("/etc/roundcube/mimetypes.php")
    (root / "public" / "index.php").write_text(
        f"<?php define('INSTALL_PATH', '{root}/'); chdir('{root}'); include '{root}/index.php';"
    )
    with contextlib.closing(sqlite3.connect(root / "mail.sqlite")) as held:
        held.executescript((SHARE / "SQL" / "sqlite.initial.sql").read_text())
    port = free_port()
    process = subprocess.Popen(
        ["php8.2", "-d", f"error_log={root}/logs/php", "-d", "opcache.revalidate_freq=0", "-S", f"127.0.0.1:{port}", "-t", str(root / "public")],
        env=os.environ | {"PHP_CLI_SERVER_WORKERS": str(WORKERS)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        wait_for(port, process)
        yield Webmail(f"http://127.0.0.1:{port}", root)
    finally:
        os.killpg(process.pid, 15)  # its workers too
        process.wait(90)


def _settings(root: Path, imap_port: int, ca_file: Path, name: str) -> str:
    return f"""<?php
$config['db_dsnw'] = 'sqlite:///{root}/mail.sqlite?mode=0640';
$config['imap_host'] = 'ssl://localhost:{imap_port}';
$config['imap_conn_options'] = ['ssl' => ['cafile' => '{ca_file}']];
$config['des_key'] = 'twenty-four-of-the-tests';
$config['plugins'] = ['{name}'];
$config['skin'] = 'elastic';
$config['enable_spellcheck'] = false;
$config['log_dir'] = '{root}/logs/';
$config['temp_dir'] = '{root}/temp/';
$config['enable_installer'] = false;
$config['session_lifetime'] = 60;
"""
