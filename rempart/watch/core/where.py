"""The name under which a monitor appears in the record: a host, never what a person called it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

WHERE_MAX = 120


def where(kind: str, uid: str, settings: Mapping[str, Any]) -> str:
    """A heartbeat has no host: its kind and the beginning of its id."""
    host = str(settings.get("host") or "")
    if address := str(settings.get("address") or ""):
        try:
            host = urlsplit(address).hostname or ""
        except ValueError:
            host = ""
    port = settings.get("port")
    name = f"{host}:{port}" if host and kind == "tcp" else host
    return (name or f"{kind} {uid[:4]}")[:WHERE_MAX]
