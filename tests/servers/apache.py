"""Ordinary shared hosting for tests: Apache, PHP-FPM, .htaccess, TLS, and two accounts that must not see each other.

Account `sqlite` has WordPress 6.5.5, account `mariadb` Debian's 6.1.9. No shell for PHP, WP-Cron off. Run as root, each
account is a user of its own; otherwise both are kept apart by open_basedir. Everything stands in one temporary folder.
"""

import atexit
import contextlib
import os
import shutil
import signal
import socket
import ssl
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from dev.wordpress import mariadb, phprun, tether
from dev.wordpress.template import PASSWORD, PERSON, Engine, template
from dev.wordpress.worker import Worker
from tests.servers.papers import Authority, Wish, sign
from tests.servers.tls import free_ports

HERE = Path(__file__).parent / "hosting"
MODULES = Path("/usr/lib/apache2/modules")
LOADED = (
    "mpm_event", "authz_core", "authz_host", "access_compat", "alias", "autoindex", "deflate", "dir", "env", "filter", "headers",
    "mime", "proxy", "proxy_fcgi", "rewrite", "setenvif", "ssl",
)  # fmt: skip
FPM = "php-fpm8.2"
ENGINES: tuple[Engine, Engine] = ("sqlite", "mariadb")
WEB, FIRST = 40_100, 40_101  # user numbers that nobody has; the accounts' groups let the web server in
WAIT_S = 90.0


@dataclass
class Account:
    """One customer of the host: a home with `www` (also `root`), a WordPress, its addresses."""

    engine: Engine
    home: Path
    user: int | None  # None: whoever runs the tests
    plain: int
    secure: int
    ca_pem: str
    database: mariadb.Server | None = None
    person: str = PERSON
    password: str = PASSWORD
    _worker: Worker | None = None

    @property
    def root(self) -> Path:
        return self.home / "www"

    @property
    def url(self) -> str:
        """Without a trailing slash."""
        return f"https://127.0.0.1:{self.secure}"

    @property
    def plain_url(self) -> str:
        """The same site without TLS."""
        return f"http://127.0.0.1:{self.plain}"

    def php(self, code: str) -> str:
        """Run PHP code inside this WordPress, as the account's user; what it prints comes back."""
        if self._worker is None:
            environment = phprun.environment(self.home, self.url, self.database.socket if self.database else None)
            settings = ("-d", f"sys_temp_dir={self.home}/tmp")
            self._worker = Worker(self.root, environment, *settings, identity=self.identity)
        return self._worker.run(code)

    def stop(self) -> None:
        """End what ran the code."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None

    @property
    def identity(self) -> dict[str, Any]:
        """For subprocess: the account's user, where the tests run as root."""
        return {} if self.user is None else {"user": self.user, "group": self.user, "extra_groups": []}

    def own(self, path: Path) -> None:
        """Hand a file or folder, with what is in it, to the account."""
        if self.user is not None:
            for one in [path, *path.rglob("*")] if path.is_dir() else [path]:
                os.chown(one, self.user, self.user, follow_symlinks=False)

    def write(self, path: str, text: str | bytes) -> Path:
        """Put a file below the web root, as the account would."""
        target = self.root / path
        missing = [one for one in target.parents if not one.exists()]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        for one in (*missing, target):
            self.own(one)
        return target

    def delete(self, path: str) -> None:
        """Take a file or folder below the web root away."""
        target = self.root / path
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    def install(self, folder: Path, name: str = "rempart-companion", where: str = "plugins") -> Path:
        """Copy a plug-in into wp-content, not yet switched on."""
        target = self.root / "wp-content" / where / name
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(folder, target)
        self.own(target)
        return target

    def context(self) -> ssl.SSLContext:
        """Trusts this host's certificate."""
        return ssl.create_default_context(cadata=self.ca_pem)

    def log(self) -> str:
        """What PHP complained about."""
        file = self.home / "php.log"
        return file.read_text(errors="replace") if file.exists() else ""


class Hosting:
    """The running host; `accounts` by engine. Use as a context, or call start and stop."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="rah-", dir="/tmp"))  # socket paths end at 107 characters
        self.accounts: dict[str, Account] = {}
        self._running: list[tether.Process] = []
        self._database: mariadb.Server | None = None
        self._authority = Authority()

    def start(self) -> "Hosting":
        """Return once both sites answer."""
        atexit.register(self.stop)
        self.folder.chmod(0o711)
        for name in ("apache", "fpm"):
            (self.folder / name).mkdir(mode=0o711)
        ca = self._authority.root.pem.decode()
        ports = free_ports(2 * len(ENGINES))
        for number, engine in enumerate(ENGINES):
            user = FIRST + number if os.geteuid() == 0 else None
            home = self.folder / engine
            self.accounts[engine] = Account(engine, home, user, ports.pop(), ports.pop(), ca)
            self._furnish(self.accounts[engine])
        self._begin_fpm()
        self._begin_apache()
        for account in self.accounts.values():
            urllib.request.urlopen(account.url + "/wp-login.php", timeout=60, context=account.context()).close()
        return self

    def _furnish(self, account: Account) -> None:
        built = template(account.engine)
        account.home.mkdir()
        shutil.copytree(built / "www", account.root, symlinks=True)  # no hard links: owners change
        (account.home / "router.json").write_text("{}")
        (account.home / "tmp").mkdir(mode=0o700)
        (account.root / ".htaccess").write_text((HERE / "htaccess").read_text())
        if account.engine == "mariadb":
            shutil.copytree(built / "data", self.folder / "data")
            self._database = account.database = mariadb.Server(self.folder / "data").start()
            account.database.socket.parent.chmod(0o711)
            account.database.sql("CREATE USER shop@localhost; GRANT ALL ON wordpress.* TO shop@localhost")
            config = account.root / "wp-config.php"
            config.write_text(config.read_text().replace("'DB_USER', 'root'", "'DB_USER', 'shop'"))
        if account.user is not None:
            account.own(account.home)
            os.chown(account.home, account.user, WEB)
            account.home.chmod(0o750)  # neither a neighbour nor anybody else enters

    def _begin_fpm(self) -> None:
        pools = [self._pool(account) for account in self.accounts.values()]
        head = f"[global]\nerror_log = {self.folder}/fpm/error.log\ndaemonize = no\npid = {self.folder}/fpm/pid\n"
        (self.folder / "fpm/fpm.conf").write_text(head + "\n".join(pools))
        self._run([FPM, "-F", "-O", "-y", str(self.folder / "fpm/fpm.conf")], "fpm/out.log")
        for account in self.accounts.values():
            self._wait((self.folder / f"fpm/{account.engine}.sock").exists, "fpm/out.log")

    def _pool(self, account: Account) -> str:
        identity = ""
        if account.user is not None:
            identity = f"user = {account.user}\ngroup = {account.user}\nlisten.owner = {WEB}\nlisten.group = {WEB}"
        return (HERE / "pool.conf").read_text().format(
            name=account.engine, identity=identity, folder=self.folder, home=account.home, secure=account.secure,
            socket=f"env[SITE_SOCKET] = {account.database.socket}" if account.database else "",
        )  # fmt: skip

    def _begin_apache(self) -> None:
        self._certify()
        first, second = self.accounts.values()
        text = (HERE / "apache.conf").read_text().format(
            folder=self.folder, plain_0=first.plain, secure_0=first.secure, plain_1=second.plain, secure_1=second.secure,
            identity=f"User #{WEB}\nGroup #{WEB}" if os.geteuid() == 0 else "",
            modules="\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED),
        )  # fmt: skip
        for account in (first, second):
            php = (
                f'<FilesMatch "\\.php$">\n        SetHandler "proxy:unix:{self.folder}/fpm/{account.engine}.sock|fcgi://{account.engine}"\n'
                "    </FilesMatch>"
            )
            text += (HERE / "host.conf").read_text().format(
                home=account.home, folder=self.folder, plain=account.plain, secure=account.secure, php=php
            )  # fmt: skip
        (self.folder / "apache/apache.conf").write_text(text)
        self._run(["apache2", "-DFOREGROUND", "-f", str(self.folder / "apache/apache.conf")], "apache/out.log")
        for port in (first.secure, second.secure):
            self._wait(lambda port=port: _accepts(port), "apache/out.log")

    def _certify(self, days: int = 20) -> None:
        leaf = sign(Wish(names=("127.0.0.1", "localhost"), ends=days), self._authority.root)
        (self.folder / "apache/leaf.pem").write_bytes(leaf.pem)
        (self.folder / "apache/leaf.key").write_bytes(leaf.key_pem)

    def renew(self) -> None:
        """A fresh certificate, taken up as a host's ACME client does it: by a graceful reload."""
        self._certify(days=30)
        old = self._serial()
        self._running[-1].send_signal(signal.SIGUSR1)
        self._wait(lambda: self._serial() != old, "apache/out.log")

    def _serial(self) -> str:
        port = next(iter(self.accounts.values())).secure
        with contextlib.suppress(OSError):
            return ssl.get_server_certificate(("127.0.0.1", port), timeout=2)
        return ""

    def _run(self, arguments: Sequence[str], log: str) -> None:
        path = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
        program = shutil.which(arguments[0], path=path)
        if program is None:
            raise RuntimeError(f"{arguments[0]} is missing; run dev/system-packages.sh")
        environment = {"PATH": path, "LANG": "C.UTF-8"}
        self._running.append(tether.start([program, *arguments[1:]], self.folder / log, environment))

    def _wait(self, ready: object, log: str) -> None:
        ends = time.monotonic() + WAIT_S
        while time.monotonic() < ends and self._running[-1].poll() is None:
            if callable(ready) and ready():
                return
            time.sleep(0.02)  # between two looks at a condition
        said = (self.folder / log).read_text(errors="replace")
        errors = (self.folder / log).with_name("error.log")
        raise RuntimeError(said[-2000:] + (errors.read_text(errors="replace")[-2000:] if errors.exists() else ""))

    def stop(self) -> None:
        """End every server and remove the folder."""
        for account in self.accounts.values():
            account.stop()
        for process in reversed(self._running):
            tether.end(process, grace_s=0.5)  # nothing of it is kept
        self._running.clear()
        if self._database is not None:
            self._database.stop(is_kept=False)
            self._database = None
        shutil.rmtree(self.folder, ignore_errors=True)
        atexit.unregister(self.stop)

    def __enter__(self) -> "Hosting":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def _accepts(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


@pytest.fixture(scope="session")
def hosting() -> Iterator[Hosting]:
    """One host for the session of a worker; a test removes what it plants."""
    with Hosting() as running:
        yield running


@pytest.fixture(params=ENGINES)
def any_account(request: pytest.FixtureRequest, hosting: Hosting) -> Account:
    """Both accounts in turn."""
    return hosting.accounts[request.param]


__all__ = ["Account", "Hosting", "any_account", "hosting"]
