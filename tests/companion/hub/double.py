"""A companion in Python, signing as the plug-in does, that can be told to lie, to hang up or to hold more than is fair.

It stands in for the wire alone: the hub's side runs as it is. What the plug-in itself does is tried on real hosting.
"""

import base64
import contextlib
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rempart.channel.companion import wire
from rempart.companion.core.policy import SWITCHES

CODE = "0123456789ABCDEF"


def plugin(**other: Any) -> dict[str, Any]:
    """As the inventory has one."""
    usual = {"file": "shop/shop.php", "name": "Shop", "version": "1.0", "is_active": True, "offer": None}
    return {**usual, "is_automatic": False, "is_known": True, **other}


def user(number: int, **other: Any) -> dict[str, Any]:
    """An administrator without a second factor."""
    return {
        "id": number, "login": f"{number:064x}", "is_called_admin": False, "roles": ["administrator"],
        "capabilities": ["manage_options"], "second_factor": {"kinds": [], "by": []}, "application_passwords": 0,
        "sessions": 0, "made_at": 1_700_000_000, "last_signin_at": None, **other,
    }  # fmt: skip


def event(number: int, kind: str, **other: Any) -> dict[str, Any]:
    """Something that happened a moment ago."""
    now = int(time.time() * 1000)
    return {"id": number, "at_ms": now, "kind": kind, "actor": 1, "subject": "1", "body": {}, "personal": {}, **other}


SETTINGS = {
    "file_editor_off": True, "file_changes_off": False, "debug_shown": False, "debug_log_in_content": False,
    "unfiltered_uploads": False, "weak_salts": 0, "core_writable": True, "risky_functions_left": [], "url_include": False,
    "errors_shown": False, "registration_open": False, "xmlrpc_enabled": True, "application_passwords": True,
    "admin_over_tls_only": True, "someone_is_called_admin": False, "config_mode": 0o640,
}  # fmt: skip


@dataclass
class Double:
    """What it answers with, and what it was asked. `spoil` changes an answer's body after it was signed."""

    home: str = ""
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    plugins: list[dict[str, Any]] = field(default_factory=lambda: [plugin()])
    users: list[dict[str, Any]] = field(default_factory=lambda: [user(1)])
    events: list[dict[str, Any]] = field(default_factory=list)
    held: tuple[int, int] | None = None  # oldest and newest event, where they are not those of `events`
    clock_off_s: int = 0
    answers: dict[str, Any] = field(default_factory=dict)  # op to the whole answer, instead of the usual one
    asked: list[str] = field(default_factory=list)
    policy: dict[str, Any] | None = None  # what it keeps closed; None: a plug-in of before there were switches
    unheard: frozenset[str] = frozenset()  # switches that it is too old for
    let_go: bool = False
    traffic: dict[str, Any] | None = None  # requests by minute; None: a plug-in of before it counted
    against: dict[str, str] = field(default_factory=dict)  # switch to who decides otherwise there
    spoil: Callable[[bytes], bytes] = lambda body: body
    is_shut: bool = False
    endless: bool = False  # every answer says that it has ten gigabytes, and begins to send them
    endless_sent: int = 0

    def answer(self, op: str, args: dict[str, Any]) -> dict[str, Any]:
        if op in self.answers:
            return dict(self.answers[op])
        if op == "hello":
            return self.hello()
        if op == "inventory":
            now = int(time.time())
            core = {"version": "6.5.5", "locale": "en_US", "offers": []}
            checked = {"core": now, "plugins": now, "themes": now}
            return {
                "core": core,
                "plugins": self.plugins,
                "must_use": [],
                "themes": [],
                "php": "8.2.1",
                "checked": checked,
            }
        if op == "policy":
            return self.kept(args)
        if op == "traffic":
            return dict(self.traffic or {})
        if op == "settings":
            return {"settings": SETTINGS}
        if op == "users":
            return {"users": [one for one in self.users if one["id"] > args["after"]], "next": None}
        if op == "events":
            found = [one for one in self.events if one["id"] > args["after"]][: args["limit"]]
            numbers = [one["id"] for one in self.events]
            oldest, newest = self.held or (min(numbers, default=0), max(numbers, default=0))
            return {"events": found, "oldest": oldest, "newest": newest}
        return {"left": True}

    def kept(self, args: dict[str, Any]) -> dict[str, Any]:
        """As the plug-in answers: what was asked is kept with its own bookkeeping, and said of each switch."""
        if "policy" in args:
            self.policy = dict(args["policy"])
            if "second_factor" in self.policy:
                self.policy["second_factor"]["since"] = 1_772_323_200
        kept = self.policy or {}
        holds = {
            name: {
                "asked": kept.get(name), "holds": name in kept and name not in self.against,
                "by": self.against.get(name, "companion" if name in kept else "nobody"),
            }
            for name in SWITCHES
        }  # fmt: skip
        return {"policy": kept, "holds": holds, "let_go": self.let_go}

    def hello(self) -> dict[str, Any]:
        return {
            "companion": "1.0.0", "now": int(time.time()) + self.clock_off_s, "home": self.home, "is_moved": False,
            "is_must_use": False, "is_multisite": False, "wordpress": "6.5.5", "php": "8.2.1",
            "ops": ["hello", *["policy"] * (self.policy is not None), *["traffic"] * (self.traffic is not None)],
            "database": {"kind": "mysql", "version": "8"}, "window_until": None,
            "limits": {"execution_s": 30, "memory_bytes": 1, "post_bytes": 1},
        }  # fmt: skip


class _Door(BaseHTTPRequestHandler):
    double: Double

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        asked = json.loads(body)
        self.double.asked.append(asked["op"])
        if self.double.is_shut:
            self._send(403, b'{"error":"refused"}', None)
            return
        nonce = asked["args"]["nonce"] if asked["op"] == "enrol" else self.headers["X-Rempart-Nonce"]
        if asked["op"] == "policy" and self.double.unheard.intersection(asked["args"].get("policy", ())):
            no = b'{"v":1,"error":"args","detail":"unknown switch"}'
            self._send(400, no, base64.b64encode(self.double.key.sign(wire.answer_text(nonce, no))).decode())
            return
        told = (
            self._enrolled(asked["args"]) if asked["op"] == "enrol" else self.double.answer(asked["op"], asked["args"])
        )
        out = json.dumps({"v": 1, **told}).encode()
        signature = self.double.key.sign(wire.answer_text(nonce, out))
        self._send(200, self.double.spoil(out), base64.b64encode(signature).decode())

    def _enrolled(self, args: dict[str, Any]) -> dict[str, Any]:
        due = wire.proof(CODE, "rempart-enrol-v1", self.double.home, args["hub_key"], args["nonce"])
        assert due == args["proof"], hashlib.sha256(CODE.encode()).hexdigest()
        own = wire.public_of(self.double.key)
        proof = wire.proof(CODE, "rempart-enrolled-v1", self.double.home, own, args["nonce"])
        return {"site_key": own, "proof": proof}

    def _send(self, status: int, body: bytes, signature: str | None) -> None:
        self.send_response(status)
        if self.double.endless:
            self._send_endless()
            return
        if signature is not None:
            self.send_header("X-Rempart-Signature", signature)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_endless(self) -> None:
        self.send_header("Content-Length", str(10**10))
        self.end_headers()
        with contextlib.suppress(OSError):
            while True:
                self.wfile.write(b"x" * 1_000_000)
                self.double.endless_sent += 1_000_000

    def log_message(self, format: str, *args: object) -> None:
        """Silent."""


@contextmanager
def doubled(double: Double | None = None) -> Iterator[Double]:
    """One that listens on this machine."""
    double = double or Double()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Door", (_Door,), {"double": double}))
    double.home = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(
        target=server.serve_forever, args=(0.02,), daemon=True
    ).start()  # how often it looks whether it is over
    try:
        yield double
    finally:
        server.shutdown()
        server.server_close()
