"""A lesson from elsewhere comes in: looked into behind walls, read within limits, and kept closed until somebody opens it."""

import functools
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from rempart.channel.inspecting import Inspected, Inspector, Reason
from rempart.directory.actions.action import action, demand, now_ms
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account, Organisation
from rempart.events import people as events
from rempart.people.core.standards.course import DEFAULT_MINUTES, Course, Refused
from rempart.people.core.standards.unpack import MAX_PACKED, Opened
from rempart.people.store import shelf
from rempart.people.store.packages import LessonPackage, PackageFile
from rempart.registry.discover import across_areas
from rempart.terms.scope import Subject

INSPECTOR = "archive"
MAX_PACKAGES = 200  # of one organisation, those that went not counted
PROGRAMS = (".js", ".mjs")  # a lesson is made of them; they run in a sandbox and nowhere else


class Unsafe(Refused):
    """The inspector found why nobody should open it; `reasons` are its own."""

    def __init__(self, found: Iterable[Reason]) -> None:
        self.reasons = tuple(found)
        super().__init__("unsafe", ", ".join(dict.fromkeys(one.code for one in self.reasons)))


@functools.cache
def inspector() -> Inspector:
    """Found by its form: this area does not know whose it is."""
    return across_areas("rempart", "inspectors", Inspector)[INSPECTOR]


def add_package(actor: Account, organisation: Organisation, file: Path, name: str) -> LessonPackage:
    """Raises Refused, PermissionDenied."""
    demand(actor, organisation, Permission.AUTHOR)
    try:
        return _add(actor, organisation, file, name)
    except Refused as refused:
        with action(actor, organisation, Permission.AUTHOR) as record:
            record.event(events.PACKAGE_REFUSED, Subject("organisation", organisation.uid), {"code": refused.code})
        raise


def _add(actor: Account, organisation: Organisation, file: Path, name: str) -> LessonPackage:
    if file.stat().st_size > MAX_PACKED:
        raise Refused("too_large", f"{file.stat().st_size} bytes")
    if (
        LessonPackage.objects.filter(organisation=organisation).exclude(state=LessonPackage.GONE).count()
        >= MAX_PACKAGES
    ):
        raise Refused("full")
    seen = inspector().inspect(file, name)
    _judge(seen)
    with file.open("rb") as source:
        opened = Opened(source)
        course = opened.course()
        rows = [PackageFile(path=path, sha256=shelf.put(data), size=len(data)) for path, data in opened.contents()]
    return _keep(actor, organisation, course, rows, seen)


def _judge(seen: Inspected) -> None:
    """Raises Refused. Scripts at the top are what a lesson is made of, and no reason."""
    if not seen.format.startswith("zip"):
        raise Refused("not_zip", seen.format)
    found = [
        one for one in seen.reasons if not (one.code == "program" and not one.within and one.path.endswith(PROGRAMS))
    ]
    if found or seen.more_reasons:
        raise Unsafe(found)


def _keep(
    actor: Account, organisation: Organisation, course: Course, rows: list[PackageFile], seen: Inspected
) -> LessonPackage:
    with action(actor, organisation, Permission.AUTHOR) as record:
        held = LessonPackage.objects.filter(organisation=organisation, sha256=seen.sha256)
        if (same := held.exclude(state=LessonPackage.GONE).first()) is not None:
            record.event(events.PACKAGE_ADDED, Subject("package", same.uid), _said(same))
            return same  # its content is on the disk again, should it have been lost
        made = LessonPackage.objects.create(
            organisation=organisation, kind=course.kind.value, version=course.version, title=course.title,
            minutes=course.minutes or DEFAULT_MINUTES, parts=[asdict(one) for one in course.parts],
            sha256=seen.sha256, bytes=seen.size, files=len(rows), added_ms=now_ms(),
        )  # fmt: skip
        for row in rows:
            row.package = made
        PackageFile.objects.bulk_create(rows, batch_size=500)
        record.event(events.PACKAGE_ADDED, Subject("package", made.uid), _said(made))
    return made


def _said(row: LessonPackage) -> dict[str, object]:
    return {"package": row.uid, "standard": row.kind, "files": row.files, "sha256": row.sha256}
