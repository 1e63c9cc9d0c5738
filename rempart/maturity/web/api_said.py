"""The API of what people say about a site: answers, profile, documents, exemptions; and whether its proof is public."""

from typing import Any, Literal

import msgspec
from django.http import HttpRequest
from django.urls import reverse
from ninja import Query, Router, Schema, Status
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Site
from rempart.directory.web import fence
from rempart.directory.web.calls import Listed, Sent, moment, needs
from rempart.directory.web.paging import Paged, listed, page
from rempart.facts.answer import Answer, AnswerValue
from rempart.facts.profile import Profile
from rempart.maturity.actions.answer_questions import answer_questions
from rempart.maturity.actions.judge_site import profile_of
from rempart.maturity.actions.publish_proof import publish_proof, withdraw_proof
from rempart.maturity.actions.set_profile import set_profile
from rempart.maturity.store.catalogue import catalogue
from rempart.maturity.store.claims import answers_of
from rempart.maturity.store.models import Exemption, PublishedProof, StoredDocument
from rempart.maturity.web.profile_form import CURRENCIES, MOST
from rempart.terms.moment import rfc3339

router = Router(tags=["maturity"])
ANSWERS_MAX = 200  # in one call; there are fewer controls


class AnswerIn(Sent):
    """What the owner or host says of one control; it counts as claimed, never as proven."""

    control: str = Field(max_length=64)
    value: AnswerValue
    is_vague: bool = False


class AnswersIn(Sent):
    """Answers; the others stay."""

    answers: list[AnswerIn] = Field(min_length=1, max_length=ANSWERS_MAX)


class AnswerOut(Schema):
    """The newest answer about a control."""

    control: str
    value: str
    is_vague: bool
    at: str


class Answers(Schema):
    """All of a site; there are never more than controls."""

    items: list[AnswerOut]


class ProfileForm(Sent):
    """What the site is to the business; money per hour in the smallest unit of its currency."""

    kind_of_site: Literal[
        "blog", "company", "shop", "membership", "agency", "saas", "finance", "health", "government", "defence"
    ]
    people: int = Field(ge=1, le=MOST)
    visitors_month: int | None = Field(None, ge=0, le=MOST)
    revenue_hour_minor: int | None = Field(None, ge=0, le=MOST)
    currency: Literal[CURRENCIES]  # type: ignore[valid-type]
    collects_customer_data: bool = False
    sells: bool = False
    holds_card_data: bool = False
    is_regulated: bool = False
    is_revenue_critical: bool = False
    has_sensitive_ip: bool = False
    is_large_network: bool = False
    grows_fast: bool = False
    moves_money: bool = False


class ProfileOut(Schema):
    """null until somebody told."""

    profile: ProfileForm | None


class DocumentOut(Schema):
    """A document offered as evidence; its bytes are on the page alone."""

    uid: str
    control: str
    title: str
    issuer: str
    sha256: str
    offered_by: str | None
    expires_at: str
    reviewed_at: str | None
    shows: bool | None


class ExemptionOut(Schema):
    """'Does not apply to us'; it counts once a second person has approved it, on the page."""

    uid: str
    control: str
    reason: str
    asked_by: str | None
    approver: str | None
    until: str


class ProofState(Schema):
    """`path` of the public page; null while nothing is public."""

    is_public: bool
    path: str | None


@router.get("/sites/{uid}/answers", response=Answers)
@needs(Permission.READ)
def answers(request: HttpRequest, uid: str) -> dict[str, Any]:
    """The self-assessment of a site."""
    return _answers(fence.site(request, uid))


def _answers(site: Site) -> dict[str, Any]:
    return {
        "items": [
            {"control": name, "value": seen.fact.value, "is_vague": seen.fact.is_vague, "at": rfc3339(seen.taken_at_ms)}
            for name, seen in answers_of(site)
        ]
    }


@router.put("/sites/{uid}/answers", response=Answers)
@needs(Permission.CLAIM)
def give_answers(request: HttpRequest, uid: str, sent: AnswersIn) -> dict[str, Any]:
    """Answer questions; only what changed is recorded."""
    site = fence.site(request, uid, Permission.CLAIM)
    told = {one.control: one for one in sent.answers}
    if unknown := sorted(set(told) - set(catalogue().controls)):
        raise HttpError(422, f"There is no control {unknown[0]}.")
    before = {name: (seen.fact.value, seen.fact.is_vague) for name, seen in answers_of(site)}
    changed = [
        Answer(control=name, value=one.value, is_vague=one.is_vague)
        for name, one in told.items()
        if before.get(name) != (one.value, one.is_vague)
    ]
    if changed:
        answer_questions(fence.account(request), site, changed)
    return _answers(site)


@router.get("/sites/{uid}/profile", response=ProfileOut)
@needs(Permission.READ)
def profile(request: HttpRequest, uid: str) -> dict[str, Any]:
    """What the site is to the business."""
    return _profile(fence.site(request, uid))


def _profile(site: Site) -> dict[str, Any]:
    known = profile_of(site)
    return {"profile": msgspec.structs.asdict(known) if known else None}


@router.put("/sites/{uid}/profile", response=ProfileOut)
@needs(Permission.DESCRIBE)
def tell_profile(request: HttpRequest, uid: str, sent: ProfileForm) -> dict[str, Any]:
    """Say what the site is to the business; the needed level follows."""
    site = fence.site(request, uid, Permission.DESCRIBE)
    set_profile(fence.account(request), site, msgspec.convert(sent.dict(), Profile))
    return _profile(site)


@router.get("/sites/{uid}/documents", response=Listed[DocumentOut])
@needs(Permission.READ_PROOF)
def documents(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """Documents offered as evidence, and what their review said."""
    site = fence.site(request, uid, Permission.READ_PROOF)
    rows, more = page(StoredDocument.objects.filter(site=site).select_related("offered_by"), asked)
    return listed([_document(row) for row in rows], more)


def _document(row: StoredDocument) -> dict[str, Any]:
    return {
        "uid": row.uid, "control": row.control, "title": row.title, "issuer": row.issuer, "sha256": row.sha256,
        "offered_by": row.offered_by.uid if row.offered_by else None, "expires_at": rfc3339(row.expires_at_ms),
        "reviewed_at": moment(row.reviewed_at_ms), "shows": row.shows,
    }  # fmt: skip


@router.get("/sites/{uid}/exemptions", response=Listed[ExemptionOut])
@needs(Permission.READ)
def exemptions(request: HttpRequest, uid: str, asked: Query[Paged]) -> dict[str, Any]:
    """What was declared not applicable."""
    site = fence.site(request, uid)
    rows, more = page(Exemption.objects.filter(site=site).select_related("asked_by", "approver"), asked)
    return listed([_exemption(row) for row in rows], more)


def _exemption(row: Exemption) -> dict[str, Any]:
    sides = {"asked_by": row.asked_by, "approver": row.approver}
    named = {name: account.uid if account else None for name, account in sides.items()}
    return {"uid": row.uid, "control": row.control, "reason": row.reason, "until": rfc3339(row.until_ms), **named}


@router.get("/sites/{uid}/proof", response=ProofState)
@needs(Permission.READ_PROOF)
def proof(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Is the proof page public, and where?"""
    return _proof(fence.site(request, uid, Permission.READ_PROOF))


def _proof(site: Site) -> dict[str, Any]:
    row = PublishedProof.objects.filter(site=site, is_public=True).first()
    return {"is_public": row is not None, "path": reverse("public_proof", args=[row.uid]) if row else None}


@router.put("/sites/{uid}/proof", response=ProofState)
@needs(Permission.PUBLISH)
def publish(request: HttpRequest, uid: str) -> dict[str, Any]:
    """Make the proof page public; again after a withdrawal it has the same address."""
    site = fence.site(request, uid, Permission.PUBLISH)
    try:
        publish_proof(fence.account(request), site)
    except ValueError as cannot:
        raise HttpError(409, str(cannot)) from cannot
    return _proof(site)


@router.delete("/sites/{uid}/proof", response={204: None})
@needs(Permission.PUBLISH)
def withdraw(request: HttpRequest, uid: str) -> Any:
    """From now on its public address answers "not found"."""
    withdraw_proof(fence.account(request), fence.site(request, uid, Permission.PUBLISH))
    return Status(204, None)
