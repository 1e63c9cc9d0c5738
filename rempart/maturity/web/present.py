"""The wall page: what is proven, what to do next, what is open, and every stone as a list."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from rempart.design import formats
from rempart.design.drawing.shapes import Look
from rempart.design.drawing.wall import wall_svg
from rempart.maturity.web.keyring import Keyring, keyring
from rempart.maturity.web.links import Item, Links, crumbs, tabs
from rempart.maturity.web.next_step import NextStep, Now, next_step, now_band
from rempart.maturity.web.stones import Course, Document, advice, counted, courses, look_of, picture, proven_of
from rempart.maturity.web.texts import Texts
from rempart.maturity.web.threat_list import ThreatRow, threat_rows, threat_summary
from rempart.maturity.web.words import dimension_word, legend_words

THREATS_SHOWN = 5
OLD_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Frame:
    """What every page of a site needs besides its own content."""

    document: Document
    texts: Texts
    links: Links
    language: str  # en, fr or zh
    now_ms: int

    @property
    def address(self) -> str:
        """The site, without the scheme: people say names, not addresses."""
        return str(self.document["target"]).removeprefix("https://").removeprefix("http://").rstrip("/")


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A row of the table of two."""

    name: str
    proven: int
    unrefuted: int
    claimed: int
    needed: int | None


@dataclass(frozen=True, slots=True)
class OldEvidence:
    """A stone whose evidence no longer counts, and for how long."""

    title: str
    href: str
    age: str


@dataclass(frozen=True, slots=True)
class WallPage:
    """Everything wall.html shows."""

    tabs: list[Item]
    crumbs: list[Item]
    title: str
    lead: str
    lab: bool
    rows: list[LevelRow]
    wide: SafeString
    narrow: SafeString
    caption: str
    legend: list[tuple[Look, str]]
    now: Now
    step: NextStep | None
    threats: list[ThreatRow]
    threats_total: str
    threats_href: str
    keyring: Keyring
    residual_title: str
    residual: list[str]
    old: list[OldEvidence]
    measure_href: str
    wall_courses: list[Course]
    watch_courses: list[Course]
    advice: Course | None
    all_title: str
    built: str
    measured_at: str
    levels_href: str
    hosting_href: str


def wall_page(frame: Frame) -> WallPage:
    """The page of one site."""
    document, texts, links = frame.document, frame.texts, frame.links
    drawn = picture(document, texts, links)
    threats = threat_rows(frame.document, texts, links)
    return WallPage(
        tabs=tabs(links, ""),
        crumbs=crumbs(links, frame.address),
        title=title(document),
        lead=lead(frame),
        lab=bool(document["lab"]),
        rows=level_rows(document),
        wide=mark_safe(wall_svg(drawn)),  # noqa: S308 - the drawing escapes every word
        narrow=mark_safe(wall_svg(drawn, narrow=True)),  # noqa: S308
        caption=caption(frame),
        legend=legend(document),
        now=now_band(document, texts, links, frame.language),
        step=next_step(document, texts, links, frame.language),
        threats=[row for row in threats if row.status != "covered"][:THREATS_SHOWN],
        threats_total=threat_summary(threats),
        threats_href=links.page("threats"),
        keyring=keyring(document, links),
        residual_title=residual_title(document),
        residual=residual(document, texts),
        old=old_evidence(frame),
        measure_href=links.page("measure"),
        wall_courses=courses(document, "wall", texts, links),
        watch_courses=courses(document, "watch", texts, links),
        advice=advice(document, texts, links),
        all_title=_("All %(count)s stones") % {"count": len(document["controls"])},
        built=built(document, texts),
        measured_at=document["started_at"],
        levels_href=links.page("levels"),
        hosting_href=links.page("hosting"),
    )


def title(document: Document) -> str:
    """The result as a sentence: two numbers, always in this order, and what they mean."""
    values = {"wall": proven_of(document, "wall"), "watch": proven_of(document, "watch")}
    if document["lab"]:
        return _("Wall %(wall)s, watch %(watch)s, in the laboratory") % values
    return _("Wall %(wall)s, watch %(watch)s: %(wall_word)s, and %(watch_word)s") % {
        **values,
        "wall_word": _wall_word(values["wall"]),
        "watch_word": _watch_word(values["watch"]),
    }


def _wall_word(level: int) -> str:
    return (
        _("the first course is not complete"),
        _("a sound base"),
        _("two courses stand"),
        _("well built"),
        _("built high"),
        _("built to the top"),
    )[level]


def _watch_word(level: int) -> str:
    return (
        _("nobody on guard"),
        _("someone is there"),
        _("a practised watch"),
        _("an organised watch"),
        _("a watch that sees"),
        _("never alone"),
    )[level]


def lead(frame: Frame) -> str:
    """Since when, what is claimed beyond it, what the profile needs; each only where there is something to say."""
    wall, watch = frame.document["level"]["wall"], frame.document["level"]["watch"]
    said = [_proven_since(frame, wall)]
    if wall["lost_because"] and wall["last_proven"]:
        said.append(_lost(frame, wall))
    if wall["claimed"] > wall["proven"]:
        said.append(_("With what is only claimed, the wall would be %(level)s.") % {"level": wall["claimed"]})
    if wall["needed"] is None:
        said.append(_("No profile yet: tell us about the business, and we tell which level it needs."))
    else:
        need = _("The business needs wall %(wall)s and watch %(watch)s.")
        said.append(need % {"wall": wall["needed"], "watch": watch["needed"] or 0})
    return formats.spaced((" " if frame.language != "zh" else "").join(said), frame.language)


def _proven_since(frame: Frame, wall: Mapping[str, Any]) -> str:
    values = {"address": frame.address}
    if wall["proven"] == 0:
        return _("%(address)s: no level is proven yet.") % values
    if wall["proven_since"]:
        return _("%(address)s: proven since %(day)s.") % {
            **values,
            "day": formats.day(wall["proven_since"], frame.language),
        }
    return _("%(address)s: proven by what was seen today.") % values


def _lost(frame: Frame, wall: Mapping[str, Any]) -> str:
    text = _("It stood at %(level)s until %(day)s; then “%(control)s” no longer held.")
    return text % {
        "level": wall["last_proven"]["level"],
        "day": formats.day(wall["last_proven"]["at"], frame.language),
        "control": frame.texts.control(wall["lost_because"]["control"]).title,
    }


def level_rows(document: Document) -> list[LevelRow]:
    """Wall and watch, never added."""
    found = []
    for name in ("wall", "watch"):
        level = document["level"][name]
        found.append(
            LevelRow(dimension_word(name), level["proven"], level["unrefuted"], level["claimed"], level["needed"])
        )
    return found


def legend(document: Document) -> list[tuple[Look, str]]:
    """Only the looks that stand on this wall: a legend that explains what is not there is noise."""
    here = {look_of(entry, proven_of(document, entry["dimension"])) for entry in document["controls"]}
    if any(not entry["mandatory"] for entry in document["controls"]):
        here.add(Look.ADVICE)
    return [(look, word) for look, word in legend_words() if look in here]


def caption(frame: Frame) -> str:
    """The drawing in words."""
    said = []
    for name, line in (("wall", _("The wall")), ("watch", _("The watch"))):
        parts = [f"{course.title}: {course.note}" for course in courses(frame.document, name, frame.texts, frame.links)]
        said.append(f"{line}. {'; '.join(parts)}.")
    return " ".join([*said, _("The same stones follow below as a list.")])


def residual_title(document: Document) -> str:
    """Printed at every level, also at none."""
    level = proven_of(document, "wall")
    return _("What wall %(level)s does not stop") % {"level": level}


def residual(document: Document, texts: Texts) -> list[str]:
    """The level's own texts; the document's where no level is proven."""
    level = proven_of(document, "wall")
    if level:
        return list(texts.step("wall", level).residual)
    return [_("Anything that level 1 would stop: clear traffic, a lost site without a backup, updates left undone.")]


def old_evidence(frame: Frame) -> list[OldEvidence]:
    """Stones whose evidence ran out, the oldest first."""
    stale = [entry for entry in frame.document["controls"] if entry["state"] == "stale" and entry["observed_at"]]
    stale.sort(key=lambda entry: str(entry["observed_at"]))
    return [
        OldEvidence(
            frame.texts.control(entry["id"]).title,
            frame.links.stone(entry["id"]),
            formats.ago(entry["observed_at"], frame.now_ms, frame.language),
        )
        for entry in stale[:OLD_SHOWN]
    ]


def built(document: Document, texts: Texts) -> str:
    """How many can be proven today; unmeasured is never drawn as failed."""
    total = len(document["controls"])
    can = sum(texts.control(entry["id"]).can_be_proven for entry in document["controls"])
    said = _("%(can)s of %(all)s can be proven today.") % {"can": can, "all": total}
    if can < total:
        rest = ngettext(
            "For the other one the part of Rempart that looks is not built yet: it stays unknown, whatever the site does.",
            "For the other %(rest)s the part of Rempart that looks is not built yet: they stay unknown, whatever the site does.",
            total - can,
        )
        said = f"{said} {rest % {'rest': total - can}}"
    own = _("The levels of the wall are the guide’s; the steps of the watch are our own making.")
    return f"{said} {own}"


def failing_and_unknown(document: Document) -> str:
    """For small walls: how many fail, how many nobody has seen."""
    failing = counted(document, (Look.NOT_MET, Look.PARTIAL, Look.CONTRADICTED))
    unknown = counted(document, (Look.UNKNOWN, Look.ERROR, Look.STALE, Look.CLAIMED))
    return pgettext("fleet", "%(failing)s failing, %(unknown)s unknown") % {"failing": failing, "unknown": unknown}
