"""A real ACME server (Pebble) on loopback, with a name server and validation ports of the test's choice."""

import contextlib
import json
import os
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import trustme

from tests.servers.tls import free_port

PATIENCE_S = 90.0


@dataclass(frozen=True)
class Authority:
    """Where it answers, and what its own TLS is checked with; it signs with a new root at each start."""

    directory: str
    roots: Path
    management: str

    def signs_with(self) -> str:
        """The root that the certificates it gives lead to, as PEM."""
        return _read(f"{self.management}/roots/0", self.roots)


@contextlib.contextmanager
def authority(folder: Path, names: tuple[str, int], *, https_port: int, http_port: int) -> Iterator[Authority]:
    """Running until the end of the block; it asks for proofs at those ports."""
    port, management = free_port(), free_port()
    own, leaf = trustme.CA(), folder / "leaf.pem"
    roots = folder / "roots.pem"
    own.cert_pem.write_to_path(str(roots))
    own.issue_cert("localhost", "127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(leaf))
    told = {
        "listenAddress": f"127.0.0.1:{port}", "managementListenAddress": f"127.0.0.1:{management}",
        "certificate": str(leaf), "privateKey": str(leaf), "httpPort": http_port, "tlsPort": https_port,
    }  # fmt: skip
    file = folder / "pebble.json"
    file.write_text(json.dumps({"pebble": told}), "utf-8")
    words = ["pebble", "-config", str(file), "-dnsserver", f"{names[0]}:{names[1]}"]
    settings = {**os.environ, "PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"}
    with (folder / "pebble.log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, env=settings)
    found = Authority(f"https://localhost:{port}/dir", roots, f"https://localhost:{management}")
    try:
        _wait(found)
        yield found
    finally:
        process.terminate()
        process.wait(90)


def _wait(found: Authority) -> None:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            _read(found.directory, found.roots)
            return
        except OSError:
            assert time.monotonic() < end, "the authority never answered"
            time.sleep(0.05)  # between two looks


def _read(address: str, roots: Path) -> str:
    with urllib.request.urlopen(address, context=ssl.create_default_context(cafile=str(roots)), timeout=5) as answer:
        text: str = answer.read().decode()
        return text
