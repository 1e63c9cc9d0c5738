"""A range of the record with its proofs, as an archive that anybody can check."""

import zipfile
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
from rempart.ledger import export_range, keys, store
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
    head = store.head(raw_connection(), organisation.uid)
    size = head.note_size if head and head.note else 0
    form = RangeForm(posted(request), auto_id="x_%s", initial={"last": max(size - 1, 0)})
    if request.method == "POST" and form.is_valid():
        try:
            return handed_out(request, form.cleaned_data["first"], form.cleaned_data["last"])
        except CannotExport:
            form.add_error(None, _("These entries cannot be exported: they are not signed yet, or no longer kept."))
    key = str(keys.load(state_folder()).verifier(organisation.uid)) if size else ""
    return show(request, "export", "record_export", form, form=form, size=size, newest=size - 1, key=key)


def handed_out(request: HttpRequest, first: int, last: int) -> FileResponse:
    """The archive, once it is recorded that somebody took it. Raises CannotExport."""
    organisation, raw = fence.tenant(request), raw_connection()
    wanted = export_range.fit(raw, organisation.uid, first, last)
    archive = _archive_of(raw, wanted)
    note_export(fence.account(request), organisation, wanted)
    name = f"rempart-{organisation.uid}-{wanted.first}-{wanted.last}.zip"
    return FileResponse(archive, as_attachment=True, filename=name, content_type="application/zip")


def _archive_of(raw: store.Connection, wanted: Range) -> IO[bytes]:
    """On disk while it is made: a million entries do not fit into memory."""
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it
    stamp = datetime.now(UTC).timetuple()[:6]
    with store.reading(raw), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in export_range.pieces(raw, wanted):
            archive.writestr(zipfile.ZipInfo(f"{wanted.log}/{path}", stamp), data)
    file.seek(0)
    return file
