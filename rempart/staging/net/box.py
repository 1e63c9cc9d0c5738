"""Starts programs of a copy behind bubblewrap. Without bubblewrap there is no copy."""

import contextlib
import os
import selectors
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rempart.channel.copies import Ran
from rempart.channel.source import Trouble
from rempart.staging.core.confine import Bind, argv
from rempart.staging.net.watched import Watched

INSIDE = Path(__file__).resolve().parent.parent / "inside"
MAX_SAID = 8 * 1024
BLOCK = 65_536
_ETC = ("/etc/php", "/etc/alternatives", "/etc/ld.so.cache")
_ACCOUNTS = "copy:x:1000:1000:copy:/tmp:/bin/sh\n"


@dataclass(frozen=True, slots=True)
class Box:
    """The walls of one copy. `folder` holds files, run, db, own and tables; `root` is where the site's files are seen."""

    folder: Path
    root: str

    def prepare(self) -> None:
        """The folders, before anything hostile has run in them."""
        for name in ("files", "run", "db", "own", "tables"):
            (self.folder / name).mkdir(mode=0o700, parents=True, exist_ok=True)
        etc = self.folder / "own" / "etc"
        for one in _ETC:
            if Path(one).is_dir():
                (etc / Path(one).name).mkdir(parents=True, exist_ok=True)
            elif Path(one).exists():
                etc.mkdir(parents=True, exist_ok=True)
                (etc / Path(one).name).touch()
        (etc / "passwd").write_text(_ACCOUNTS)
        (etc / "group").write_text("copy:x:1000:\n")
        (etc / "hosts").write_text("127.0.0.1 localhost copy\n")
        (etc / "nsswitch.conf").write_text("passwd: files\ngroup: files\nhosts: files\n")

    def _argv(self, command: Sequence[str], *, with_files: bool, with_tables: bool, with_db: bool) -> list[str]:
        own, run = str(self.folder / "own"), str(self.folder / "run")
        binds = [
            Bind(str(self.folder / "own" / "etc"), "/etc"),
            Bind(str(INSIDE), "/rempart"),
            Bind(own, "/rempart-own"),
            Bind(run, "/copy/run", may_write=True),
        ]
        if with_files:
            binds.append(Bind(str(self.folder / "files"), self.root, may_write=True))
        if with_tables:
            binds.append(Bind(str(self.folder / "tables"), "/copy/tables"))
        if with_db:
            binds.append(Bind(str(self.folder / "db"), "/copy/db", may_write=True))
        if shutil.which("bwrap") is None:
            raise Trouble("no_isolation", "bubblewrap is not installed on this machine")
        has = [one for one in _ETC if Path(one).exists()]
        cwd = self.root if with_files else "/copy/run"
        return ["nice", "-n", "10", *argv(binds, command, cwd=cwd, has=has)]

    def start(self, command: Sequence[str], *, with_db: bool = False, with_files: bool = True) -> Watched:
        """A server that goes with us, without a handle to anything of ours; what it logs lies in its own folder."""
        whole = self._argv(command, with_files=with_files, with_tables=False, with_db=with_db)
        none = subprocess.DEVNULL
        process = subprocess.Popen(
            whole, stdin=none, stdout=none, stderr=none, env={"PATH": _path()}, start_new_session=True
        )
        return Watched(process, self.folder)

    def run(
        self, command: Sequence[str], *, feed: bytes = b"", within_s: float = 120.0, most: int = 8 * 1024 * 1024,
        with_tables: bool = False, with_db: bool = False,
    ) -> Ran:  # fmt: skip
        """Until it ends. Raises Trouble `silent` when time is over, `too_large` when it answers without end."""
        whole = self._argv(command, with_files=True, with_tables=with_tables, with_db=with_db)
        process = subprocess.Popen(
            whole, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={"PATH": _path()},
            start_new_session=True,
        )  # fmt: skip
        watched = Watched(process, self.folder)
        try:
            return _listen(process, watched, feed, time.monotonic() + within_s, most)
        finally:
            watched.end()
            for pipe in (process.stdin, process.stdout, process.stderr):
                if pipe is not None:
                    with contextlib.suppress(OSError):
                        pipe.close()


def works() -> str:
    """Empty when walls can be built here, else what is said."""
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed on this machine"
    test = ["bwrap", "--unshare-user", "--unshare-all", "--disable-userns", "--die-with-parent", "--ro-bind", "/usr", "/usr",
            "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64", "--proc", "/proc", "/usr/bin/true"]  # fmt: skip
    done = subprocess.run(test, capture_output=True, check=False, timeout=20)
    return "" if done.returncode == 0 else done.stderr.decode("utf-8", "replace")[-200:]


def _path() -> str:
    return os.environ.get("PATH", "") + ":/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"


def _listen(process: "subprocess.Popen[bytes]", watched: Watched, feed: bytes, ends: float, most: int) -> Ran:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    out, said, left = bytearray(), bytearray(), memoryview(feed)
    os.set_blocking(process.stdin.fileno(), False)
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        selector.register(process.stderr, selectors.EVENT_READ)
        selector.register(process.stdin, selectors.EVENT_WRITE)
        reading = 2
        while reading:
            if time.monotonic() > ends:
                raise Trouble("silent", "a program in the copy did not end in time")
            for key, _ in selector.select(0.5):
                if key.fileobj is process.stdin:
                    try:
                        left = left[os.write(key.fd, left[:BLOCK]) :] if left else left
                    except BrokenPipeError:
                        left = left[:0]
                    if not left:
                        selector.unregister(process.stdin)
                        process.stdin.close()
                    continue
                block = os.read(key.fd, BLOCK)
                if not block:
                    selector.unregister(key.fileobj)
                    reading -= 1
                elif key.fileobj is process.stderr:
                    said = (said + block)[-MAX_SAID:]
                else:
                    out += block
                    if len(out) > most:
                        raise Trouble("too_large", "a program in the copy answers without end")
            watched.look()
    code = process.wait(timeout=max(1.0, ends - time.monotonic()))
    return Ran(code, bytes(out), said.decode("utf-8", "replace"))
