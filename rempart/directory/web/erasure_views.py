"""Erasing people and days, the list of what was erased, and how long everything else is kept."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.actions.end_and_erase import end_and_erase
from rempart.directory.actions.erase_person import (
    ACCOUNT,
    DAY,
    PERSON,
    DayNotOver,
    OnHold,
    StillAMember,
    erase_day,
    erase_person,
    memberships_of,
)
from rempart.directory.core.roles import Permission, Role
from rempart.directory.store import holds
from rempart.directory.store.members import LastOwner
from rempart.directory.store.models import Erasure, Membership, Organisation, Person
from rempart.directory.web import fence
from rempart.directory.web.erasure_forms import DayForm
from rempart.directory.web.erasure_words import REASONS, day_of, last_owner_text, on_hold_text
from rempart.directory.web.forms import TypedForm
from rempart.directory.web.page import posted, show
from rempart.directory.web.step_up import step_up
from rempart.directory.web.words import ROLES, area_word
from rempart.events import directory as events
from rempart.events.erasure import DAY_ERASED, PAYLOADS_EXPIRED
from rempart.events.retention import AREA_DAYS
from rempart.ledger import retention, store
from rempart.ledger.person_keys_backup import KEPT_DAYS
from rempart.terms.duration import DAY_S
from rempart.terms.scope import Subject

PAGE = 50  # erasures shown at once; each looks up its entry
KINDS = {PERSON: events.PERSON_ERASED, DAY: DAY_ERASED, ACCOUNT: events.ACCOUNT_CLOSED}


@dataclass(frozen=True, slots=True)
class Row:
    """One erasure; `index` is the number of its entry in the record, None for the moment before it has its place."""

    subject: str
    scope: str
    day: str
    is_complete: bool
    complete_day: str
    index: int | None
    hash: str


def complete_ms(at_ms: int) -> int:
    """When the last backup of keys that still held the key is gone."""
    return at_ms + KEPT_DAYS * DAY_S * 1000


def _row(one: Erasure, organisation: Organisation, now: int) -> Row:
    kind = KINDS[one.scope].name
    raw = raw_connection()
    found = store.entries_of(raw, organisation.uid, Subject(one.scope, one.subject), [kind], 1)
    end = complete_ms(one.at_ms)
    ref = found[0] if found else None
    subject = one.subject.rsplit("/", 1)[-1]
    return Row(
        subject,
        one.scope,
        day_of(one.at_ms),
        end <= now,
        day_of(end),
        store.chain(raw, organisation.uid).number(ref.log, ref.index) if ref else None,
        ref.hash if ref else "",
    )


@login_required
@require_safe
def erasures(request: HttpRequest) -> HttpResponse:
    """Who was erased when, whether copies are left, and where the proof stands."""
    fence.demand_everywhere(request, Permission.MANAGE_PEOPLE)
    return _list(request, DayForm(auto_id="d_%s"))


def _list(request: HttpRequest, form: DayForm) -> HttpResponse:
    organisation = fence.tenant(request)
    known = Erasure.objects.filter(organisation=organisation).order_by("-at_ms", "-pk")
    page = Paginator(known, PAGE).get_page(request.GET.get("page"))
    now = now_ms()
    shown = [_row(one, organisation, now) for one in page]
    return show(request, "erasures", "directory_erasures", form, form=form, rows=page, shown=shown, days=KEPT_DAYS)


@login_required
@step_up
@require_http_methods(["POST"])
def day(request: HttpRequest) -> HttpResponse:
    """Forget what was kept about strangers on one day."""
    fence.demand_everywhere(request, Permission.MANAGE_PEOPLE)
    form = DayForm(request.POST, auto_id="d_%s")
    if form.is_valid():
        try:
            erase_day(fence.account(request), fence.tenant(request), form.cleaned_data["day"])
            messages.success(request, _("What was kept about strangers on that day was erased."))
            return redirect("directory_erasures")
        except DayNotOver:
            form.add_error("day", _("This day is not over yet. Erase it tomorrow."))
        except OnHold as hold:
            form.add_error(None, on_hold_text(hold))
    return _list(request, form)


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, uid: str) -> HttpResponse:
    """One way for both: what ends, what is kept, what goes; and once the name has been typed, in the right order."""
    person = fence.fetch(request, Person, uid, Permission.MANAGE_PEOPLE)
    form, leaving = TypedForm(posted(request), name=person.name), memberships_of(person)
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(request, person, leaving)
            messages.success(request, _("The person was erased. No entry and no proof changed."))
            is_whole = fence.may_everywhere(request, Permission.MANAGE_PEOPLE)
            return redirect("directory_erasures" if is_whole else "directory_people")
        except StillAMember:
            form.add_error(None, _("This person signs in here. End the membership first, then erase."))
        except LastOwner:
            form.add_error(None, last_owner_text())
        except OnHold as hold:
            form.add_error(None, on_hold_text(hold))
    return show(request, "erase_person", "directory_people", form, form=form, **_what_happens(request, person, leaving))


def _carry_out(request: HttpRequest, person: Person, leaving: list[Membership]) -> None:
    me = fence.account(request)
    if leaving and _may_end(request, leaving):
        end_and_erase(me, person)
    else:
        erase_person(me, person)


def _may_end(request: HttpRequest, leaving: list[Membership]) -> bool:
    """Whoever may not end memberships is told to ask somebody who may; and nobody takes themselves away by this page."""
    is_own = any(member.account_id == fence.account(request).pk for member in leaving)
    return not is_own and fence.may_everywhere(request, Permission.MANAGE_MEMBERS)


def _what_happens(request: HttpRequest, person: Person, leaving: list[Membership]) -> dict[str, Any]:
    hold = holds.on_person(person, now_ms())
    others = Membership.objects.filter(account__in=[member.account_id for member in leaving])
    return {
        "person": person,
        "leaving": [{"account": one.account, "role": ROLES[Role(one.role)][0]} for one in leaving],
        "is_elsewhere": others.exclude(organisation=person.organisation).exists(),
        "is_own": any(member.account_id == fence.account(request).pk for member in leaving),
        "may_end": not leaving or _may_end(request, leaving),
        "held": on_hold_text(OnHold(hold)) if hold else "",
        "ends": day_of(complete_ms(now_ms())),
    }


@login_required
@require_safe
def periods(request: HttpRequest) -> HttpResponse:
    """How long the personal part of each kind of entry is kept, and that older ones have really gone."""
    fence.demand(request, Permission.READ)
    organisation = fence.tenant(request)
    raw = raw_connection()
    logs = store.chain(raw, organisation.uid)
    kept = retention.count(raw, organisation.uid)
    last = store.entries_of(
        raw, organisation.uid, Subject("organisation", organisation.uid), [PAYLOADS_EXPIRED.name], 1
    )
    rows = [_period(area, days, kept) for area, days in AREA_DAYS.items()]
    ended = last[0] if last else None
    return show(
        request, "retention", "directory_retention", rows=rows, head=logs if logs.size else None,
        ended=ended, ended_day=day_of(ended.entry.at_ms) if ended else "",
    )  # fmt: skip


def _period(area: str, days: int, kept: dict[str, tuple[int, int]]) -> dict[str, Any]:
    mine = [value for kind, value in kept.items() if kind.startswith(f"{area}.")]
    oldest = min((at for _number, at in mine), default=None)
    return {
        "area": area_word(area), "days": days, "reason": REASONS[area], "count": sum(number for number, _at in mine),
        "oldest": "" if oldest is None else day_of(oldest),
    }  # fmt: skip
