"""The stones of sites, as the last assessment left them, for pages that ask where we stand."""

from collections.abc import Collection, Mapping

from django.urls import reverse

from rempart.channel.standing import Stand, Standings, Threat
from rempart.design.drawing.shapes import Look
from rempart.directory.store.models import Site
from rempart.maturity.web.stones import OPEN_LOOKS, look_of, proven_of
from rempart.maturity.web.texts import unit_texts
from rempart.maturity.web.words import look_word

PROVEN_LOOKS = (Look.MET, Look.MET_AHEAD, Look.ATTESTED)


def of_sites(uids: Collection[str], controls: Collection[str]) -> Mapping[str, tuple[Stand, ...]]:
    """A control that an old assessment does not know is unknown there."""
    found: dict[str, list[Stand]] = {name: [] for name in controls}
    for site in Site.objects.filter(uid__in=uids).select_related("levelrow").order_by("address", "pk"):
        row = getattr(site, "levelrow", None)
        looks = {} if row is None else _looks(row.document, controls)
        for name, stands in found.items():
            look = looks.get(name, Look.UNKNOWN)
            href = reverse("stone", args=[site.uid, name])
            stands.append(Stand(site.address, look, look_word(look), look in PROVEN_LOOKS, look in OPEN_LOOKS, href))
    return {name: tuple(stands) for name, stands in found.items()}


def _looks(document: Mapping[str, list[dict[str, str]]], controls: Collection[str]) -> dict[str, Look]:
    entries = [one for one in document["controls"] if one["id"] in controls]
    return {one["id"]: look_of(one, proven_of(document, one["dimension"])) for one in entries}


def threat(code: str, language: str) -> Threat:
    """By T01 to T25."""
    text = unit_texts(language).threat(code)
    return Threat(code, text.title, text.what)


UNIT = Standings(
    id="stones",
    title=lambda control, language: unit_texts(language).control(control).title,
    threat=threat,
    of_sites=of_sites,
)
