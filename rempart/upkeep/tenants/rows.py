"""The rows of one organisation as lines of JSON, and back into another database under new numbers."""

import datetime as dt
import decimal
import json
import uuid
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import models
from django.db.models import BinaryField, ForeignKey, Model

from rempart.directory.store.models import Account, Organisation
from rempart.upkeep.tenants import scope

FOLDER = "rows"
CHUNK = 500
LINE_MAX_BYTES = 64 * 1024 * 1024  # a level's document is some 100 KB; a longer line is nothing of ours

# Rows that mean something only where they were made.
LEFT_BEHIND = frozenset(
    {
        "access.Letter",  # would be sent twice
        "access.LearnerCode",  # one-time codes, for minutes
        "directory.Closure",  # that it is closed there
        "mail.DrillKey",  # sealed under the old key; with a new one nobody is written to, and no result finds its person
        "directory.ApiReply",  # answers kept for a day, so that a request repeated is not done twice
        "directory.PermissionUse",  # by the account's work in this console
        "mail.Cluster",  # judged in that house: what it was judged by is sealed under the old installation's key
        "mail.Report",  # the same
        "mail.ReportKey",  # of buttons that report to the old address
        "mail.Mailbox",  # its password is sealed under the old installation's key
        "mail.Intake",  # an address of the old installation's door, and networks that were its neighbours
        "record.ReaderDay",  # the same
        "record.Delivery",  # what was sent from there
        "notices.Way",  # nothing but an address sealed under the old installation's key
        "notices.Telling",  # would be sent twice
        "people.ProgrammeLetter",  # would be sent twice
        "notices.Peer",  # reports to the old address
        "people.BadgeKey",  # sealed under the old key; certificates come along and are signed anew
        "upkeep.OrganisationExport",  # lies there, and its passphrase is sealed under the old key
    }
)
# What must not go on by itself in the new place: model, field, value.
QUIET: Mapping[str, Mapping[str, Any]] = {
    "directory.ApiToken": {"ended_at_ms": 1},
    "lifecycle.ScimToken": {"revoked_at_ms": 1},
    "lifecycle.Connection": {"is_on": False},
    "backup.Plan": {"is_on": False},
    "backup.Store": {"is_on": False},
    "access.Provider": {"is_on": False},
    "companion.Link": {"state": "left"},  # its key is sealed under the old installation's
    "record.Outlet": {"state": "paused"},
    "mail.Profile": {"tested_ms": None},  # its password is sealed under the old key
    "maturity.PublishedProof": {"is_public": False},
    "people.LearnerChoice": {"calendar_digest": ""},  # the old address
    "watch.Probe": {"is_on": False},
    "watch.StatusPage": {"is_open": False},
}

Numbers = dict[type[Model], dict[Any, Any]]  # of each model: number there to number here


class BadRows(ValueError):
    """The rows do not fit these tables; the message says which."""


def taken() -> list[type[Model]]:
    """Models whose rows go along, in the order in which they can be put in."""
    return [model for model in scope.models() if model._meta.label not in LEFT_BEHIND]


def write(
    organisation: Organisation, folder: Path, beat: Callable[[], None] = lambda: None
) -> tuple[dict[str, int], set[int]]:
    """One file for each model; how many rows each, and the accounts that they name. `beat` may raise, to stop it."""
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    counts: dict[str, int] = {}
    accounts: set[int] = set()
    for model in taken():
        label = model._meta.label
        beat()
        with (folder / FOLDER / f"{label}.jsonl").open("w", encoding="utf-8") as out:
            for row in scope.rows(model, organisation).iterator(CHUNK):
                out.write(f"{json.dumps(_said(row), ensure_ascii=False)}\n")
                counts[label] = counts.get(label, 0) + 1
                accounts.update(_accounts(row))
                if counts[label] % CHUNK == 0:
                    beat()
    return counts, accounts


def _accounts(row: Model) -> Iterator[int]:
    for field in row._meta.local_concrete_fields:
        if isinstance(field, ForeignKey) and field.related_model is Account:
            number = getattr(row, field.attname)
            if number is not None:
                yield number


def _said(row: Model) -> dict[str, Any]:
    return {field.attname: _plain(field, getattr(row, field.attname)) for field in row._meta.local_concrete_fields}


def _plain(field: Any, value: Any) -> Any:
    if isinstance(field, BinaryField):
        return None  # sealed under the old installation's key, and worth nothing anywhere else
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, decimal.Decimal | uuid.UUID) else value


def read(folder: Path, model: type[Model]) -> Iterator[dict[str, Any]]:
    """Raises BadRows."""
    file = folder / FOLDER / f"{model._meta.label}.jsonl"
    if not file.exists():
        return  # an earlier release did not know this table
    with file.open(encoding="utf-8") as source:
        while line := source.readline(LINE_MAX_BYTES):
            try:
                row = json.loads(line)
            except ValueError as bad:
                raise BadRows(f"{file.name} is damaged.") from bad
            if not isinstance(row, dict):
                raise BadRows(f"{file.name} is damaged.")
            yield row


def put(folder: Path, accounts: Mapping[Any, int]) -> dict[str, int]:
    """All rows, inside the caller's transaction; how many of each. Raises BadRows, IntegrityError."""
    numbers: Numbers = {Account: dict(accounts)}
    counts = {}
    for model in taken():
        numbers[model] = {}
        rows = read(folder, model)
        while batch := list(islice(rows, CHUNK)):
            objects = [_made(model, row, numbers) for row in batch]
            new = _insert(model, objects)
            numbers[model].update(zip((row[model._meta.pk.attname] for row in batch), new, strict=True))
        if numbers[model]:
            counts[model._meta.label] = len(numbers[model])
    return counts


def _made(model: type[Model], row: dict[str, Any], numbers: Numbers) -> Model:
    quiet, values = QUIET.get(model._meta.label, {}), {}
    for field in model._meta.local_concrete_fields:
        if field.primary_key:
            continue
        if field.attname not in row:
            if not field.has_default() and not field.null:
                raise BadRows(f"{model._meta.label} has no {field.attname}: it comes from an earlier release.")
            continue
        values[field.attname] = _value(model, field, row[field.attname], numbers)
        if field.attname in quiet:
            values[field.attname] = _still(values[field.attname], quiet[field.attname])
    unknown = row.keys() - {field.attname for field in model._meta.local_concrete_fields}
    if unknown:
        raise BadRows(f"{model._meta.label} holds {sorted(unknown)[0]!r}, which this release does not know.")
    return model(**values)


def _still(value: Any, quiet: Any) -> Any:
    """A moment that has passed stays what it was."""
    return quiet if isinstance(quiet, bool | str) else value or quiet


def _value(model: type[Model], field: Any, value: Any, numbers: Numbers) -> Any:
    if isinstance(field, BinaryField):
        return None if field.null else b""
    if isinstance(field, ForeignKey) and value is not None:
        try:
            return numbers[field.related_model][value]
        except KeyError as bad:
            raise BadRows(f"{model._meta.label} points to a {field.related_model.__name__} that is not there.") from bad
    return value if value is None or isinstance(field, models.JSONField) else field.to_python(value)


def _insert(model: type[Model], objects: list[Any]) -> list[Any]:
    """`raw`: dates of making stay as they are. The new numbers."""
    fields = [field for field in model._meta.local_concrete_fields if not field.primary_key]
    new: list[Any] = []
    for one in objects:  # one at a time: in which order a database answers for many is not promised
        ((number,),) = model._base_manager.get_queryset()._insert(  # type: ignore[attr-defined]
            [one], fields=fields, using="default", raw=True, returning_fields=[model._meta.pk]
        )
        new.append(number)
    return new


def clashes(folder: Path) -> list[str]:
    """Uids among these rows that stand here already: `label uid`."""
    found = []
    for model in taken():
        if "uid" not in {field.attname for field in model._meta.local_concrete_fields}:
            continue
        uids = [row.get("uid") for row in read(folder, model)]
        for start in range(0, len(uids), CHUNK):
            there = model._base_manager.filter(uid__in=uids[start : start + CHUNK])
            found += [f"{model._meta.label} {uid}" for uid in there.values_list("uid", flat=True)]
    return found
