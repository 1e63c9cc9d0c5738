"""Where exports lie until they are fetched, and what has no business there any more.

A name says which row and which try it belongs to. What belongs to none goes, so that neither a killed worker nor a
full disk leaves half an organisation behind.
"""

import shutil
from pathlib import Path

from rempart.channel.place import state_folder
from rempart.directory.actions.action import now_ms, system_action
from rempart.events import tenants as events
from rempart.terms.scope import Subject
from rempart.upkeep import places
from rempart.upkeep.store.models import OrganisationExport

FOLDER = "exports"  # in upkeep's own folder, which no backup takes along
KEEP_ROWS = 20  # of an organisation, for the page


def shelf() -> Path:
    """Made at first use, for the owner of the process alone."""
    return places.tight(places.work(state_folder()) / FOLDER)


def file_of(export: OrganisationExport) -> Path:
    """The archive; it has this name only once it is whole."""
    return shelf() / f"{name_of(export)}.zip"


def name_of(export: OrganisationExport) -> str:
    """What everything of this try begins with."""
    return f"{export.uid}.{export.tries}"


def clear() -> None:
    """Exports that nobody fetched in time end; whatever lies there for no row goes."""
    _end_what_is_over()
    there = sorted(shelf().iterdir())
    if not there:
        return
    working = OrganisationExport.objects.filter(state=OrganisationExport.WORKING, leased_until_ms__gt=now_ms())
    ready = OrganisationExport.objects.filter(state=OrganisationExport.READY)
    kept = {f"{name_of(one)}.zip" for one in ready} | {name_of(one) for one in working}
    for path in there:
        if path.name not in kept and ".".join(path.name.split(".")[:2]) not in kept:
            remove(path)


def remove(path: Path) -> None:
    """A file, or a folder with all that is in it; nothing is nothing."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _end_what_is_over() -> None:
    over = OrganisationExport.objects.filter(state=OrganisationExport.READY, until_ms__lte=now_ms())
    for export in over.select_related("organisation").order_by("pk"):
        with system_action(export.organisation, while_closed=True) as record:
            over.filter(pk=export.pk).update(state=OrganisationExport.GONE)
            record.event(events.EXPORT_REMOVED, Subject("export", export.uid), {})
    ended = OrganisationExport.objects.exclude(state__in=(*OrganisationExport.OPEN, OrganisationExport.READY))
    for organisation in set(ended.values_list("organisation", flat=True)):
        mine = ended.filter(organisation=organisation).order_by("-pk")
        beyond = mine.values_list("pk", flat=True)[KEEP_ROWS : KEEP_ROWS + 1].first()
        if beyond is not None:
            ended.filter(organisation=organisation, pk__lte=beyond).delete()
