"""A range of the record with its proofs, as an archive that anybody can check."""

import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import IO, Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from rempart.channel.place import state_folder
from rempart.directory.actions.action import raw_connection
from rempart.directory.core.roles import Permission
from rempart.directory.web import fence
from rempart.directory.web.page import posted
from rempart.directory.web.step_up import step_up
from rempart.ledger import export_range, keys, rotate, store
from rempart.ledger.export import CannotExport
from rempart.ledger.export_range import Range
from rempart.record.actions.note_export import note_export
from rempart.record.web.page import show

MOST_ENTRIES = 1_000_000  # in one archive from the page; more is for the command line


class RangeForm(forms.Form):
    """The first and the last entry."""

    first = forms.IntegerField(min_value=0, max_value=2**53, initial=0, label=gettext_lazy("First entry"))
    last = forms.IntegerField(min_value=0, max_value=2**53, label=gettext_lazy("Last entry"))

    def clean(self) -> dict[str, Any]:
        """Adds an error when the range runs backwards or is too long."""
        said = super().clean() or self.cleaned_data
        if "first" in said and "last" in said:
            if said["last"] < said["first"]:
                self.add_error("last", _("The last entry comes before the first."))
            elif said["last"] - said["first"] >= MOST_ENTRIES:
                self.add_error("last", _("At most a million entries at once; the command line has no limit."))
        return said


@login_required
@step_up
@require_http_methods(["GET", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """The form; a POST answers with the archive."""
    fence.demand_everywhere(request, Permission.EXPORT_RECORD)
    organisation = fence.tenant(request)
    size = _signed(organisation.uid)
    form = RangeForm(posted(request), auto_id="x_%s", initial={"last": max(size - 1, 0)})
    if request.method == "POST" and form.is_valid():
        try:
            return handed_out(request, form.cleaned_data["first"], form.cleaned_data["last"])
        except CannotExport:
            form.add_error(None, _("These entries cannot be exported: they are not signed yet, or no longer kept."))
    return show(
        request, "export", "record_export", form, form=form, size=size, newest=size - 1, keys=_keys_of(organisation.uid)
    )


def _signed(uid: str) -> int:
    """Entries under a checkpoint, through all logs."""
    raw = raw_connection()
    last = store.chain(raw, uid).parts[-1]
    head = store.head(raw, last.log)
    return last.start + (head.note_size if head and head.note else 0)


def _keys_of(uid: str) -> list[tuple[str, str]]:
    """Each log with the key that signed it: another installation's where it came from there."""
    raw, state = raw_connection(), state_folder()
    signed = [part.log for part in store.chain(raw, uid).parts if (head := store.head(raw, part.log)) and head.note]
    if not signed:
        return []
    own = keys.load(state)
    return [(log, str(rotate.verifier_in(raw, state, own, log))) for log in signed]


def handed_out(request: HttpRequest, first: int, last: int) -> FileResponse:
    """The archive, a folder for each log, once it is recorded that somebody took it. Raises CannotExport."""
    organisation, raw = fence.tenant(request), raw_connection()
    logs = store.chain(raw, organisation.uid)
    wanted = _ranges(raw, logs, first, last)
    archive = _archive_of(raw, wanted)
    note_export(fence.account(request), organisation, wanted)
    ends = [logs.number(one.log, index) for one, index in ((wanted[0], wanted[0].first), (wanted[-1], wanted[-1].last))]
    name = f"rempart-{organisation.uid}-{ends[0]}-{ends[1]}.zip"
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")


def _ranges(raw: store.Connection, logs: store.Chain, first: int, last: int) -> list[Range]:
    """The part of each log. What lies beyond the newest checkpoint is cut off, as long as anything is left."""
    found: list[Range] = []
    for part in logs.parts:
        start, end = max(first - part.start, 0), last - part.start
        head = store.head(raw, part.log)
        is_open = part is logs.parts[-1]
        if end < 0 or (start >= part.size and not is_open):
            continue
        if is_open and found and (head is None or start >= head.note_size):
            continue
        found.append(export_range.fit(raw, part.log, start, end))
    if not found:
        raise CannotExport(f"there is no entry {first}")
    return found


def _archive_of(raw: store.Connection, wanted: Sequence[Range]) -> IO[bytes]:
    """On disk while it is made: a million entries do not fit into memory."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    stamp = datetime.now(UTC).timetuple()[:6]
    with store.reading(raw), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in wanted:
            for path, data in export_range.pieces(raw, one):
                archive.writestr(zipfile.ZipInfo(f"{one.log}/{path}", stamp), data)
    file.seek(0)
    return file
