"""The API of lessons from elsewhere, and of ours as packages. Nobody's own way is told."""

import tempfile
from pathlib import Path
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.errors import HttpError
from pydantic import Field

from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.calls import Answer, Sent, moment, needs
from rempart.people.actions.package_add import add_package
from rempart.people.actions.package_change import Gone, close_package, open_package, remove_package
from rempart.people.core.standards.course import MAX_MINUTES, Refused
from rempart.people.core.standards.unpack import MAX_PACKED
from rempart.people.store.library import lessons_of
from rempart.people.store.packages import LessonPackage
from rempart.people.web.package_export import package_answer

router = Router(tags=["lessons"])


class PackageState(Sent):
    """`open` to learners, for at most so many minutes; `closed` again; `gone`: its files are removed."""

    state: Literal["open", "closed", "gone"]
    minutes: int | None = Field(default=None, ge=1, le=MAX_MINUTES)


@router.get("/packages")
@needs(Permission.AUTHOR)
def all_packages(request: HttpRequest) -> dict[str, Any]:
    """Every package that was added, those that went left out."""
    rows = LessonPackage.objects.filter(organisation=fence.tenant(request)).exclude(state=LessonPackage.GONE)
    return {"packages": [package_json(row) for row in rows.order_by("title", "pk")]}


@router.post("/packages", response={201: dict[str, Any]})
@needs(Permission.AUTHOR)
def add(request: HttpRequest) -> Answer:
    """Takes a package in, closed to learners: the body is the zip archive itself."""
    with tempfile.NamedTemporaryFile(prefix="rempart-package-") as held:
        held.write(request.read(MAX_PACKED + 1))
        held.flush()
        try:
            row = add_package(fence.account(request), fence.tenant(request), Path(held.name), "package.zip")
        except Refused as why:
            raise HttpError(422, f"The package was refused: {why}") from why
    return Answer(201, package_json(row))


@router.put("/packages/{uid}/state")
@needs(Permission.AUTHOR)
def change(request: HttpRequest, uid: str, wish: PackageState) -> dict[str, Any]:
    """Opens it to learners, closes it, or removes its files. Hours that were counted stay."""
    row = fence.fetch(request, LessonPackage, uid, Permission.AUTHOR)
    actor = fence.account(request)
    try:
        if wish.state == "open":
            open_package(actor, row, wish.minutes or row.minutes)
        elif wish.state == "closed":
            close_package(actor, row)
        else:
            remove_package(actor, row)
    except Gone as gone:
        raise HttpError(409, "Its files are not here: add the package again") from gone
    row.refresh_from_db()
    return package_json(row)


@router.get("/lessons/{name}/package/{form}", response={200: Any})
@needs(Permission.AUTHOR)
def taken_along(request: HttpRequest, name: str, form: Literal["scorm12", "scorm2004", "cmi5"]) -> HttpResponse:
    """One of our lessons in its languages, as a zip for another learning system; the same bytes each time."""
    found = lessons_of(fence.tenant(request)).get(name)
    if found is None:
        raise HttpError(404, "There is no such lesson")
    return package_answer(found, form)


def package_json(row: LessonPackage) -> dict[str, Any]:
    """What everybody who writes lessons may know."""
    return {
        "uid": row.uid, "title": row.title, "standard": row.kind, "version": row.version, "minutes": row.minutes,
        "state": row.state, "parts": [one.title for one in row.each()], "files": row.files, "bytes": row.bytes,
        "sha256": row.sha256, "added_at": moment(row.added_ms),
    }  # fmt: skip
