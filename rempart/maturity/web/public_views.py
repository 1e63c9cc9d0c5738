"""What strangers may read without an account: a proof page and a badge whose owner has switched publishing on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from rempart.directory.actions.action import now_ms
from rempart.maturity.store.models import LevelRow, PublishedProof
from rempart.maturity.store.published import published
from rempart.maturity.web.frame import language_code
from rempart.maturity.web.links import Links
from rempart.maturity.web.past import checkpoint_of
from rempart.maturity.web.present import Frame
from rempart.maturity.web.present_proof import proof_page
from rempart.maturity.web.reports.badge import is_confirmed, to_badge
from rempart.maturity.web.reports.sayings import LANGUAGES
from rempart.maturity.web.texts import unit_texts

KEPT_S = 300  # a badge stands on many pages of a site: browsers and caches may keep it this long


@require_GET
def proof(request: HttpRequest, uid: str) -> HttpResponse:
    """The proof page. It reads what was judged last; a stranger's visit never starts a judgement."""
    found, row = _published(uid)
    frame = _frame(row, uid, language_code())
    page = proof_page(frame, checkpoint_of(found.site), is_confirmed=is_confirmed(frame, is_grey=row.is_grey))
    return render(request, "maturity/proof.html", {"page": page, "is_public": True})


@require_GET
def badge(request: HttpRequest, uid: str) -> HttpResponse:
    """The badge as SVG; `?language=` chooses its words, so that a page shows one and the same to everybody."""
    _found, row = _published(uid)
    wish = request.GET.get("language", "")
    frame = _frame(row, uid, wish if wish in LANGUAGES else language_code())
    response = HttpResponse(to_badge(frame, "", is_grey=row.is_grey), content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={KEPT_S}"
    return response


def _published(uid: str) -> tuple[PublishedProof, LevelRow]:
    found = published(uid)
    if found is None:
        raise Http404
    return found


def _frame(row: LevelRow, uid: str, language: str) -> Frame:
    links = Links(base=reverse("public_proof", args=[uid]))
    return Frame(row.document, unit_texts(language), links, language, now_ms())
