"""npm's oidc-provider as a process on loopback: a real OpenID Connect server with a sign-in page."""

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dev.wordpress import cache

PACKAGE = "oidc-provider@9.13.3"
INSTALL_S = 300
START_S = 30.0


def modules() -> Path:
    """The folder with the package, installed once through npm."""

    def build(work: Path) -> None:
        command = [
            "npm",
            "install",
            "--silent",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(work),
            PACKAGE,
        ]
        subprocess.run(command, check=True, timeout=INSTALL_S, capture_output=True)

    return cache.built(PACKAGE.replace("@", "-"), build) / "node_modules"


@contextmanager
def running(port: int, client: str, secret: str, redirect: str, emails: dict[str, str] | None = None) -> Iterator[str]:
    """Its issuer. Whoever types a name on its page is that person; `emails` is what it claims of them."""
    environment = {**os.environ, "IDENTITY_MODULES": str(modules().parent), "NODE_NO_WARNINGS": "1"}
    environment |= {f"EMAIL_OF_{name}": address for name, address in (emails or {}).items()}
    script = Path(__file__).with_name("oidc.mjs")
    process = subprocess.Popen(
        ["node", str(script), str(port), client, secret, redirect],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    issuer = f"http://localhost:{port}"
    try:
        _wait(process, f"http://127.0.0.1:{port}/.well-known/openid-configuration")
        yield issuer
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
