"""Every door of the console and of the API, found in the addresses themselves; and visitors who try them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from rempart.console.api import api
from rempart.directory.actions import action as actions
from rempart.directory.actions.action import now_ms
from rempart.directory.actions.make_token import PREFIX, digest
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.directory.store.tokens import ApiToken
from rempart.directory.web import fence
from rempart.terms.duration import DAY_S
from tests.console.ahead import Ahead
from tests.console.house import House
from tests.console.test_fence import NAMES

ROOT = "api/v1/"
METHODS = ("get", "post")


@dataclass(frozen=True)
class Door:
    """One address and verb. `body` fits an operation of the API; pages get an empty form."""

    verb: str
    route: str
    names: tuple[str, ...]
    body: Any = None
    says: str = ""

    @property
    def is_api(self) -> bool:
        return self.route.startswith(ROOT)

    def __str__(self) -> str:
        return f"{self.verb.upper()} /{self.route}"


def pages() -> Iterator[Door]:
    """From the url patterns, without those that are open on purpose (test_fence.py)."""
    for _name, route, names in NAMES:
        for verb in METHODS:
            yield Door(verb, route, tuple(names))


def operations() -> Iterator[Door]:
    """From the description of the API."""
    schema = api.get_openapi_schema()
    parts = schema["components"]["schemas"]
    for path, verbs in schema["paths"].items():
        names = tuple(part[1:-1] for part in path.split("/") if part.startswith("{"))
        route = path.removeprefix("/").replace("{", "<str:").replace("}", ">")
        for verb, operation in verbs.items():
            sent = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            body = example(sent, parts) if sent else None
            yield Door(verb, route, names, body, operation.get("description", ""))


def example(schema: dict[str, Any], parts: dict[str, Any]) -> Any:
    """The least that fits."""
    if "$ref" in schema:
        return example(parts[schema["$ref"].rsplit("/", 1)[-1]], parts)
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return example(schema["anyOf"][0], parts)
    kind = schema.get("type")
    if kind == "object":
        needed = schema.get("required", [])
        return {name: example(schema["properties"][name], parts) for name in needed}
    if kind == "array":
        return [example(schema["items"], parts)] * schema.get("minItems", 0)
    if kind == "integer":
        return int(schema.get("minimum", 0))
    return True if kind == "boolean" else "a" * max(1, schema.get("minLength", 1))


class Visitor:
    """Goes through doors; whatever happens behind one is undone afterwards."""

    def __init__(self, client: Client, house: House, secret: str = "") -> None:
        self.client, self.house, self.secret = client, house, secret

    def go(self, door: Door, address: str) -> Any:
        cache.clear()  # the pace is tried elsewhere
        ahead = self.house.ahead.get(str(door), Ahead())
        more: dict[str, Any] = {"headers": {"Host": "testserver"}} | ({"data": ahead.form} if ahead.form else {})
        if door.is_api:
            more["headers"] |= {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
            if door.body is not None:
                more |= {"data": ahead.form or door.body, "content_type": "application/json"}
        with nullcontext() if ahead.is_bare else transaction.atomic():
            if ahead.first is not None:
                ahead.first()
            answer = getattr(self.client, door.verb)(address, **more)
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
            if not ahead.is_bare:
                transaction.set_rollback(True)
        answer.seen = content.decode("utf-8", "replace")  # type: ignore[attr-defined]
        assert answer.status_code < 500, (str(door), answer.status_code)
        return answer


def address(door: Door, values: dict[str, str]) -> str:
    path = door.route
    for name in door.names:
        for converter in ("str", "int", "slug", "uuid"):
            path = path.replace(f"<{converter}:{name}>", values[name])
    return "/" + path


KNOWN = {"control": "hsts", "index": "0", "kind": "json", "unit": "webhook", "connector": "webhook", "document": "0"}


def candidates(door: Door, house: House) -> Iterator[dict[str, str]]:
    """Rows to try behind a door that names one."""
    ahead = house.ahead.get(str(door), Ahead())
    plain = {name: KNOWN.get(name, "0") for name in door.names} | dict(ahead.values)
    if "/sign-in/" in door.route and "kind" in plain:
        plain["kind"] = "oidc"
    if "watch/" in door.route and "kind" in plain:
        plain["kind"] = "http"
    if "uid" not in door.names:
        yield plain
        return
    likely_first = sorted(house.rows, key=lambda name: name[:4] not in door.route)
    for uid in (house.rows[name] for name in ([ahead.row] if ahead.row else likely_first)):
        yield {**plain, "uid": uid}


@contextmanager
def witnessed(patch: pytest.MonkeyPatch) -> Iterator[set[Permission]]:
    """What was demanded meanwhile, by the fence of the views or by the base of the actions."""
    asked: set[Permission] = set()
    at_fence, at_action = fence.demand, actions.demand

    def fenced(request: Any, permission: Permission) -> None:
        asked.add(permission)
        at_fence(request, permission)

    def acted(account: Any, organisation: Any, permission: Permission, on: Any = None) -> Any:
        asked.add(permission)
        return at_action(account, organisation, permission, on)

    with patch.context() as inner:
        inner.setattr(fence, "demand", fenced)
        inner.setattr(actions, "demand", acted)
        yield asked


def token_of(account: Account, firm: Organisation) -> str:
    """With all rights there are, made when the account still held them: what counts is what it holds now."""
    secret = PREFIX + secrets.token_urlsafe(32)
    rights = [one.value for one in Permission]
    ApiToken.objects.create(
        organisation=firm, account=account, name="all", digest=digest(secret), start=secret[:12],
        permissions=rights, expires_at_ms=now_ms() + DAY_S * 1000,
    )  # fmt: skip
    return secret


def change_token(account: Account, **values: Any) -> None:
    ApiToken.objects.filter(account=account, name="all").update(**values)
