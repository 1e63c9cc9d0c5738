"""Runs a server of an npm package that is pinned, installed once into the cache folder."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from dev.wordpress import cache

INSTALL_S = 300
START_S = 30.0


def modules(package: str) -> Path:
    """The folder that holds `node_modules`."""

    def build(work: Path) -> None:
        options = ["--silent", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(work)]
        subprocess.run(["npm", "install", *options, package], check=True, timeout=INSTALL_S, capture_output=True)

    return cache.built(package.replace("@", "-"), build)


@contextmanager
def serving(
    package: str, script: str, arguments: Sequence[str], emails: Mapping[str, str], address: str
) -> Iterator[None]:
    """Until `address` answers; ended on the way out."""
    environment = {**os.environ, "IDENTITY_MODULES": str(modules(package)), "NODE_NO_WARNINGS": "1"}
    environment |= {f"EMAIL_OF_{name}": email for name, email in emails.items()}
    process = subprocess.Popen(
        ["node", str(Path(__file__).with_name(script)), *arguments],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(process, address)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: "subprocess.Popen[bytes]", address: str) -> None:
    until = time.monotonic() + START_S
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError("the identity provider did not start")
