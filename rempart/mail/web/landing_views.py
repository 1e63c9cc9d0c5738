"""Where a link of a drill mail leads: a page that takes nothing, then what could have been seen in that very mail.

For a token that nobody has, for the control group and once a campaign is forgotten it is one and the same neutral page.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rempart.design.policy import formless
from rempart.mail.core.drill.states import Group
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.joining import hash_of


@require_safe
def page(request: HttpRequest, token: str) -> HttpResponse:
    """Looks like a sign-in. Its fields have no name and stand in no form."""
    message = _message(token)
    return _neutral(request) if message is None else _in_its_language(request, "landing", message, token)


@require_safe
def teach(request: HttpRequest, token: str) -> HttpResponse:
    """Right after it: that it was an exercise, and the marks of that mail."""
    message = _message(token)
    return _neutral(request) if message is None else _in_its_language(request, "teach", message, token)


def _message(token: str) -> Message | None:
    """Whose page may be shown."""
    mine = Message.objects.filter(token_hash=hash_of(token), group=Group.TAUGHT, campaign__organisation__closure=None)
    return mine.select_related("campaign__organisation").first()


def _neutral(request: HttpRequest) -> HttpResponse:
    return _shut(render(request, "mail/nothing_here.html"))


def _in_its_language(request: HttpRequest, name: str, message: Message, token: str) -> HttpResponse:
    language = {"fr": "fr", "zh": "zh-hans"}.get(message.language[:2], "en")
    with translation.override(language):
        campaign = message.campaign
        context = {
            "token": token,
            "organisation": campaign.organisation.name or _("your own house"),
            "marks": marks_in(campaign, message.language),
            "subject": subject_in(campaign, message.language, message.stage),
        }
        return _shut(render(request, f"mail/{name}.html", context))


def _shut(response: HttpResponse) -> HttpResponse:
    """Nothing is sent from here, and nobody hears where the visitor came from."""
    formless(response)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = translation.get_language() or "en"
    return response


def words_in(campaign: Campaign, language: str) -> dict[str, Any]:
    """The template's words as they were sent, in a language or the one it falls back to."""
    body = campaign.body if isinstance(campaign.body, dict) else {}
    found = body.get(language[:2]) or body.get("en") or {}
    return found if isinstance(found, dict) else {}


def marks_in(campaign: Campaign, language: str) -> list[str]:
    """Where in this mail what could be seen."""
    marks = words_in(campaign, language).get("marks", {})
    return [str(text) for text in marks.values()] if isinstance(marks, dict) else []


def subject_in(campaign: Campaign, language: str, stage: int = 1) -> str:
    """Of the mail of that stage."""
    mails = words_in(campaign, language).get("mails") or []
    at = min(stage, len(mails)) - 1
    return str(mails[at].get("subject", "")) if at >= 0 and isinstance(mails[at], dict) else ""
