"""A lesson from elsewhere is opened to learners, closed again, or its files are removed. Hours that were counted stay."""

from rempart.directory.actions.action import action
from rempart.directory.core.roles import Permission
from rempart.directory.store.models import Account
from rempart.events import people as events
from rempart.people.core.standards.course import MAX_MINUTES
from rempart.people.store import shelf
from rempart.people.store.packages import LessonPackage, PackageFile
from rempart.terms.scope import Subject


class Gone(LookupError):
    """Its files were removed, or lie in another installation: add the package again."""


def open_package(actor: Account, package: LessonPackage, minutes: int) -> None:
    """`minutes` is what it may count for at most. Raises Gone, ValueError."""
    if not 0 < minutes <= MAX_MINUTES:
        raise ValueError(minutes)
    if package.state == LessonPackage.GONE or not is_here(package):
        raise Gone
    with action(actor, package.organisation, Permission.AUTHOR) as record:
        LessonPackage.objects.filter(pk=package.pk).update(state=LessonPackage.OPEN, minutes=minutes)
        body = {"package": package.uid, "minutes": minutes}
        record.event(events.PACKAGE_OPENED, Subject("package", package.uid), body)


def close_package(actor: Account, package: LessonPackage) -> None:
    """Nobody begins it any more, nobody goes on with it."""
    with action(actor, package.organisation, Permission.AUTHOR) as record:
        LessonPackage.objects.filter(pk=package.pk, state=LessonPackage.OPEN).update(state=LessonPackage.CLOSED)
        record.event(events.PACKAGE_CLOSED, Subject("package", package.uid), {"package": package.uid})


def remove_package(actor: Account, package: LessonPackage) -> None:
    """The row stays for the hours that were counted with it; the content goes with the next sweep."""
    with action(actor, package.organisation, Permission.AUTHOR) as record:
        LessonPackage.objects.filter(pk=package.pk).update(state=LessonPackage.GONE)
        PackageFile.objects.filter(package=package).delete()
        record.event(events.PACKAGE_REMOVED, Subject("package", package.uid), {"package": package.uid})


def is_here(package: LessonPackage) -> bool:
    """Are the files that its parts begin with in this data folder?"""
    begun = {one.path for one in package.each()}
    held = PackageFile.objects.filter(package=package, path__in=begun).values_list("path", "sha256")
    return {path for path, digest in held if shelf.file_of(digest).is_file()} == begun
