"""Builds the tool environment of sslyze under the state folder; it cannot share ours, it pins an older cryptography."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

import rempart

READY = "ready"  # file written last; holds the digest of the requirements it was built from
PATIENCE_S = 600


class InstallFailed(Exception):
    """The environment could not be built; the message holds the tool's last words."""


def requirements() -> Path:
    """The pinned list: in the checkout beside the package, in a wheel inside it."""
    package = Path(rempart.__file__).parent
    inside = package / "requirements" / "sslyze.txt"
    return inside if inside.is_file() else package.parent / "requirements" / "sslyze.txt"


def program(state_folder: Path | None) -> Path | None:
    """The installed program, or None; a half-built environment does not count."""
    if state_folder is None:
        return None
    folder = state_folder / "tools" / "sslyze"
    return folder / "bin" / "sslyze" if (folder / READY).is_file() else None


def install(state_folder: Path) -> bool:
    """Build or renew it with uv where present, else pip. False when it is there already. Raises InstallFailed."""
    place = state_folder / "tools"
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two builders in one folder would tear each other's work down
        return _build(place / "sslyze", requirements())


def _build(folder: Path, pinned: Path) -> bool:
    digest = hashlib.sha256(pinned.read_bytes()).hexdigest()
    ready = folder / READY
    if ready.is_file() and ready.read_text("ascii") == digest:
        return False
    shutil.rmtree(folder, ignore_errors=True)
    python = str(folder / "bin" / "python")
    if uv := shutil.which("uv"):
        _call(uv, "venv", "-q", "--python", sys.executable, str(folder))
        _call(uv, "pip", "install", "-q", "--python", python, "--require-hashes", "-r", str(pinned))
    else:
        _call(sys.executable, "-m", "venv", str(folder))
        _call(
            python, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", str(pinned)
        )
    ready.write_text(digest, "ascii")
    return True


def _call(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as failed:
        raise InstallFailed(f"{Path(command[0]).name} could not run ({failed})") from failed
    if done.returncode:
        raise InstallFailed((done.stderr or done.stdout).strip()[-800:] or f"{Path(command[0]).name} failed")
