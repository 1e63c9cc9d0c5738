"""HTTP to identity providers: never to a loopback or private address unless the operator allows it; no proxy, no redirect.

Connections are made by channel/outbound.py: the address is judged before it is connected to, so that an open port inside
looks like a closed one, and then that very address is used: a name that changes its answer gains nothing.
"""

import functools
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError

from rempart.channel import outbound

TIMEOUT_S = 5.0
LONGEST = 1_048_576  # bytes of one answer: metadata and keys are a few KB


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
    def _new_conn(self) -> Any:
        return _connected(self)


class _Encrypted(HTTPSConnection):
    def _new_conn(self) -> Any:
        return _connected(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _EncryptedPool(HTTPSConnectionPool):
    ConnectionCls = _Encrypted


class _Adapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **named: Any) -> None:
        super().init_poolmanager(*args, **named)
        self.poolmanager.pool_classes_by_scheme = {"http": _PlainPool, "https": _EncryptedPool}

    def send(self, request: Any, stream: bool = False, *rest: Any, **named: Any) -> Any:
        response = super().send(request, True, *rest, **named)
        body = response.raw.read(LONGEST + 1, decode_content=True)
        if len(body) > LONGEST:
            raise TooLong("the answer is too long")
        response._content, response._content_consumed = body, True
        return response


def session() -> requests.Session:
    """For one conversation."""
    made = requests.Session()
    made.trust_env = False
    made.max_redirects = 0
    for scheme in ("http://", "https://"):
        made.mount(scheme, _Adapter())
    made.request = functools.partial(made.request, timeout=TIMEOUT_S)  # type: ignore[method-assign]
    return made
