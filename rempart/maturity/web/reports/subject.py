"""The subject of a report from the record, in the language the report is asked for in."""

from django.utils import translation

from rempart.directory.store.models import Site
from rempart.maturity.store.models import LevelRow
from rempart.maturity.web.frame import frame_of
from rempart.maturity.web.reports.checkpoint import seal_of
from rempart.maturity.web.reports.files import Subject
from rempart.maturity.web.reports.report import DJANGO


def subject_of(site: Site, language: str) -> Subject:
    """Of a site that was judged; one that never was is judged now."""
    with translation.override(DJANGO[language]):
        frame = frame_of(site)
    row = LevelRow.objects.filter(site=site).first()
    return Subject(frame, site.title, seal_of(site.organisation), is_grey=row is not None and row.is_grey)
