"""A SCIM filter as a condition of the database: only attributes listed here can be asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime

from rempart.directory.store.models import Organisation, Team
from rempart.lifecycle.core.scim_filter import (
    BadFilter,
    Both,
    Compare,
    Either,
    Filter,
    Not,
    Present,
    Value,
    Within,
    parse,
    plain_path,
)
from rempart.lifecycle.store.models import Employment, ScimEmail, ScimGroup

TEXT_LOOKUPS = {
    "eq": "iexact",
    "co": "icontains",
    "sw": "istartswith",
    "ew": "iendswith",
    "gt": "gt",
    "ge": "gte",
    "lt": "lt",
    "le": "lte",
}
EXACT_LOOKUPS = {**TEXT_LOOKUPS, "eq": "exact", "co": "contains", "sw": "startswith", "ew": "endswith"}
MOMENT_LOOKUPS = {"eq": "exact", "gt": "gt", "ge": "gte", "lt": "lt", "le": "lte"}


@dataclass(frozen=True, slots=True)
class Column:
    """`kind` is text, exact, flag, moment or fixed (a word that is the same for every row)."""

    lookup: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Many:
    """Values in rows of their own; `rows` takes those that belong to the outer row."""

    rows: Callable[[], QuerySet[Any]]
    columns: Mapping[str, Column]


def _emails() -> QuerySet[Any]:
    return ScimEmail.objects.filter(employment=OuterRef("pk"))


def _groups() -> QuerySet[Any]:
    return Team.objects.filter(person=OuterRef("person_id"), scimgroup__is_provisioned=True)


def _members() -> QuerySet[Any]:
    return Employment.objects.filter(is_provisioned=True, person__teams=OuterRef("team_id"))


Columns = Mapping[str, Column | Many]
META: dict[str, Column | Many] = {
    "externalid": Column("external_id", "exact"),
    "meta.created": Column("created_at", "moment"),
    "meta.lastmodified": Column("changed_at", "moment"),
}
USERS: Columns = {
    **META,
    "id": Column("person__uid", "exact"),
    "meta.resourcetype": Column("User", "fixed"),
    "username": Column("user_name"),
    "displayname": Column("display_name"),
    "name.formatted": Column("formatted"),
    "name.givenname": Column("given_name"),
    "name.familyname": Column("family_name"),
    "active": Column("is_active", "flag"),
    "employeenumber": Column("person__staff_number"),
    "emails": Many(
        _emails, {"value": Column("value"), "type": Column("kind"), "primary": Column("is_primary", "flag")}
    ),
    "groups": Many(_groups, {"value": Column("uid", "exact"), "display": Column("name")}),
}
GROUPS: Columns = {
    **META,
    "id": Column("team__uid", "exact"),
    "meta.resourcetype": Column("Group", "fixed"),
    "displayname": Column("team__name"),
    "members": Many(_members, {"value": Column("person__uid", "exact")}),
}


def users(organisation: Organisation) -> QuerySet[Employment]:
    """Those whom the identity system wrote here."""
    return Employment.objects.filter(organisation=organisation, is_provisioned=True).select_related("person")


def groups(organisation: Organisation) -> QuerySet[ScimGroup]:
    """Teams that the identity system wrote here."""
    return ScimGroup.objects.filter(organisation=organisation, is_provisioned=True).select_related("team")


def condition(text: str, columns: Columns) -> Q:
    """What a filter asks for. Raises BadFilter."""
    return _q(parse(text), columns)


def order(path: str, columns: Columns) -> str:
    """The column to sort by. Raises BadFilter for what cannot be sorted."""
    column = columns.get(plain_path(path))
    if not isinstance(column, Column) or column.kind == "fixed":
        raise BadFilter(f"{path[:80]} cannot be sorted by")
    return column.lookup


def _q(tree: Filter, columns: Columns) -> Q:
    match tree:
        case Both(terms):
            whole = Q()
            for term in terms:
                whole &= _q(term, columns)
            return whole
        case Either(terms):
            any_of = _q(terms[0], columns)
            for term in terms[1:]:
                any_of |= _q(term, columns)
            return any_of
        case Not(term):
            return ~_q(term, columns)
        case Within(path, term):
            many = columns.get(path)
            if not isinstance(many, Many):
                raise BadFilter(f"{path[:80]} holds no values to choose among")
            return Q(Exists(many.rows().filter(_q(term, many.columns))))
        case Present(path) | Compare(path):
            return _leaf(tree, path, columns)


def _leaf(tree: Present | Compare, path: str, columns: Columns) -> Q:
    column = columns.get(path)
    if isinstance(column, Many):
        if isinstance(tree, Present):
            return Q(Exists(column.rows()))
        return Q(Exists(column.rows().filter(_compare(column.columns["value"], tree))))
    if column is not None:
        return _present(column) if isinstance(tree, Present) else _compare(column, tree)
    outer, dot, inner = path.partition(".")
    many = columns.get(outer)
    if dot and isinstance(many, Many) and inner in many.columns:
        within = many.columns[inner]
        found = _present(within) if isinstance(tree, Present) else _compare(within, tree)
        return Q(Exists(many.rows().filter(found)))
    raise BadFilter(f"{path[:80]} cannot be asked for")


def _present(column: Column) -> Q:
    if column.kind == "fixed":
        return Q(pk__isnull=False)
    there = Q(**{f"{column.lookup}__isnull": False})
    return there & ~Q(**{column.lookup: ""}) if column.kind in ("text", "exact") else there


def _compare(column: Column, tree: Compare) -> Q:
    if tree.value is None:  # RFC 7643, 2.5: null is "not there"
        if tree.operator not in ("eq", "ne"):
            raise BadFilter("null is compared with eq or ne")
        return ~_present(column) if tree.operator == "eq" else _present(column)
    if tree.operator == "ne":
        return ~_compare(column, Compare(tree.path, "eq", tree.value))
    if column.kind == "fixed":
        same = isinstance(tree.value, str) and tree.value.lower() == column.lookup.lower()
        if tree.operator != "eq":
            raise BadFilter(f"{tree.path} is compared with eq or ne")
        return Q(pk__isnull=False) if same else Q(pk__isnull=True)
    return Q(**{f"{column.lookup}__{_lookup(column, tree)}": _value(column, tree.value)})


def _lookup(column: Column, tree: Compare) -> str:
    if column.kind == "flag":
        if tree.operator != "eq":
            raise BadFilter(f"{tree.path} is compared with eq or ne")
        return "exact"
    lookups = {"text": TEXT_LOOKUPS, "exact": EXACT_LOOKUPS, "moment": MOMENT_LOOKUPS}[column.kind]
    if tree.operator not in lookups:
        raise BadFilter(f"{tree.operator} does not fit {tree.path}")
    return lookups[tree.operator]


def _value(column: Column, value: Value) -> str | bool | datetime:
    if column.kind == "flag":
        if not isinstance(value, bool):
            raise BadFilter("true or false is expected")
        return value
    if not isinstance(value, str):
        raise BadFilter("A text in quotation marks is expected")
    if column.kind != "moment":
        return value.replace("\x00", "")  # PostgreSQL keeps no such character
    try:
        moment = parse_datetime(value)
    except ValueError as bad:
        raise BadFilter(f"{value[:40]} is no moment") from bad
    if moment is None or moment.tzinfo is None:
        raise BadFilter(f"{value[:40]} is no moment with a time zone")
    return moment
