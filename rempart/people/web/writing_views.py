"""Pages of writing: an organisation's own lessons, one of them, its text with the preview beside it, and its versions."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.people.actions import write_lesson as writing
from rempart.people.core.own_lesson import tidy
from rempart.people.store.authoring import OwnLesson, OwnText, OwnVersion
from rempart.people.web import writing_present as present
from rempart.people.web.fault_words import TONGUES, say
from rempart.people.web.rooms import rooms
from rempart.people.web.writing_forms import BeginForm, TextForm

AUTHOR = Permission.AUTHOR


def _lesson(request: HttpRequest, uid: str) -> OwnLesson:
    fence.demand_everywhere(request, AUTHOR)
    return fence.fetch(request, OwnLesson, uid, AUTHOR)


def _text(request: HttpRequest, uid: str, language: str) -> OwnText:
    row = OwnText.objects.filter(lesson=_lesson(request, uid), language=language)
    found = row.select_related("lesson", "organisation").first()
    if found is None:
        raise Http404
    return found


def _language() -> str:
    return get_language() or "en"


@login_required
@require_http_methods(["GET", "POST"])
def writings(request: HttpRequest) -> HttpResponse:
    """Those there are; a POST begins one."""
    fence.demand_everywhere(request, AUTHOR)
    organisation = fence.tenant(request)
    files = request.FILES if request.method == "POST" else None
    form = BeginForm(posted(request), files, language=_language(), initial={"languages": [_language()[:2]]})
    if request.method == "POST" and form.is_valid():
        try:
            made = writing.begin_own(fence.account(request), organisation, form.wish())
            return redirect("writing", uid=made.uid)
        except writing.TooMany:
            form.add_error(None, _("There are as many lessons of your own as there may be."))
        except writing.There:
            form.add_error("shipped", _("You have a lesson in its place already. Go on with that one."))
        except writing.Unreadable:
            form.add_error("file", _("It is longer than 64 KB, or holds characters that no text has."))
    found = OwnLesson.objects.filter(organisation=organisation).order_by("pk")
    lines = [
        {"row": row, "title": present.title_of(row, _language()), "languages": [TONGUES[one] for one in row.languages],
         "state": present.STATES[_state(row)]}
        for row in found
    ]  # fmt: skip
    context = {"section": "lessons", "tabs": rooms(request, "writings"), "form": form, "lines": lines}
    return render(request, "people/writings.html", context, status=422 if form.is_bound and form.errors else 200)


def _state(row: OwnLesson) -> str:
    if row.withdrawn_ms is not None:
        return "withdrawn"
    return "published" if row.published_ms is not None else "draft"


@login_required
@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, uid: str) -> HttpResponse:
    """Its languages and what is to be put right; a POST checks, publishes, withdraws, deletes or adds a language."""
    row = _lesson(request, uid)
    if request.method == "POST":
        return _act(request, row)
    return _shown(request, row)


def _shown(request: HttpRequest, row: OwnLesson, whole: list[str] | None = None, status: int = 200) -> HttpResponse:
    looked = writing.looked_at(row)
    context = {
        "section": "lessons", "row": row, "title": present.title_of(row, _language()), "rows": present.rows(row, looked),
        "whole": None if whole is None else [say(one) for one in whole], "state": present.STATES[_state(row)],
        "left": [(one, word) for one, word in TONGUES.items() if one not in row.languages],
        "is_in_place": not row.name.startswith("own_"), "crumbs": _crumbs(row),
        "is_draft": row.published_ms is None, "is_out": row.published_ms is not None and row.withdrawn_ms is None,
    }  # fmt: skip
    return render(request, "people/writing.html", context, status=status)


def _act(request: HttpRequest, row: OwnLesson) -> HttpResponse:
    actor, what = fence.account(request), request.POST.get("do", "")
    if what == "check":
        looked, whole = writing.check_own(actor, row)
        if not whole and not any(one.faults for one in looked.values()):
            messages.success(request, _("Nothing stands against it. It can be published."))
        return _shown(request, row, whole)
    if what == "publish":
        try:
            writing.publish_own(actor, row)
            messages.success(request, _("It is published: learners find it among the lessons."))
        except writing.Faulty as bad:
            messages.info(request, _("It is not published yet: what stands below is to be put right first."))
            return _shown(request, row, list(bad.whole), 422)
    elif what == "withdraw":
        writing.withdraw_own(actor, row)
        messages.success(request, _("Nobody begins it any more. Hours that were counted stay."))
    elif what == "remove":
        if writing.remove_own(actor, row):
            messages.success(request, pgettext("lesson", "The draft is deleted."))
            return redirect("writings")
        messages.info(request, _("People have learnt from it, so it stays: withdraw it instead."))
    elif what == "add":
        try:
            made = writing.add_language(actor, row, request.POST.get("language", ""))
        except KeyError as bad:
            raise Http404 from bad
        return redirect("writing_text", uid=row.uid, language=made.language)
    else:
        raise Http404
    return redirect("writing", uid=row.uid)


@login_required
@require_http_methods(["GET", "POST"])
def text(request: HttpRequest, uid: str, language: str) -> HttpResponse:
    """The text with its preview; a POST looks at what was typed, or saves it."""
    row = _text(request, uid, language)
    form = TextForm(posted(request), initial={"text": row.text, "base": row.number})
    typed, theirs = row.text, None
    if request.method == "POST":
        typed = request.POST.get("text", "")
        if form.is_valid() and request.POST.get("do") != "look":
            try:
                writing.save_text(fence.account(request), row, typed, form.cleaned_data["base"])
                messages.success(request, _("Saved."))
                return redirect("writing_text", uid=uid, language=language)
            except writing.Changed as changed:
                theirs = changed.row
                form = TextForm(initial={"text": typed, "base": theirs.number})
            except writing.Unreadable:
                form.add_error("text", _("It is longer than 64 KB, or holds characters that no text has."))
    status = 409 if theirs else 422 if form.is_bound and form.errors else 200
    context = {
        "section": "lessons", "row": row, "form": form, "theirs": theirs, "tongue": TONGUES[row.language],
        "versions": _versions(row), "crumbs": _crumbs(row.lesson, str(TONGUES[row.language])), **_look(row, typed),
    }  # fmt: skip
    return render(request, "people/writing_text.html", context, status=status)


def _versions(row: OwnText) -> Any:
    return OwnVersion.objects.filter(written=row).order_by("-number").only("number", "saved_ms", "is_published")


def _look(row: OwnText, typed: str) -> dict[str, Any]:
    """The preview, and what is to be put right in this language by itself."""
    found = present.looked(row.lesson.name, row.language, tidy(typed))
    shown = present.preview(found.lesson) if found.lesson else None
    return {"advice": present.advice(found.faults), "minutes": found.minutes, "preview": shown}


@login_required
@require_POST
def look(request: HttpRequest, uid: str, language: str) -> HttpResponse:
    """The part with the preview alone, while somebody types. Nothing is saved."""
    row = _text(request, uid, language)
    return render(request, "people/part_writing.html", _look(row, request.POST.get("text", "")))


@login_required
@require_safe
def file(request: HttpRequest, uid: str, language: str) -> HttpResponse:
    """The draft as a file."""
    row = _text(request, uid, language)
    return _markdown(row.text, f"{row.lesson.name}.{row.language}.md")


@login_required
@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, uid: str, language: str, number: int) -> HttpResponse:
    """What was saved then; a POST takes it up again, as a new version."""
    row = _text(request, uid, language)
    held = OwnVersion.objects.filter(written=row, number=number).first()
    if held is None:
        raise Http404
    if request.method == "POST":
        writing.save_text(fence.account(request), row, held.text, row.number)
        messages.success(request, _("That version is the draft now; the one before it is kept."))
        return redirect("writing_text", uid=uid, language=language)
    context = {
        "section": "lessons", "row": row, "held": held, "tongue": TONGUES[row.language],
        "crumbs": _crumbs(row.lesson, str(TONGUES[row.language])), **_look(row, held.text),
    }  # fmt: skip
    return render(request, "people/writing_version.html", context)


def _markdown(text: str, name: str) -> HttpResponse:
    response = HttpResponse(text.encode(), content_type="text/markdown; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _crumbs(row: OwnLesson, more: str = "") -> list[dict[str, str]]:
    way = [{"label": _("Our own lessons"), "href": "/lessons/writing/"}]
    way.append({"label": present.title_of(row, _language()), "href": f"/lessons/writing/{row.uid}/" if more else ""})
    return [*way, {"label": more, "href": ""}] if more else way
