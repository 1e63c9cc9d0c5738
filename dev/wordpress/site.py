"""One running WordPress: a copy of a template, its web server, its database, and switches to weaken and mend it."""

import atexit
import hashlib
import json
import shutil
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.wordpress import cache, mariadb, phprun, tether
from dev.wordpress.template import PASSWORD, PERSON, Engine, template
from dev.wordpress.weakness import WEAKNESSES, load
from dev.wordpress.worker import Worker

HERE = Path(__file__).parent
load()


class Site:
    """`folder` holds www (also `root`), router.json and logs. Start it before use; stopping is safe twice."""

    person, password = PERSON, PASSWORD

    def __init__(self, folder: Path, engine: Engine = "sqlite", port: int = 0, below: str = "") -> None:
        """`below` (as `/blog`) puts WordPress into a folder of the web root."""
        self.folder, self.engine, self.below = folder, engine, below
        self.root = folder / f"www{below}"
        self.port = port or phprun.free_port()
        self._database: mariadb.Server | None = None
        self._server: tether.Process | None = None
        self._worker: Worker | None = None
        if not self.root.exists():
            cache.copy(template(engine), folder)
            if below:
                (folder / "www").rename(folder / "whole")
                self.root.parent.mkdir(parents=True)
                (folder / "whole").rename(self.root)

    @property
    def url(self) -> str:
        """Without a trailing slash."""
        return f"http://127.0.0.1:{self.port}{self.below}"

    @property
    def _socket(self) -> Path | None:
        return self._database.socket if self._database else None

    def start(self) -> "Site":
        """Start database and web server, and warm the first page."""
        atexit.register(self.stop)
        if self.engine == "mariadb":
            self._database = mariadb.Server(self.folder / "data").start()
        self._server = phprun.serve(self.folder, self.port, self.below, self._socket)
        with urllib.request.urlopen(self.url + "/wp-login.php", timeout=60) as answer:
            answer.read()
        return self

    def stop(self) -> None:
        """End the web server with its workers, then the database."""
        if self._worker is not None:
            self._worker.stop()
            self._worker = None
        if self._server is not None:
            tether.end(self._server)
            self._server = None
        if self._database is not None:
            self._database.stop()
            self._database = None
        atexit.unregister(self.stop)

    def plant(self, name: str) -> None:
        """Make the weakness exist."""
        WEAKNESSES[name].plant(self)

    def remove(self, name: str) -> None:
        """Make the weakness go, whether or not it was there."""
        WEAKNESSES[name].remove(self)

    @contextmanager
    def planted(self, *names: str) -> Iterator["Site"]:
        """With these weaknesses, and without them afterwards."""
        for name in names:
            self.plant(name)
        try:
            yield self
        finally:
            for name in names:
                self.remove(name)

    def harden(self) -> None:
        """Remove every weakness: the good state."""
        for weakness in WEAKNESSES.values():
            weakness.remove(self)

    def php(self, code: str) -> str:
        """Run PHP code inside WordPress; what it prints comes back."""
        if self._server is None:  # a folder on its own: nobody would end what stays
            return phprun.script(
                HERE / "php/run.php", self.folder, self.url, self._socket, arguments=[str(self.root)], text=code
            )
        if self._worker is None:
            self._worker = Worker(self.root, phprun.environment(self.folder, self.url, self._socket))
        return self._worker.run(code)

    def switch(self, **settings: bool | str) -> None:
        """Change what the web server does (router.php lists the switches)."""
        path = self.folder / "router.json"
        state = json.loads(path.read_text()) | settings
        part = path.with_suffix(".part")
        part.write_text(json.dumps(state))
        part.rename(path)  # the workers read it at every request and must never see half of it

    def write(self, path: str, text: str | bytes) -> None:
        """Put a file below the web root."""
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # it may be a hard link into the template
        target.write_bytes(text.encode() if isinstance(text, str) else text)

    def delete(self, path: str) -> None:
        """Take a file or folder below the web root away."""
        target = self.root / path
        if target.is_dir():
            shutil.rmtree(target)
        else:
            target.unlink(missing_ok=True)

    @property
    def server_pid(self) -> int:
        """The web server's first process."""
        if self._server is None:
            raise RuntimeError("the site is not running")
        return self._server.pid

    def forget_failures(self) -> None:
        """Let the sign-in limit of `login_unlimited` begin anew."""
        for file in self.folder.glob("failures-*"):
            file.unlink()

    def must_use(self, name: str, code: str | None) -> None:
        """Install (or with None remove) a must-use plug-in.

        Its file carries a digest of the code: PHP's cache tells files apart by name and second, so other code under
        the same name within one second would not be seen.
        """
        for old in (self.root / "wp-content/mu-plugins").glob(f"{name}.*.php"):
            old.unlink(missing_ok=True)
        if code is not None:
            digest = hashlib.sha256(code.encode()).hexdigest()[:12]
            self.write(f"wp-content/mu-plugins/{name}.{digest}.php", f"<?php\n{code}\n")

    def __enter__(self) -> "Site":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def start(folder: Path, port: int = 0, engine: Engine = "sqlite") -> Site:
    """A started WordPress in `folder` (kept when it is already there). The caller stops it."""
    return Site(folder, engine, port).start()
