"""One of our own lessons as a package, for another learning system."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.people.core.lesson import Lesson
from rempart.people.core.shelves import plain
from rempart.people.core.standards.course import Kind
from rempart.people.core.standards.package_out import name_of, package_of
from rempart.people.store.library import lessons_of

FORMS: dict[str, str] = {Kind.SCORM12: "SCORM 1.2", Kind.SCORM2004: "SCORM 2004", Kind.CMI5: "cmi5"}


@login_required
@require_safe
def lesson_package(request: HttpRequest, name: str, form: str) -> HttpResponse:
    """The zip, in the lesson's three languages."""
    fence.demand(request, Permission.AUTHOR)
    found = lessons_of(fence.tenant(request)).get(name)
    if found is None or form not in FORMS:
        raise Http404
    return package_answer(found, form)


def package_answer(found: Mapping[str, Lesson], form: str) -> HttpResponse:
    """The same for the API; `found` is one lesson by language."""
    kind = Kind(form)
    response = HttpResponse(package_of(found, kind), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name_of(plain(found), kind)}"'
    return response
