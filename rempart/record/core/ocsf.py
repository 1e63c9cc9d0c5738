"""OCSF 1.5.0: each entry becomes an event of the class that says what it is, told from the words of its kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rempart import __version__
from rempart.record.core.item import Item
from rempart.terms.severity import Severity

SCHEMA = "1.5.0"
LEVELS = {Severity.NONE: 1, Severity.NOTICE: 2, Severity.WARNING: 4, Severity.CRITICAL: 5}
ACCOUNT_CHANGE, AUTHENTICATION, ENTITY, ACCESS, API, FINDING, COMPLIANCE = 3001, 3002, 3004, 3005, 6003, 2007, 2003
OTHER = 99
PEOPLE = frozenset({"account", "member", "person"})  # the second word of a kind that is about somebody
# The last word of a kind, which is a verb in the past tense, as the numbers of each class.
ACCOUNT_VERBS = {
    "created": 1, "added": 1, "enabled": 2, "unlocked": 12, "locked": 9, "password_changed": 3, "password_reset": 4,
    "disabled": 5, "closed": 6, "removed": 6, "erased": 6, "second_factor_added": 10, "second_factor_removed": 11,
}  # fmt: skip
SIGN_IN_VERBS = {"signed_in": 1, "signed_out": 2, "refused": 1}
ACCESS_VERBS = {"role_changed": 1, "granted": 1, "revoked": 2, "ended": 2}
ENTITY_VERBS = {
    "created": 1, "added": 1, "registered": 6, "changed": 3, "set": 3, "renamed": 3, "removed": 4, "erased": 4,
    "revoked": 9, "paused": 12, "resumed": 13,
}  # fmt: skip
API_VERBS = {"created": 1, "added": 1, "made": 1, "read": 2, "exported": 2, "changed": 3, "set": 3, "removed": 4}
ENTITIES = frozenset({"site", "host", "team", "supplier", "organisation", "device", "outlet", "connector"})
PASSES = {"met": 1, "partial": 2, "not_met": 3}  # compliance status: pass, warning, fail


@dataclass(frozen=True, slots=True)
class Place:
    """A class of the schema and what was done."""

    class_uid: int
    activity_id: int


def place_of(kind: str) -> Place:
    """Where a kind belongs, from its words alone: a kind added tomorrow needs no list here."""
    _, subject, verb = [*kind.split(".", 2), "", ""][:3]
    verb = verb.rpartition(".")[2]
    if kind == "maturity.verdict.reached":
        return Place(FINDING, 2)
    if kind == "maturity.level.changed":
        return Place(COMPLIANCE, 2)
    if verb in SIGN_IN_VERBS and subject in {"account", "session", "sign_in"}:
        return Place(AUTHENTICATION, SIGN_IN_VERBS[verb])
    if verb in ACCESS_VERBS and subject in {"member", "privilege", "right", "role"}:
        return Place(ACCESS, ACCESS_VERBS[verb])
    if subject in PEOPLE:
        return Place(ACCOUNT_CHANGE, ACCOUNT_VERBS.get(verb, OTHER))
    if subject in ENTITIES:
        return Place(ENTITY, ENTITY_VERBS.get(verb, OTHER))
    return Place(API, API_VERBS.get(verb, OTHER))


def event(item: Item) -> dict[str, Any]:
    """The whole event; ours that has no name in the schema stands under `unmapped`, as the schema asks."""
    place = place_of(item.kind)
    found: dict[str, Any] = {
        "activity_id": place.activity_id,
        "category_uid": place.class_uid // 1000,
        "class_uid": place.class_uid,
        "type_uid": place.class_uid * 100 + place.activity_id,
        "severity_id": LEVELS[item.severity],
        "time": item.at_ms,
        "message": item.sentence,
        "metadata": _metadata(item),
        "unmapped": {"kind": item.kind, "hash": item.hash, "body": dict(item.body)},
        **_own(place.class_uid, item),
    }
    if place.activity_id == OTHER:
        found["activity_name"] = item.kind.rpartition(".")[2]
    if item.kind.endswith(".refused"):
        found["status_id"] = 2
    return found


def _metadata(item: Item) -> dict[str, Any]:
    return {
        "version": SCHEMA,
        "product": {"name": "Rempart", "vendor_name": "Rempart", "version": __version__},
        "uid": item.uid,
        "sequence": item.index,
        "log_name": item.log,
        "log_version": str(item.schema),
        "event_code": item.kind,
        "logged_time": item.recorded_ms,
        "tenant_uid": item.log,
    }


def _own(class_uid: int, item: Item) -> dict[str, Any]:
    actor = {"user": {"uid": item.actor}, "app_name": "Rempart"}
    subject = {"uid": f"{item.subject_kind}:{item.subject_id}", "type": item.subject_kind}
    if class_uid == AUTHENTICATION:
        return {"actor": actor, "user": {"uid": item.subject_id}, "service": {"name": "Rempart"}}
    if class_uid == ACCOUNT_CHANGE:
        return {"actor": actor, "user": {"uid": item.subject_id}}
    if class_uid == ACCESS:
        return {"actor": actor, "user": {"uid": item.subject_id}, "privileges": _privileges(item.body)}
    if class_uid == ENTITY:
        return {"actor": actor, "entity": subject}
    if class_uid in (FINDING, COMPLIANCE):
        return _finding(class_uid, item)
    return {
        "actor": actor,
        "api": {"operation": item.kind, "service": {"name": "Rempart"}},
        "src_endpoint": {"svc_name": "Rempart"},
        "resources": [subject],
    }


def _privileges(body: Mapping[str, Any]) -> list[str]:
    named = [str(body[name]) for name in ("after", "role", "permission", "privilege") if body.get(name)]
    return named or ["unknown"]


def _finding(class_uid: int, item: Item) -> dict[str, Any]:
    control, state = str(item.body.get("control", "")), str(item.body.get("state", ""))
    about = {
        "finding_info": {"uid": f"{item.subject_id}/{control or item.kind}", "title": item.sentence},
        "compliance": {
            "control": control or "level",
            "standards": ["Rempart levels"],
            "status_id": PASSES.get(state, OTHER if state else 0),
            **({"status": state} if state else {}),
        },
    }
    return about | ({"application": {"uid": item.subject_id}} if class_uid == FINDING else {})
