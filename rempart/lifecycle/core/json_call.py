"""One JSON exchange of a connector, with an answer that may be anything: cut, nested, redirected, no JSON at all."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from rempart.lifecycle.core.connector import Client, Trouble

LOOPBACK = ("127.0.0.1", "::1", "localhost")  # the only places where a secret may go unencrypted: it leaves no machine
MAX_DETAIL = 200  # characters of a sentence that may hold a word of the other side


@dataclass(frozen=True, slots=True)
class Answer:
    """`value` is None when the body is no JSON."""

    status: int
    value: Any

    def word(self, name: str) -> str:
        """A text field of an answered object, printable and short."""
        found = self.value.get(name) if isinstance(self.value, dict) else None
        return "".join(char for char in found if char.isprintable())[:60] if isinstance(found, str) else ""


def encrypted(address: str) -> str:
    """The address without a trailing slash. Raises Trouble when a secret would go over the wire in the clear."""
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in LOOPBACK:
        raise Trouble("not_encrypted", "the address does not begin with https://")
    return address.rstrip("/")


def call_json(
    client: Client, method: str, url: str, headers: Mapping[str, str], sent: object = None, *, kind: str = "json"
) -> Answer:
    """Raises Trouble for a redirect: our secret goes to the address that was typed, and nowhere else."""
    body = None if sent is None else json.dumps(sent).encode()
    more = {"Content-Type": f"application/{kind}"} if body is not None else {}
    reply = client(
        method, url, headers={"Accept": f"application/{kind}, application/json", **headers, **more}, body=body
    )
    if 300 <= reply.status < 400:
        raise Trouble("moved", _to(reply.headers.get("location", "")))
    try:
        return Answer(reply.status, json.loads(reply.body))
    except (ValueError, RecursionError):
        return Answer(reply.status, None)


def _to(location: str) -> str:
    try:
        host = urlsplit(location).hostname or "another address"
    except ValueError:
        host = "another address"
    return f"it sends us on to {host}"[:MAX_DETAIL]
