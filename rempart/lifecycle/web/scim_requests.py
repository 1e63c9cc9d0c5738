"""One SCIM request after another, from the door or out of a bulk: read, list, write, and the versions between."""

import re
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from scim2_models import Context, PatchOp, Resource, ResponseParameters

from rempart.lifecycle.core.scim_filter import BadFilter
from rempart.lifecycle.core.scim_forms import MAX_PATCHES, MAX_RESULTS, TOLERANT
from rempart.lifecycle.store import scim_query
from rempart.lifecycle.store.models import ScimToken
from rempart.lifecycle.web.scim_answers import ScimFault
from rempart.lifecycle.web.scim_kinds import KINDS, ScimKind, version_of

MAX_PATHS = 2_000  # characters of attributes, excludedAttributes or a path
LIST = "urn:ietf:params:scim:api:messages:2.0:ListResponse"


@dataclass(frozen=True, slots=True)
class Ask:
    """One request; `wish` holds the parameters of the address or of a search, `match`/`unless` the ETag headers."""

    token: ScimToken
    base: str
    method: str
    kind: ScimKind
    uid: str = ""
    body: Any = None
    wish: dict[str, Any] | None = None
    match: str = ""
    unless: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`document` None: no body."""

    status: int
    document: dict[str, Any] | None = None
    location: str = ""
    version: str = ""


def answer(ask: Ask) -> Answer:
    """Carry it out. Raises ScimFault, and what the forms raise."""
    if not ask.uid:
        if ask.method == "GET":
            return Answer(200, listed(ask, [ask.kind]))
        if ask.method == "POST":
            return _made(ask)
        raise ScimFault(405, f"{ask.method} is not served here", headers={"Allow": "GET, POST"})
    row = ask.kind.find(ask.token.organisation, ask.uid)
    if row is None:
        raise ScimFault(404, f"No resource {ask.uid[:40]}")
    if ask.method == "GET":
        return _read(ask, row)
    if ask.match and not _matches(ask.match, version_of(row)):
        raise ScimFault(412, "The resource has changed since; read it again")
    if ask.unless and _matches(ask.unless, version_of(row)):
        raise ScimFault(412, "The resource has this version")
    if ask.method == "DELETE":
        ask.kind.end(ask.token, row)
        return Answer(204)
    if ask.method in ("PUT", "PATCH"):
        return _written(ask, row, _patched(ask, row) if ask.method == "PATCH" else _replaced(ask, row))
    raise ScimFault(405, f"{ask.method} is not served here", headers={"Allow": "GET, PUT, PATCH, DELETE"})


def _read(ask: Ask, row: Any) -> Answer:
    version = version_of(row)
    if ask.unless and _matches(ask.unless, version):
        return Answer(304, version=version)
    return _shown(ask, row, 200, Context.RESOURCE_QUERY_RESPONSE)


def _shown(ask: Ask, row: Any, status: int, context: Context) -> Answer:
    resource = ask.kind.resource(row, ask.base)
    chosen = parameters(ask.wish or {}, ask.kind.model)
    location = str(resource.meta.location) if resource.meta else ""
    document = resource.model_dump(scim_ctx=context, response_parameters=chosen)
    return Answer(status, document, location, version_of(row))


def _made(ask: Ask) -> Answer:
    resource = ask.kind.model.model_validate(ask.body, scim_ctx=Context.RESOURCE_CREATION_REQUEST, scim_policy=TOLERANT)
    row = ask.kind.put(ask.token, resource, None)
    return _shown(ask, row, 201, Context.RESOURCE_CREATION_RESPONSE)


def _replaced(ask: Ask, row: Any) -> Resource[Any]:
    resource = ask.kind.model.model_validate(
        ask.body, scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST, scim_policy=TOLERANT
    )
    resource.replace(ask.kind.resource(row, ask.base))
    return resource


def _patched(ask: Ask, row: Any) -> Resource[Any]:
    operations = next((value for key, value in _items(ask.body) if key.lower() == "operations"), None)
    if isinstance(operations, list):
        if len(operations) > MAX_PATCHES:
            raise ScimFault(413, f"At most {MAX_PATCHES} operations in one PATCH")
        if any(
            len(str(operation.get("path", ""))) > MAX_PATHS for operation in operations if isinstance(operation, dict)
        ):
            raise ScimFault(400, f"A path has at most {MAX_PATHS} characters", "invalidPath")
    form: Any = PatchOp[ask.kind.model]  # type: ignore[name-defined]
    patch = form.model_validate(ask.body, scim_ctx=Context.RESOURCE_PATCH_REQUEST, scim_policy=TOLERANT)
    resource = ask.kind.resource(row, ask.base)
    patch.patch(resource, scim_policy=TOLERANT)
    return resource


def _items(body: Any) -> list[tuple[str, Any]]:
    return list(body.items()) if isinstance(body, dict) else []


def _written(ask: Ask, row: Any, resource: Resource[Any]) -> Answer:
    row = ask.kind.put(ask.token, resource, row)
    row = ask.kind.find(ask.token.organisation, ask.uid)
    context = Context.RESOURCE_PATCH_RESPONSE if ask.method == "PATCH" else Context.RESOURCE_REPLACEMENT_RESPONSE
    return _shown(ask, row, 200, context)


def listed(ask: Ask, kinds: list[ScimKind]) -> dict[str, Any]:
    """A page of a list, of one kind or of all (a search at the root): sorted and filtered by the database."""
    wish = {key.lower(): value for key, value in (ask.wish or {}).items()}
    start, count = _whole(wish, "startindex", 1, 1), min(_whole(wish, "count", MAX_RESULTS, 0), MAX_RESULTS)
    total, skip = 0, start - 1
    found: list[dict[str, Any]] = []
    for kind in kinds:
        rows = _sorted(kind, wish, _filtered(kind, wish, ask, len(kinds) > 1))
        size = rows.count()
        room = count - len(found)
        page = rows[max(0, skip) : max(0, skip) + room] if room > 0 else []
        skip, total = max(0, skip - size), total + size
        chosen = parameters(ask.wish or {}, kind.model)
        found += [
            kind.resource(row, ask.base).model_dump(
                scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=chosen
            )
            for row in page
        ]
    head = {"schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": len(found)}
    return {**head, "Resources": found}


def _filtered(kind: ScimKind, wish: dict[str, Any], ask: Ask, is_one_of_many: bool) -> Any:
    rows, text = kind.rows(ask.token.organisation), wish.get("filter")
    if text in (None, ""):
        return rows
    try:
        return rows.filter(scim_query.condition(str(text), kind.columns))
    except BadFilter as bad:
        if is_one_of_many and "cannot be asked for" in str(bad):
            return rows.none()  # RFC 7644, 3.4.2.1: an attribute of the other kind has no value here
        raise ScimFault(400, str(bad), "invalidFilter") from bad


def _sorted(kind: ScimKind, wish: dict[str, Any], rows: Any) -> Any:
    path = wish.get("sortby")
    if not path:
        return rows.order_by("pk")
    try:
        column = F(scim_query.order(str(path), kind.columns))
    except BadFilter as bad:
        raise ScimFault(400, str(bad), "invalidPath") from bad
    down = str(wish.get("sortorder", "")).lower() == "descending"
    return rows.order_by(column.desc(nulls_first=True) if down else column.asc(nulls_last=True), "pk")


def _whole(wish: dict[str, Any], name: str, default: int, least: int) -> int:
    given = wish.get(name)
    if given in (None, ""):
        return default
    if not re.fullmatch(r"[+-]?[0-9]{1,9}", str(given)):
        raise ScimFault(400, f"{name} is a whole number", "invalidValue")
    return max(least, int(str(given)))


def parameters(wish: dict[str, Any], model: type[Resource[Any]]) -> ResponseParameters[Any]:
    """Which attributes to answer with."""
    named = {key: value for key, value in wish.items() if key.lower() in ("attributes", "excludedattributes")}
    if any(len(str(value)) > MAX_PATHS for value in named.values()):
        raise ScimFault(400, f"At most {MAX_PATHS} characters", "invalidValue")
    form: Any = ResponseParameters[model]  # type: ignore[valid-type]
    chosen: ResponseParameters[Any] = form.model_validate({key: value for key, value in named.items() if value})
    return chosen


def _matches(header: str, version: str) -> bool:
    """Weak comparison (RFC 9110, 8.8.3.2)."""
    wanted = {tag.strip().removeprefix("W/") for tag in header.split(",")}
    return "*" in wanted or version.removeprefix("W/") in wanted


__all__ = ["KINDS", "Answer", "Ask", "answer", "listed", "parameters"]
