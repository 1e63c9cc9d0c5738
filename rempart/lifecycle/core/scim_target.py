"""A system that speaks SCIM 2.0 and takes our word: find the leaver, set `active` to false, look again.

Servers differ: some take `replace` with a path (Entra ID's way), some only with a value (Okta's), some only PUT; some
write booleans as text; some no longer show whoever is not active.
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from rempart.lifecycle.core.connector import Client, Identity, Target, Trouble
from rempart.lifecycle.core.json_call import Answer, call_json, encrypted

PATCH_OP = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
MOST_FOUND = 20  # a filter by one value finds one; a server that ignores filters answers everybody
MAX_ID = 200
UNTAKEN = (400, 403, 404, 405, 409, 415, 422, 500, 501)  # by these a server may say that it knows no such form of PATCH


@dataclass(frozen=True, slots=True)
class Found:
    """A user there; `whole` is the resource as answered."""

    id: str
    whole: dict[str, Any]

    @property
    def is_active(self) -> bool:
        """Without a word for it a user counts as active."""
        said = self.whole.get("active", True)
        return str(said).casefold() != "false"


class Users:
    """The users of a SCIM server."""

    def __init__(self, target: Target, client: Client) -> None:
        self._headers = {"Authorization": f"Bearer {target.settings['token']}"}
        self._base, self._client = encrypted(target.settings["address"]), client

    def _ask(self, method: str, path: str, sent: object = None, *, takes: tuple[int, ...] = ()) -> Answer:
        answer = call_json(self._client, method, self._base + path, self._headers, sent, kind="scim+json")
        if answer.status in (200, 201, 204) or answer.status in takes:
            return answer
        if answer.status in (401, 403):
            raise Trouble("refused_us", f"the server answered {answer.status} to our token")
        raise Trouble("bad_answer", f"the server answered {answer.status}")

    def find(self, identity: Identity) -> list[Found]:
        """By what is surest first. A filter that the server does not know finds nobody; one that it ignores neither."""
        answered = False
        for name, value in _wanted(identity):
            query = urlencode({"filter": f"{name} eq {json.dumps(value, ensure_ascii=False)}", "count": MOST_FOUND})
            answer = self._ask("GET", f"/Users?{query}", takes=(400,))
            if answer.status == 400:
                continue
            answered = True
            if found := [_found(row) for row in _rows(answer.value) if _is(row, name, value)]:
                return found
        if not answered:
            raise Trouble("no_identity", "nothing that we know of the person is something the server can search for")
        return []

    def look(self, found: Found) -> Found | None:
        """As it is now; None when the server does not show it any more."""
        answer = self._ask("GET", _path(found), takes=(404, 410))
        return None if answer.status != 200 else _found(answer.value)

    def disable(self, found: Found) -> None:
        """In the forms that servers take; whether it worked is seen by looking."""
        for operation in (
            {"op": "replace", "path": "active", "value": False},
            {"op": "replace", "value": {"active": False}},
        ):
            sent = {"schemas": [PATCH_OP], "Operations": [operation]}
            if self._ask("PATCH", _path(found), sent, takes=UNTAKEN).status < 300:
                return
        whole = {name: value for name, value in found.whole.items() if name != "meta"} | {"active": False}
        self._ask("PUT", _path(found), whole, takes=UNTAKEN)

    def config(self) -> None:
        """Whether the address and the token are right, and users can be listed."""
        self._ask("GET", "/ServiceProviderConfig", takes=(404,))
        _rows(self._ask("GET", "/Users?count=1").value)


def _wanted(identity: Identity) -> list[tuple[str, str]]:
    known = identity.known_as
    pairs = [("userName", known), ("externalId", known)] if known else [
        ("userName", identity.user_name),
        ("userName", identity.email),
        ("externalId", identity.external_id),
        ("emails.value", identity.email),
    ]  # fmt: skip
    return list(dict.fromkeys((name, value) for name, value in pairs if value))


def _rows(value: Any) -> list[dict[str, Any]]:
    """Raises Trouble for what is no list of users."""
    total = value.get("totalResults") if isinstance(value, dict) else None
    rows = value.get("Resources", [] if total == 0 else None) if isinstance(value, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Trouble("bad_answer", "the server answered no list of users")
    return rows


def _is(row: dict[str, Any], name: str, value: str) -> bool:
    """We compare ourselves: nobody is disabled because a server answered with somebody else."""
    if name == "emails.value":
        emails = row.get("emails")
        held = [one.get("value") for one in emails if isinstance(one, dict)] if isinstance(emails, list) else []
    else:
        held = [row.get(name)]
    if name == "externalId":  # exact by RFC 7643; the others are not
        return value in held
    return value.casefold() in [one.casefold() for one in held if isinstance(one, str)]


def _found(value: Any) -> Found:
    number = value.get("id") if isinstance(value, dict) else None
    if not isinstance(number, str) or not 0 < len(number) <= MAX_ID:
        raise Trouble("bad_answer", "the server answered a user without an id")
    return Found(number, value)


def _path(found: Found) -> str:
    return "/Users/" + quote(found.id, safe="").replace(".", "%2E")  # `..` as an id would climb
