"""Many sites side by side: how they are distributed, which one is worst. No mean: a mean of levels says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rempart.design import formats
from rempart.design.drawing.bars import sites_by_level
from rempart.design.drawing.mini import mini_svg
from rempart.maturity.web.stones import OPEN_LOOKS, UNSEEN_LOOKS, Document, counted, look_of, proven_of
from rempart.maturity.web.texts import Texts

OVER = 2  # levels above the need from which a site is over-protected (design: evidence and level)


@dataclass(frozen=True, slots=True)
class FleetSite:
    """A site with its last document; None = never measured."""

    address: str
    href: str
    document: Document | None
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class FleetQuery:
    """What the filter form asks: part of an address; all, below, over or old; worst or name."""

    text: str = ""
    show: str = "all"
    order: str = "worst"


@dataclass(frozen=True, slots=True)
class Tile:
    """One site with its small wall."""

    address: str
    href: str
    mini: SafeString
    wall: str
    watch: str
    counts: str
    trouble: str
    note: str
    gap: tuple[int, int, int]
    is_over: bool
    is_old: bool
    levels: tuple[int, int]


@dataclass(frozen=True, slots=True)
class FleetPage:
    """Everything fleet.html shows."""

    title: str
    lead: str
    lab: bool
    chart: SafeString
    tiles: list[Tile]
    total: int
    query: FleetQuery
    shows: list[tuple[str, str]]
    orders: list[tuple[str, str]]
    empty: str
    unmeasured: list[FleetSite]


def fleet_page(sites: Sequence[FleetSite], texts: Texts, language: str, query: FleetQuery | None = None) -> FleetPage:
    """All sites of an organisation; the title and the chart speak of all of them, the list of those that match."""
    asked = query or FleetQuery()
    tiles = [_tile(site, site.document, texts) for site in sites if site.document is not None]
    below = [tile for tile in tiles if tile.gap[0] > 0 or tile.gap[1] > 0]
    worst = min(tiles, key=_worst, default=None)
    return FleetPage(
        title=_title(len(below), len(tiles)),
        lead=_lead(worst if below else None, language),
        lab=any(site.document is not None and site.document["lab"] for site in sites),
        chart=_chart(tiles),
        tiles=_matching(tiles, asked),
        total=len(tiles),
        query=asked,
        shows=[
            ("all", _("All sites")),
            ("below", _("Below what they need")),
            ("over", _("Over-protected")),
            ("old", _("Evidence too old")),
        ],
        orders=[("worst", _("Worst first")), ("name", _("Name"))],
        empty=_("No site matches “%(text)s”.") % {"text": asked.text} if asked.text else _("No site matches."),
        unmeasured=[site for site in sites if site.document is None],
    )


def _worst(tile: Tile) -> tuple[int, int, int, str]:
    return (-tile.gap[0], -tile.gap[1], -tile.gap[2], tile.address)


def _title(below: int, total: int) -> str:
    if total == 0:
        return _("No site has been measured yet")
    if below == 0:
        return _("Every site stands where it needs to, or has no profile yet")
    text = ngettext(
        "%(below)s of %(total)s site stands below what it needs",
        "%(below)s of %(total)s sites stand below what they need",
        total,
    )
    return text % {"below": below, "total": total}


def _lead(worst: Tile | None, language: str) -> str:
    if worst is None:
        return ""
    said = _("The worst is %(address)s: %(trouble)s.") % {
        "address": worst.address,
        "trouble": worst.trouble or worst.counts,
    }
    return formats.spaced(said, language)


def _tile(site: FleetSite, document: Document, texts: Texts) -> Tile:
    wall, watch = document["level"]["wall"], document["level"]["watch"]
    gaps = [max((one["needed"] or 0) - one["proven"], 0) for one in (wall, watch)]
    failing, unseen = counted(document, OPEN_LOOKS), counted(document, UNSEEN_LOOKS)
    is_over = wall["needed"] is not None and wall["proven"] >= wall["needed"] + OVER
    drawn = mini_svg(
        (wall["proven"], wall["needed"]), (watch["proven"], watch["needed"]), is_grey=not site.is_confirmed
    )
    return Tile(
        address=site.address,
        href=site.href,
        mini=mark_safe(drawn),  # noqa: S308 - numbers only
        wall=_height("wall", wall["proven"], wall["needed"]),
        watch=_height("watch", watch["proven"], watch["needed"]),
        counts=pgettext("fleet", "%(failing)s failing, %(unknown)s unknown") % {"failing": failing, "unknown": unseen},
        trouble=_trouble(document, texts),
        note=_note(wall["needed"], max(gaps), is_over),
        gap=(gaps[0], gaps[1], failing),
        is_over=is_over,
        is_old=any(entry["state"] == "stale" for entry in document["controls"]),
        levels=(wall["proven"], watch["proven"]),
    )


def _height(dimension: str, proven: int, needed: int | None) -> str:
    if needed is None:
        return (_("Wall %(proven)s") if dimension == "wall" else _("watch %(proven)s")) % {"proven": proven}
    text = _("Wall %(proven)s of %(needed)s") if dimension == "wall" else _("watch %(proven)s of %(needed)s")
    return text % {"proven": proven, "needed": needed}


def _trouble(document: Document, texts: Texts) -> str:
    """What cannot wait, else the lowest mandatory stone that fails."""
    urgent = {
        "compromise": _("signs of a compromise"),
        "exploited_flaw": _("a flaw exploited in the wild"),
        "certificate_expired": _("certificate lapsed"),
        "no_backup": _("no backup"),
    }
    for item in document["next"]["now"]:
        if item.get("cause") in urgent:
            return urgent[item["cause"]]
    failing = [
        entry
        for entry in document["controls"]
        if entry["mandatory"] and look_of(entry, proven_of(document, entry["dimension"])) in OPEN_LOOKS
    ]
    if not failing:
        return ""
    first = min(failing, key=lambda entry: (entry["level"], entry["dimension"] == "watch", entry["id"]))
    return _("failing: %(control)s") % {"control": texts.control(first["id"]).title}


def _note(needed: int | None, gap: int, is_over: bool) -> str:
    if needed is None:
        return _("no profile yet")
    if is_over:
        return _("over-protected")
    return _("in balance") if gap == 0 else ""


def _matching(tiles: list[Tile], query: FleetQuery) -> list[Tile]:
    keep = [tile for tile in tiles if query.text.strip().lower() in tile.address.lower() and _shown(tile, query.show)]
    return sorted(keep, key=(lambda tile: (0, 0, 0, tile.address)) if query.order == "name" else _worst)


def _shown(tile: Tile, show: str) -> bool:
    if show == "below":
        return tile.gap[0] > 0 or tile.gap[1] > 0
    if show == "over":
        return tile.is_over
    return tile.is_old if show == "old" else True


def _chart(tiles: list[Tile]) -> SafeString:
    wall = [sum(tile.levels[0] == level for tile in tiles) for level in range(6)]
    watch = [sum(tile.levels[1] == level for tile in tiles) for level in range(6)]
    said = _("Sites by proven level. Wall: %(wall)s. Watch: %(watch)s.") % {
        "wall": ", ".join(f"{level}: {count}" for level, count in enumerate(wall)),
        "watch": ", ".join(f"{level}: {count}" for level, count in enumerate(watch)),
    }
    return mark_safe(sites_by_level(wall, watch, said))  # noqa: S308 - the drawing escapes every word
