"""HTTP to identity providers: never to a loopback or private address unless the operator allows it; no proxy, no redirect.

Connections are made by channel/outbound.py: the address is judged before it is connected to, so that an open port inside
looks like a closed one, and then that very address is used: a name that changes its answer gains nothing.
"""

import contextlib
import functools
from contextvars import ContextVar
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError

from rempart.channel import outbound

TIMEOUT_S = 5.0
TOTAL_S = outbound.TOTAL_S  # of one exchange, however slowly the provider drips
LONGEST = 1_048_576  # bytes of one answer: metadata and keys are a few KB

_ends: ContextVar[contextlib.ExitStack] = ContextVar("ends")  # what is undone after the exchange under way


class PrivateAddress(NewConnectionError):
    """The provider's name leads into a private network."""


class TooLong(requests.RequestException):
    """The answer is longer than any provider's."""


def _connected(connection: HTTPConnection) -> Any:
    try:
        return outbound.connect(connection._dns_host.strip("[]"), connection.port)
    except outbound.Barred as barred:
        raise PrivateAddress(connection, "the address is on a private network or on this machine") from barred
    except outbound.Unreached as fault:
        raise NewConnectionError(connection, str(fault)) from fault


class _Plain(HTTPConnection):
    """Connected by our way out, and cut when the exchange takes too long."""

    def _new_conn(self) -> Any:
        return _connected(self)

    def connect(self) -> None:
        super().connect()
        _ends.get().enter_context(outbound.deadline(self.sock, TOTAL_S))


class _Encrypted(_Plain, HTTPSConnection):
    """The same; urllib3 encrypts what the other one connected."""


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _EncryptedPool}

    def send(self, request: Any, stream: bool = False, *rest: Any, **named: Any) -> Any:
        with contextlib.ExitStack() as ends:
            ends.callback(_ends.reset, _ends.set(ends))
            response = super().send(request, True, *rest, **named)
            try:
                body = response.raw.read(LONGEST + 1, decode_content=True)
            except HTTPError as cut:
                raise requests.ConnectionError(cut) from cut
        if len(body) > LONGEST:
            raise TooLong("the answer is too long")
        response._content, response._content_consumed = body, True
        return response


def session() -> requests.Session:
    """For one conversation."""
    made = requests.Session()
    made.trust_env = False
    made.max_redirects = 0
    made.headers["Connection"] = "close"  # each exchange connects anew, and has its time
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter())
    made.request = functools.partial(made.request, timeout=TIMEOUT_S)  # type: ignore[method-assign]
    return made
