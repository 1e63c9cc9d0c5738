"""What every page of a site starts from: its last assessment, the units' words, the language, the links."""

from django.urls import reverse
from django.utils.translation import get_language

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Site
from rempart.maturity.actions.judge_site import judge_site
from rempart.maturity.store.models import LevelRow
from rempart.maturity.web.links import Links
from rempart.maturity.web.present import Frame
from rempart.maturity.web.texts import unit_texts


def language_code() -> str:
    """en, fr or zh."""
    return (get_language() or "en").split("-")[0]


def frame_of(site: Site) -> Frame:
    """The frame of a site's page; a site that was never judged is judged now, from what the record holds."""
    row = LevelRow.objects.filter(site=site).first()
    document = judge_site(site) if row is None else row.document
    if row is None:  # as the page reads it; a closed organisation keeps no row
        document = getattr(LevelRow.objects.filter(site=site).first(), "document", document)
    links = Links(base=reverse("wall", args=[site.uid]))
    return Frame(document, unit_texts(language_code()), links, language_code(), now_ms())
