"""Bulk (RFC 7644, 3.7): many requests in one; each succeeds or fails by itself, and later ones may name new ones."""

import json
import re
from typing import Any

from pydantic import ValidationError
from scim2_models import SCIMException

from rempart.lifecycle.core.scim_forms import MAX_OPERATIONS
from rempart.lifecycle.store.models import ScimToken
from rempart.lifecycle.web.scim_answers import ScimFault, error_document, from_models
from rempart.lifecycle.web.scim_kinds import KINDS
from rempart.lifecycle.web.scim_requests import Ask, answer

REQUEST = "urn:ietf:params:scim:api:messages:2.0:BulkRequest"
RESPONSE = "urn:ietf:params:scim:api:messages:2.0:BulkResponse"
METHODS = ("POST", "PUT", "PATCH", "DELETE")
_REFERENCE = re.compile(r'"bulkId:([^"\\]{1,100})"')


def bulk(token: ScimToken, base: str, body: Any) -> dict[str, Any]:
    """The answers, in order; stops after `failOnErrors` failures. Raises ScimFault for a request that is no bulk."""
    operations, most = _read(body)
    made: dict[str, str] = {}
    results: list[dict[str, Any]] = []
    failed = 0
    for operation in operations:
        result = _one(token, base, operation, made)
        results.append(result)
        failed += int(result["status"]) >= 400
        if most and failed >= most:
            break
    return {"schemas": [RESPONSE], "Operations": results}


def _read(body: Any) -> tuple[list[dict[str, Any]], int]:
    if not isinstance(body, dict) or REQUEST not in (body.get("schemas") or []):
        raise ScimFault(400, "A BulkRequest is expected", "invalidSyntax")
    operations, most = body.get("Operations"), body.get("failOnErrors", 0)
    if not isinstance(operations, list) or not all(isinstance(one, dict) for one in operations):
        raise ScimFault(400, "Operations is a list", "invalidSyntax")
    if len(operations) > MAX_OPERATIONS:
        raise ScimFault(413, f"At most {MAX_OPERATIONS} operations")
    if isinstance(most, bool) or not isinstance(most, int) or most < 0:
        raise ScimFault(400, "failOnErrors is a whole number", "invalidValue")
    return operations, most


def _one(token: ScimToken, base: str, operation: dict[str, Any], made: dict[str, str]) -> dict[str, Any]:
    method = str(operation.get("method", "")).upper()
    name = operation.get("bulkId")
    result: dict[str, Any] = {"method": method[:10]}
    if isinstance(name, str):
        result["bulkId"] = name[:100]
    try:
        ask = _ask(token, base, method, operation, made)
        got = answer(ask)
    except ScimFault as fault:
        return _failed(result, operation, base, fault)
    except (ValidationError, SCIMException) as bad:
        return _failed(result, operation, base, from_models(bad))
    location = got.location or f"{base}/{ask.kind.name}/{ask.uid}"
    if method == "POST" and isinstance(name, str):
        made[name] = location.rpartition("/")[2]
    result |= {"location": location, "status": str(got.status)}
    if got.version:
        result["version"] = got.version
    return result


def _ask(token: ScimToken, base: str, method: str, operation: dict[str, Any], made: dict[str, str]) -> Ask:
    if method not in METHODS:
        raise ScimFault(400, "method is POST, PUT, PATCH or DELETE", "invalidValue")
    if method == "POST" and not isinstance(operation.get("bulkId"), str):
        raise ScimFault(400, "bulkId is needed for POST", "invalidValue")
    parts = str(operation.get("path", "")).strip("/").split("/")
    kind = KINDS.get(parts[0])
    if kind is None or len(parts) > 2 or (len(parts) == 2) == (method == "POST"):
        raise ScimFault(400, "path is /Users, /Groups or one of their resources", "invalidPath")
    uid = parts[1] if len(parts) == 2 else ""
    if uid.startswith("bulkId:"):
        uid = _named(uid.removeprefix("bulkId:"), made)
    data = _resolved(operation.get("data"), made)
    return Ask(token, base, method, kind, uid, data, match=str(operation.get("version") or ""))


def _named(name: str, made: dict[str, str]) -> str:
    if name not in made:
        raise ScimFault(409, f"bulkId {name[:40]} names nothing made before it")
    return made[name]


def _resolved(data: Any, made: dict[str, str]) -> Any:
    """References to what an earlier operation of the same bulk made."""
    text = json.dumps(data)
    return json.loads(_REFERENCE.sub(lambda found: json.dumps(_named(found[1], made)), text))


def _failed(result: dict[str, Any], operation: dict[str, Any], base: str, fault: ScimFault) -> dict[str, Any]:
    if result["method"] != "POST":
        result["location"] = f"{base}/{str(operation.get('path', '')).strip('/')[:100]}"
    return {**result, "status": str(fault.status), "response": error_document(fault)}
