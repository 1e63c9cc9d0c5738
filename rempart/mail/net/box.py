"""The walls of the child: bubblewrap without a network where it is there, else its own limits alone, which is said.

Inside are the interpreter, its packages and this one, read-only, and a small folder in memory; the file is a handle.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import IO

from rempart.mail.core.archive.limits import SCRATCH

Stream = int | IO[bytes]
NAMESPACES, LIMITS = "namespaces", "limits"
_SEEN: set[str] = set()
_CODE = Path(__file__).resolve().parents[2]  # the package rempart
_START = "import sys; sys.path.insert(0, {place!r}); from rempart.mail.net.inside.{child} import main; main()"
_ENVIRONMENT = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "LIBARCHIVE": "libarchive.so.13", "TMPDIR": "/tmp"}  # noqa: S108 - inside


def command(name: str, child: str = "child") -> list[str]:
    """The child, without walls. `-I`: no folder or variable of anybody's takes part."""
    return [sys.executable, "-I", "-B", "-c", _START.format(place=str(_CODE.parent), child=child), name]


def walled(name: str, child: str = "child") -> list[str]:
    """The child behind bubblewrap."""
    return [*_walls(), "--", *command(name, child)]


def start(name: str, child: str, walls: str, scratch: str, given: Stream, said: Stream) -> "subprocess.Popen[bytes]":
    """The child behind the walls there are (`NAMESPACES` or `LIMITS`); `scratch` is its folder where they give it none."""
    is_walled = walls == NAMESPACES
    own = {"PATH": os.environ.get("PATH", "/usr/bin:/bin")} | ({} if is_walled else {"TMPDIR": scratch})
    return subprocess.Popen(
        (walled if is_walled else command)(name, child), stdin=given, stdout=said, stderr=subprocess.DEVNULL,
        env=environment(walls) | own, start_new_session=True, cwd="/" if is_walled else scratch,
    )  # fmt: skip


def works() -> bool:
    """Whether bubblewrap is there and the kernel lets it build. Only a yes is remembered."""
    if _SEEN:
        return True
    if shutil.which("bwrap") is None:
        return False
    try:
        done = subprocess.run(
            [*_walls(), "--", sys.executable, "-I", "-c", ""], capture_output=True, check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    if done.returncode == 0:
        _SEEN.add(NAMESPACES)
    return done.returncode == 0


def environment(walls: str) -> dict[str, str]:
    """Of the child."""
    return _ENVIRONMENT | ({"REMPART_WALLED": "1"} if walls == NAMESPACES else {"PATH": "/usr/bin:/bin"})


def _walls() -> list[str]:
    walls = [
        "bwrap", "--unshare-user", "--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL",
        "--uid", "1000", "--gid", "1000", "--hostname", "inspector", "--ro-bind", "/usr", "/usr",
    ]  # fmt: skip
    for name in ("bin", "sbin", "lib", "lib64"):
        here = Path("/") / name
        if here.is_symlink():
            walls += ["--symlink", str(here.readlink()), str(here)]
        elif here.is_dir():
            walls += ["--ro-bind", str(here), str(here)]
    walls += ["--proc", "/proc", "--dev", "/dev", "--size", str(SCRATCH), "--tmpfs", "/tmp"]  # noqa: S108 - inside
    if Path("/etc/ld.so.cache").exists():
        walls += ["--ro-bind", "/etc/ld.so.cache", "/etc/ld.so.cache"]
    for place in dict.fromkeys((sys.base_prefix, sys.prefix, str(_CODE))):
        if not place.startswith("/usr/"):
            walls += ["--ro-bind", place, place]
    for key, value in environment(NAMESPACES).items():
        walls += ["--setenv", key, value]
    return [*walls, "--remount-ro", "/", "--chdir", "/tmp"]  # noqa: S108 - inside


def lacks() -> list[str]:
    """What this machine has not got of what looks into archives, by Debian's names."""
    try:
        ctypes.CDLL(_ENVIRONMENT["LIBARCHIVE"])
    except OSError:
        missing = ["libarchive13"]
    else:
        missing = []
    return missing if works() else [*missing, "bubblewrap"]
