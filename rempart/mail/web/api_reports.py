"""The API of reported mails: report one (also by a button's key), see one's own, and triage."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Query, Router, Status
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import Field

from rempart.design.formats import short_language
from rempart.directory.core.bounds import bind
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.bearer import Bearer
from rempart.directory.web.calls import Answer, Listed, Sent, moment, needs, own
from rempart.directory.web.idempotent import idempotent
from rempart.directory.web.paging import Paged, listed, page
from rempart.mail.actions.answer import brief_of
from rempart.mail.actions.decide_cluster import decide_cluster
from rempart.mail.actions.report_keys import use_key
from rempart.mail.actions.take_report import Empty, Taken, TooLarge, TooMany, report_mail, word_of
from rempart.mail.core.message.outlook import NoMail, as_mail, is_outlook
from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.core.reported.states import Decision, Way
from rempart.mail.store.reports import Cluster, Report, ReportKey
from rempart.mail.web.bounded import length_of
from rempart.mail.web.report_present import found_of
from rempart.mail.web.report_views import said_of

router = Router(tags=["mail reports"])


class ButtonKey(HttpBearer):
    """A button's key opens one operation: reporting."""

    def authenticate(self, request: HttpRequest, token: str) -> ReportKey | None:
        """None = 401. Bound to no right at all, whatever the account may do."""
        key = use_key(token)
        if key is None:
            return None
        bind(frozenset())
        request.user = key.account
        request.tenant = key.organisation  # type: ignore[attr-defined]
        return key


@router.post("/mail/reports", auth=[ButtonKey(), Bearer()], response={201: dict[str, Any], 200: dict[str, Any]})
@own
def report(request: HttpRequest) -> Answer:
    """Report one mail: the body is the mail itself (`message/rfc822`, or Outlook's own file, `application/vnd.ms-outlook`), at
    most 16 MiB. The same mail again answers 200.

    A button's own key (page *The button*) opens this operation and nothing else. `says` is a sentence for the person.
    """
    if length_of(request) > MAX_MAIL:
        raise HttpError(413, "A report holds at most 16 MiB.")
    if request.content_type not in ("message/rfc822", "application/octet-stream", "application/vnd.ms-outlook"):
        raise HttpError(415, "Send the mail itself, and say so: Content-Type: message/rfc822.")
    raw = _mail_in(request.read(MAX_MAIL + 1))
    account = fence.account(request)
    way = Way.BUTTON
    try:
        taken = report_mail(account, fence.tenant(request), raw, way)
    except TooLarge as bad:
        raise HttpError(413, "A report holds at most 16 MiB.") from bad
    except TooMany as bad:
        raise HttpError(429, "This account has reported as much as is kept of one person in a day.") from bad
    except Empty as bad:
        raise HttpError(422, "The body is empty.") from bad
    return Status(201 if taken.is_drill or taken.is_new else 200, _told(taken, account.language))


def _mail_in(raw: bytes) -> bytes:
    if not is_outlook(raw):
        return raw
    try:
        return as_mail(raw)
    except NoMail as bad:
        raise HttpError(422, f"No mail can be read out of this file of Outlook's: {bad}.") from bad


def _told(taken: Taken, language: str) -> dict[str, Any]:
    return {
        "uid": taken.report.uid if taken.report else None,
        "is_drill": taken.is_drill,
        "decision": word_of(taken.report) if taken.report else None,
        "says": said_of(taken, short_language(language)),
    }


@router.get("/mail/reports", response=Listed[dict[str, Any]])
@own
def reports(request: HttpRequest, asked: Query[Paged]) -> dict[str, Any]:
    """One's own, in the order in which they came; drills do not stand here."""
    mine = Report.objects.filter(account=fence.account(request), organisation=fence.tenant(request))
    rows, more = page(mine.select_related("cluster"), asked)
    return listed([_own(row) for row in rows], more)


def _own(row: Report) -> dict[str, Any]:
    decision = word_of(row)
    return {
        "uid": row.uid, "reported_at": moment(row.at_ms), "way": row.way, "subject": brief_of(row).get("subject"),
        "decision": decision, "answered_at": moment(row.answered_ms) if decision else None,
    }  # fmt: skip


@router.get("/mail/triage", response=Listed[dict[str, Any]])
@needs(Permission.TRIAGE, whole=True)
def triage(request: HttpRequest, asked: Query[Paged], decided: bool = False) -> dict[str, Any]:
    """Reported mails, each once, in the order in which they came; `decided` those that somebody has judged."""
    here = Cluster.objects.filter(organisation=fence.tenant(request))
    rows, more = page(here.exclude(decision="") if decided else here.filter(decision=""), asked)
    return listed([_cluster(row) for row in rows], more)


@router.get("/mail/triage/{uid}")
@needs(Permission.TRIAGE, whole=True)
def triage_one(request: HttpRequest, uid: str) -> dict[str, Any]:
    """One of them."""
    return _cluster(fence.fetch(request, Cluster, uid, Permission.TRIAGE))


class Said(Sent):
    """What it is."""

    decision: Decision = Field(description="phishing, spam, harmless or unsure")


@router.post("/mail/triage/{uid}/decision", response={200: dict[str, Any]})
@needs(Permission.TRIAGE, whole=True)
@idempotent
def decide(request: HttpRequest, uid: str, said: Said) -> Answer:
    """Say what it is, for all who reported it; they are answered."""
    row = fence.fetch(request, Cluster, uid, Permission.TRIAGE)
    decide_cluster(fence.account(request), row, said.decision)
    return Status(200, _cluster(Cluster.objects.get(pk=row.pk)))


def _cluster(row: Cluster) -> dict[str, Any]:
    first = Report.objects.filter(cluster=row).order_by("pk").first()
    brief = brief_of(first) if first else {}
    return {
        "uid": row.uid, "pile": row.pile, "reports": row.count, "opened_at": moment(row.opened_ms),
        "newest_at": moment(row.newest_ms), "subject": brief.get("subject"), "sender": brief.get("address"),
        "machine": row.machine or None, "probability": None if row.likelihood is None else row.likelihood / 1_000,
        "reasons": [text for text, _ in found_of(row, get_language() or "en").get("reasons", [])],
        "decision": row.decision or None, "decided_at": moment(row.decided_ms),
    }  # fmt: skip
