"""A program that calls the HTTP API with a token."""

import json
from collections.abc import Iterable
from typing import Any

from django.test import Client

from rempart.directory.actions.make_token import make_token
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation

EVERYTHING = tuple(Permission)


class Program:
    """A client with a token."""

    def __init__(self, secret: str) -> None:
        self.client, self.secret = Client(), secret

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        bearer = {"Authorization": f"Bearer {self.secret}", **headers}
        return getattr(self.client, method)(f"/api/v1{path}", headers=bearer, **sent)


def program(account: Account, firm: Organisation, rights: Iterable[Permission] = EVERYTHING) -> Program:
    """With a new token of these rights."""
    return Program(make_token(account, firm, "program", tuple(rights), 1).secret)
