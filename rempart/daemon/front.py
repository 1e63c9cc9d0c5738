"""The public front of the console: Caddy ends TLS, gets and renews the certificate by ACME (RFC 8555), sends HTTP on.

Caddy is its own process with its own rights to the ports; the console stays on loopback behind it.
"""

import ipaddress
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

import msgspec

from rempart.channel.front_word import HEADER, make_word

FOLDER = "front"
NAME_MAX = 253
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?").fullmatch
BODY_MAX_BYTES = 32 * 1024 * 1024  # documents for review; the console's own limits are tighter


class Front(msgspec.Struct, frozen=True):
    """`directory` and `roots` only for an authority of one's own; None = Let's Encrypt, which Caddy knows."""

    name: str
    https_port: int = 443
    http_port: int = 80
    directory: str | None = None
    roots: Path | None = None
    mail: str | None = None

    @property
    def origin(self) -> str:
        """What stands in a browser's address bar."""
        return f"https://{self.name}" + ("" if self.https_port == 443 else f":{self.https_port}")


def public_name(text: str) -> str:
    """A host name that can have a certificate. Raises ValueError with a sentence."""
    name = text.strip().rstrip(".").lower()
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        pass
    else:
        raise ValueError(f"{text!r} is an address; certificates are given for names.")
    try:
        name = name.encode("idna").decode()
    except UnicodeError:
        raise ValueError(f"{text!r} is no host name.") from None
    labels = name.split(".")
    if len(name) > NAME_MAX or len(labels) < 2 or not all(_LABEL(label) for label in labels):
        raise ValueError(f"{text!r} is no full host name, like rempart.example.org.")
    return name


def program() -> str | None:
    """Where Caddy is: beside the interpreter, else on the path."""
    beside = Path(sys.executable).with_name("caddy")
    return str(beside) if beside.exists() else shutil.which("caddy")


def write_settings(state: Path, front: Front, port: int) -> Path:
    """Caddy's settings in the data folder; where they stand. For our own account alone: our word is among them."""
    from rempart.access.store.device_ca import root_file

    folder = state / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / "caddy.json"
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(json.dumps(settings(state, front, port, root_file(), make_word(state)), indent=1), "utf-8")
    return file


def settings(state: Path, front: Front, port: int, devices: Path | None = None, word: str = "") -> dict[str, Any]:
    """What Caddy is told; its administration port stays shut.

    `devices` is the authority whose certificates a visitor may show; `word` is what proves to the console who saw them.
    """
    issuer: dict[str, Any] = {"module": "acme", "challenges": {
        "http": {"alternate_port": front.http_port}, "tls-alpn": {"alternate_port": front.https_port}}}  # fmt: skip
    if front.directory:
        issuer["ca"] = front.directory
    if front.roots:
        issuer["trusted_roots_pem_files"] = [str(front.roots)]
    if front.mail:
        issuer["email"] = front.mail
    server: dict[str, Any] = {
        "listen": [f":{front.https_port}"],
        "routes": [_route(front.name, port, word)],
        "protocols": ["h1", "h2"],
    }
    if devices is not None:
        trusted = {"provider": "file", "pem_files": [str(devices)]}
        policy = {"client_authentication": {"mode": "verify_if_given", "ca": trusted}}
        server["tls_connection_policies"] = [policy]
    return {
        "admin": {"disabled": True, "config": {"persist": False}},
        "storage": {"module": "file_system", "root": str(state / FOLDER)},
        "logging": {"logs": {"default": {"level": "WARN"}}},
        "apps": {
            "http": {"http_port": front.http_port, "https_port": front.https_port, "servers": {"console": server}},
            "tls": {"automation": {"policies": [{"subjects": [front.name], "issuers": [issuer]}]}},
        },
    }


def _route(name: str, port: int, word: str) -> dict[str, Any]:
    # Whatever a visitor claims in these, the console sees only what Caddy saw.
    seen = {
        "X-Forwarded-Proto": ["https"],
        "X-Forwarded-For": ["{http.request.remote.host}"],
        HEADER: [word + ":{http.request.tls.client.fingerprint}"],
    }
    onward = {
        "handler": "reverse_proxy",
        "upstreams": [{"dial": f"127.0.0.1:{port}"}],
        "headers": {"request": {"set": seen}},
    }
    secure = {"Strict-Transport-Security": ["max-age=31536000"]}
    return {
        "match": [{"host": [name]}],
        "terminal": True,
        "handle": [
            {"handler": "request_body", "max_size": BODY_MAX_BYTES},
            {"handler": "headers", "response": {"set": secure, "deferred": True}},
            onward,
        ],
    }
