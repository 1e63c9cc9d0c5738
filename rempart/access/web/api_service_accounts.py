"""The API of accounts that programs use, and of credentials that need care. No secret goes in or out."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.access.actions.look_at_credentials import LISTED
from rempart.access.actions.service_accounts import (
    ACCOUNTS_MAX,
    TooMany,
    remove_service_account,
    renew_service_account,
    save_service_account,
)
from rempart.access.core.credentials.keeping import standing
from rempart.access.store.service_accounts import EVERY_DAYS, TEXT_MAX, CredentialCause, ServiceAccount
from rempart.access.web.service_account_forms import DAYS_MAX
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Listed, Sent, needs
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.terms.moment import rfc3339

router = Router(tags=["service accounts"])
MANAGE = Permission.MANAGE_TOKENS


class ServiceAccountIn(Sent):
    """`answerable` is the uid of a member's account; else `answerable_text` says which firm or role answers for it.

    `changed_on`: when its password or key was last changed; null = never, or nobody knows. There is no field for a secret.
    """

    purpose: str = Field(min_length=1, max_length=TEXT_MAX)
    place: str = Field(min_length=1, max_length=TEXT_MAX)
    answerable: str | None = Field(None, max_length=32)
    answerable_text: str = Field("", max_length=TEXT_MAX)
    changed_on: dt.date | None = None
    every_days: int = Field(EVERY_DAYS, ge=1, le=DAYS_MAX)


class ServiceAccountOut(Schema):
    """`care` says what is wrong: never_changed, overdue; null = nothing."""

    uid: str
    purpose: str
    place: str
    answerable: str | None
    answerable_text: str
    changed_on: dt.date | None
    every_days: int
    care: str | None


class CauseOut(Schema):
    """A credential in Rempart's own keeping that needs care: weak, reused, never_changed, overdue, unused."""

    uid: str
    kind: str
    held: str
    name: str
    care: str
    also: str
    since: str


def _out(row: ServiceAccount) -> dict[str, Any]:
    care = standing(row.changed_on, row.every_days, _today())
    return {
        "uid": row.uid, "purpose": row.purpose, "place": row.place,
        "answerable": row.answerable.uid if row.answerable else None, "answerable_text": row.answerable_text,
        "changed_on": row.changed_on, "every_days": row.every_days, "care": care.value if care else None,
    }  # fmt: skip


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _save(request: HttpRequest, row: ServiceAccount, sent: ServiceAccountIn) -> dict[str, Any]:
    row.purpose, row.place = sent.purpose.strip(), sent.place.strip()
    row.answerable, row.answerable_text = _answerable(row, sent.answerable), sent.answerable_text.strip()
    row.changed_on, row.every_days = sent.changed_on, sent.every_days
    if not row.purpose or not row.place:
        raise HttpError(422, "Say what it is for, and where.")
    if row.answerable is None and not row.answerable_text:
        raise HttpError(422, "Somebody answers for it: the account of a member, or a text.")
    if row.changed_on is not None and row.changed_on > _today():
        raise HttpError(422, "This day has not come yet.")
    try:
        save_service_account(fence.account(request), row)
    except TooMany as many:
        raise HttpError(409, f"There are {ACCOUNTS_MAX} already. Remove what is not used any more.") from many
    return _out(row)


def _answerable(row: ServiceAccount, uid: str | None) -> Account | None:
    if not uid:
        return None
    members = Account.objects.filter(membership__organisation=row.organisation, is_active=True)
    found = members.filter(uid=uid).first()
    if found is None:
        raise HttpError(422, "No member has this account.")
    return found


@router.get("/service-accounts", response=Listed[ServiceAccountOut])
@needs(MANAGE, whole=True)
def service_accounts(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """Accounts that programs use."""
    rows = ServiceAccount.objects.filter(organisation=fence.tenant(request)).select_related("answerable")
    found, more = page(rows, asked)
    return listed([_out(row) for row in found], more)


@router.post("/service-accounts", response={201: ServiceAccountOut})
@needs(MANAGE, whole=True)
@idempotent
def add(request: HttpRequest, sent: ServiceAccountIn) -> Answer:
    """Put one on the list."""
    return Status(201, _save(request, ServiceAccount(organisation=fence.tenant(request)), sent))


@router.get("/service-accounts/{uid}", response=ServiceAccountOut)
@needs(MANAGE, whole=True)
def service_account(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One of them."""
    return _out(_one(request, uid))


@router.put("/service-accounts/{uid}", response=ServiceAccountOut)
@needs(MANAGE, whole=True)
def change(request: HttpRequest, uid: str, sent: ServiceAccountIn) -> dict[str, Any]:
    """Say everything about one anew."""
    return _save(request, _one(request, uid), sent)


@router.post("/service-accounts/{uid}/renewed", response=ServiceAccountOut)
@needs(MANAGE, whole=True)
def renewed(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Its password or key was changed today (UTC)."""
    row = _one(request, uid)
    renew_service_account(fence.account(request), row, _today())
    return _out(row)


@router.delete("/service-accounts/{uid}", response={204: None})
@needs(MANAGE, whole=True)
def remove(request: HttpRequest, uid: str) -> Answer:
    """It is not used any more."""
    remove_service_account(fence.account(request), _one(request, uid))
    return Status(204, None)


def _one(request: HttpRequest, uid: str) -> ServiceAccount:
    return fence.fetch(request, ServiceAccount, uid, MANAGE)


@router.get("/credentials", response=Listed[CauseOut])
@needs(MANAGE, whole=True)
def credentials(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """What the last look found wrong with tokens and secrets that Rempart holds; service accounts say it themselves."""
    rows = CredentialCause.objects.filter(organisation=fence.tenant(request)).exclude(kind=LISTED)
    found, more = page(rows, asked)
    return listed([_cause(row) for row in found], more)


def _cause(row: CredentialCause) -> dict[str, Any]:
    return {
        "uid": row.uid, "kind": row.kind, "held": row.held_uid, "name": row.name, "care": row.care, "also": row.also,
        "since": rfc3339(row.since_ms),
    }  # fmt: skip
