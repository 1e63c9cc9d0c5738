"""Builds the exchange of a healthy site, with what a test changes about it."""

from collections.abc import Callable
from typing import Any

import pytest

from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.reading import read_exchange

HOST = "site.example"


@pytest.fixture(scope="session")
def site() -> Callable[..., Exchange]:
    """`headers` and `body` are those of the page; `https=None` makes a site that only answers unencrypted."""

    def build(headers: Any = (), body: str = "", **given: Any) -> Exchange:
        told = {"content-type": "text/html; charset=utf-8", **dict(headers)}
        answer = {"status": 200, "headers": told, "body": body, "verified": given.pop("verified", True)}
        answer |= {"request_headers": given.pop("request_headers", None)}
        plain = {"status": 301, "headers": {"location": f"https://{HOST}/"}, "body": "", "verified": None}
        exchange = {"http": plain, "https": answer, "redirects": [f"http://{HOST}/", f"https://{HOST}/"]}
        exchange |= given
        if exchange["https"] is None and "http" not in given:
            exchange |= {"http": {**answer, "verified": None}, "redirects": [f"http://{HOST}/"]}
        return read_exchange(exchange)

    return build
