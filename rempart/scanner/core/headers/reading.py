"""Reads one line `{id, http, https, redirects}` into an exchange, within limits, or says what is wrong with it.

Liberal in form (a header value may be a list, a redirect a text or an object), strict in size.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from rempart.scanner.core.headers.exchange import Answer, Exchange, host_of

MAX_LINE_BYTES = 8 * 1024 * 1024  # a body at its cap, each character escaped as \\uXXXX, and room for headers
MAX_HEADERS = 500  # servers send about 20; browsers and proxies stop between 100 and 1,000
MAX_HEADER_CHARACTERS = 65_536  # servers cap all headers together at 8-64 KiB
MAX_BODY_CHARACTERS = 1_048_576  # scripts and meta tags of a real page come long before
MAX_REDIRECTS = 50  # browsers give up at 20


_ID_FIRST = re.compile(r'\s*\{\s*"id"\s*:\s*(?:"([^"\\]{1,200})"|(\d{1,18}))\s*[,}]')  # in a line that is no JSON


class BadExchange(ValueError):
    """The line is no exchange; `id` is what could still be read of it, None = nothing."""

    def __init__(self, what: str, id: Any = None) -> None:
        super().__init__(what)
        self.id = id


def read_line(line: str) -> tuple[Any, Exchange]:
    """Identity and exchange of one JSON line. Raises BadExchange."""
    if len(line) > MAX_LINE_BYTES:
        raise BadExchange(f"the line is longer than {MAX_LINE_BYTES} bytes", _glimpse(line))
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as bad:
        raise BadExchange(f"the line is no JSON ({str(bad)[:200]})", _glimpse(line)) from bad
    if not isinstance(data, dict):
        raise BadExchange("the line is no JSON object with the keys id, http, https and redirects")
    id = data.get("id")
    if isinstance(id, dict | list | float):
        raise BadExchange("id must be a text or a whole number")
    try:
        return id, read_exchange(data)
    except ValueError as bad:
        raise BadExchange(str(bad), id) from bad


def _glimpse(line: str) -> str | int | None:
    """The identity of a broken line when it stands in front, so that its error can be told to whom it belongs."""
    seen = _ID_FIRST.match(line)
    return None if not seen else seen.group(1) if seen.group(2) is None else int(seen.group(2))


def read_exchange(data: Mapping[str, Any]) -> Exchange:
    """The exchange in decoded JSON. Raises ValueError with a sentence."""
    redirects = _redirects(data.get("redirects"))
    told = data.get("host") or data.get("hostname")
    hosts = [told.lower()] if isinstance(told, str) else []
    hosts += [host for host in map(host_of, redirects[:1]) if host]
    for key in ("https", "http"):
        url = data[key].get("url") if isinstance(data.get(key), dict) else None
        hosts += [host for host in [host_of(url) if isinstance(url, str) else None] if host]
    return Exchange(
        _answer(data.get("http"), "http"), _answer(data.get("https"), "https"), redirects, hosts[0] if hosts else None
    )


def _redirects(data: Any) -> tuple[str, ...]:
    if data is None:
        return ()
    if not isinstance(data, list):
        raise ValueError("redirects must be a list of addresses, or of objects with a url")
    if len(data) > MAX_REDIRECTS:
        raise ValueError(f"redirects has more than {MAX_REDIRECTS} entries")
    urls = [hop.get("url") if isinstance(hop, dict) else hop for hop in data]
    if not all(isinstance(url, str) for url in urls):
        raise ValueError("redirects must be a list of addresses, or of objects with a url")
    return tuple(str(url) for url in urls)


def _answer(data: Any, key: str) -> Answer | None:
    if data is None:
        return None
    if not isinstance(data, dict):
        raise ValueError(f"{key} must be an object with status, headers, body and verified, or null")
    status, body, verified = data.get("status"), data.get("body"), data.get("verified")
    if status is not None and (not isinstance(status, int) or isinstance(status, bool)):
        raise ValueError(f"{key}.status must be a whole number")
    if body is not None and not isinstance(body, str):
        raise ValueError(f"{key}.body must be a text or null")
    if verified is not None and not isinstance(verified, bool):
        raise ValueError(f"{key}.verified must be true, false or null")
    body = body or ""
    return Answer(
        status=status or 0,
        headers=read_headers(data.get("headers"), key),
        body=body[:MAX_BODY_CHARACTERS],
        is_verified=verified,
        is_cut=len(body) > MAX_BODY_CHARACTERS,
        asked_origin=_origin(data, key),
    )


def read_headers(data: Any, key: str) -> dict[str, tuple[str, ...]]:
    """Values by lower-case name; takes an object, or a list of pairs. Raises ValueError."""
    pairs = list(data.items()) if isinstance(data, dict) else data or []
    if not isinstance(pairs, list) or not all(isinstance(p, list | tuple) and len(p) == 2 for p in pairs):
        raise ValueError(f"{key}.headers must be an object of names and values")
    found: dict[str, tuple[str, ...]] = {}
    total = 0
    for name, value in sorted(pairs, key=lambda pair: str(pair[0]).lower()):
        values = value if isinstance(value, list) else [value]
        total += len(values)
        if total > MAX_HEADERS:
            raise ValueError(f"{key}.headers has more than {MAX_HEADERS} values")
        if not isinstance(name, str) or not all(isinstance(v, str) for v in values):
            raise ValueError(f"{key}.headers: a value must be a text or a list of texts")
        if any(len(v) > MAX_HEADER_CHARACTERS for v in [name, *values]):
            raise ValueError(f"{key}.headers: a value has more than {MAX_HEADER_CHARACTERS} characters")
        lower = name.strip().lower()
        found[lower] = found.get(lower, ()) + tuple(values)
    return found


def _origin(data: Mapping[str, Any], key: str) -> str | None:
    asked = data.get("request_headers")
    origins = read_headers(asked, f"{key}.request").get("origin", ()) if asked is not None else ()
    return origins[0] if origins else None
