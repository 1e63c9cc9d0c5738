"""The door of the SCIM server: who calls, how much at once, and which request it is. No session, no cookie."""

import json
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from pydantic import ValidationError
from scim2_models import Context, ResourceType, Schema, SCIMException

from rempart.lifecycle.actions.scim_tokens import use_token
from rempart.lifecycle.core.scim_forms import MAX_BODY_BYTES, provider
from rempart.lifecycle.store.models import ScimToken
from rempart.lifecycle.web.scim_answers import RETRY_S, ScimFault, from_models, plain, refused
from rempart.lifecycle.web.scim_bulk import bulk
from rempart.lifecycle.web.scim_kinds import KINDS
from rempart.lifecycle.web.scim_requests import LIST, Ask, answer, listed

SEARCH = "urn:ietf:params:scim:api:messages:2.0:SearchRequest"


@csrf_exempt
def scim(request: HttpRequest, organisation: str, rest: str = "") -> HttpResponse:
    """Everything below `/scim/v2/<organisation>/`. The token is the only key, so no cookie can be misused."""
    try:
        token = _caller(request, organisation)
        base = request.build_absolute_uri(f"/scim/v2/{organisation}")
        return _route(request, token, base, [part for part in rest.split("/") if part])
    except ScimFault as fault:
        return refused(fault)
    except (ValidationError, SCIMException) as bad:
        return refused(from_models(bad))
    except RecursionError:
        return refused(ScimFault(400, "Nested too deeply", "invalidSyntax"))
    except OperationalError:  # a busy database; nothing was written
        return refused(ScimFault(503, "Busy; try again", headers={"Retry-After": str(RETRY_S)}))


def _caller(request: HttpRequest, organisation: str) -> ScimToken:
    """The same answer for no token, a wrong one, one that ended and one of another organisation."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    token, has_room = (
        use_token(organisation, secret.strip()) if scheme.lower() == "bearer" and secret else (None, False)
    )
    if token is None:
        raise ScimFault(401, "A valid bearer token is needed", headers={"WWW-Authenticate": 'Bearer realm="SCIM"'})
    if not has_room:
        raise ScimFault(429, "Too many requests in this minute", headers={"Retry-After": str(RETRY_S)})
    return token


def _route(request: HttpRequest, token: ScimToken, base: str, parts: list[str]) -> HttpResponse:
    method = request.method or "GET"
    match parts:
        case [("ServiceProviderConfig" | "ResourceTypes" | "Schemas") as page, *rest] if len(rest) < 2:
            if method != "GET":
                raise ScimFault(405, "Only GET is served here", headers={"Allow": "GET"})
            if "filter" in request.GET:
                raise ScimFault(403, "These pages are not filtered")
            return plain(_described(page, rest[0] if rest else "", base))
        case ["Bulk"]:
            _only_post(method)
            return plain(bulk(token, base, _body(request)))
        case [".search"]:
            _only_post(method)
            ask = Ask(token, base, "GET", KINDS["Users"], wish=_search(request))
            return plain(listed(ask, list(KINDS.values())))
        case [("Users" | "Groups") as name, ".search"]:
            _only_post(method)
            return plain(listed(Ask(token, base, "GET", KINDS[name], wish=_search(request)), [KINDS[name]]))
        case [("Users" | "Groups") as name, *rest] if len(rest) < 2:
            return _resource(request, token, base, name, rest[0] if rest else "")
        case []:
            if method != "GET":
                raise ScimFault(405, "GET or .search are served here", headers={"Allow": "GET"})
            return plain(listed(Ask(token, base, "GET", KINDS["Users"], wish=_wish(request)), list(KINDS.values())))
    raise ScimFault(404, "Nothing is served at this address")


def _resource(request: HttpRequest, token: ScimToken, base: str, name: str, uid: str) -> HttpResponse:
    method = request.method or "GET"
    ask = Ask(
        token,
        base,
        method,
        KINDS[name],
        uid,
        _body(request) if method in ("POST", "PUT", "PATCH") else None,
        _wish(request),
        request.headers.get("If-Match", ""),
        request.headers.get("If-None-Match", ""),
    )
    got = answer(ask)
    headers = {"Location": got.location} if got.location else {}
    if got.version:
        headers["ETag"] = got.version
    return plain(got.document, got.status, headers)


def _only_post(method: str) -> None:
    if method != "POST":
        raise ScimFault(405, "Only POST is served here", headers={"Allow": "POST"})


def _wish(request: HttpRequest) -> dict[str, Any]:
    return {str(key): value for key, value in request.GET.items()}


def _search(request: HttpRequest) -> dict[str, Any]:
    body = _body(request)
    if not isinstance(body, dict) or SEARCH not in (body.get("schemas") or []):
        raise ScimFault(400, "A SearchRequest is expected", "invalidSyntax")
    return body


def _body(request: HttpRequest) -> Any:
    try:
        if int(request.headers.get("Content-Length") or 0) > MAX_BODY_BYTES or len(request.body) > MAX_BODY_BYTES:
            raise ScimFault(413, f"A request has at most {MAX_BODY_BYTES} bytes")
        return json.loads(request.body)
    except RequestDataTooBig as bad:
        raise ScimFault(413, f"A request has at most {MAX_BODY_BYTES} bytes") from bad
    except ValueError as bad:
        raise ScimFault(400, "This is no JSON document", "invalidSyntax") from bad


def _described(page: str, name: str, base: str) -> dict[str, Any]:
    """The discovery pages."""
    whole = provider()
    if page == "ServiceProviderConfig":
        if name or whole.config is None:
            raise ScimFault(404, "Nothing is served at this address")
        return _located(whole.config.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE), page, f"{base}/{page}")
    rows: dict[str, ResourceType | Schema] = (
        {str(row.name): row for row in whole.resource_types}
        if page == "ResourceTypes"
        else {str(row.id): row for row in whole.schemas}
    )
    kind = "ResourceType" if page == "ResourceTypes" else "Schema"
    documents = {
        key: _located(row.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE), kind, f"{base}/{page}/{key}")
        for key, row in rows.items()
    }
    if name:
        if name not in documents:
            raise ScimFault(404, f"No {kind} of that name")
        return documents[name]
    found = list(documents.values())
    size = len(found)
    return {"schemas": [LIST], "totalResults": size, "startIndex": 1, "itemsPerPage": size, "Resources": found}


def _located(document: dict[str, Any], kind: str, location: str) -> dict[str, Any]:
    return {**document, "meta": {"resourceType": kind, "location": location}}
