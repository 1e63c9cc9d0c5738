"""What to do next: what cannot wait, then the first step of the guide's order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rempart.design import formats
from rempart.maturity.core.sayings import sentence
from rempart.maturity.web.links import Links
from rempart.maturity.web.stones import UNSEEN_LOOKS, Document, look_of, proven_of
from rempart.maturity.web.texts import Texts
from rempart.maturity.web.words import key_takes


@dataclass(frozen=True, slots=True)
class NowItem:
    """One thing that cannot wait, whatever the level."""

    title: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class Now:
    """What cannot wait, and what was looked for."""

    items: list[NowItem]
    looked_for: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The first step of the guide's order, with one button."""

    title: str
    text: str
    takes: str
    could_prove: str
    watch: str
    href: str
    button: str


def now_band(document: Document, texts: Texts, links: Links, language: str) -> Now:
    """Band 0, one button each, and what was looked for."""
    items = []
    for item in document["next"]["now"]:
        text = texts.control(item["control"])
        said = sentence(f"urgent.{item['cause']}", language=language) if item.get("cause") else text.title
        items.append(
            NowItem(formats.spaced(said, language), text.fix[0] if text.fix else text.why, links.stone(item["control"]))
        )
    looked = _("Looked for: a compromise, a flaw exploited in the wild, an expired certificate, a missing backup.")
    return Now(items, looked)


def next_step(document: Document, texts: Texts, links: Links, language: str) -> NextStep | None:
    """None when nothing is left to do at any level."""
    guide = document["next"]["guide"]
    if not guide:
        return None
    control = str(guide[0]["control"])
    entry = next(one for one in document["controls"] if one["id"] == control)
    text, look = texts.control(control), look_of(entry, proven_of(document, entry["dimension"]))
    kin = _stones_with_key(document, entry)
    is_unseen = look in UNSEEN_LOOKS and bool(entry["key"])
    return NextStep(
        title=text.title,
        text=text.why,
        takes=key_takes(entry["key"]) if is_unseen else hours(text.hours, language),
        could_prove=could_prove(kin, entry["level"], entry["dimension"]),
        watch=_for_the_watch(document, texts),
        href=links.stone(control),
        button=_("Prove it") if is_unseen else _("See how to fix it"),
    )


def _stones_with_key(document: Document, entry: Mapping[str, Any]) -> int:
    same = [
        one
        for one in document["controls"]
        if one["mandatory"] and one["dimension"] == entry["dimension"] and one["level"] == entry["level"]
    ]
    if not entry["key"]:
        return 1
    unseen = [one for one in same if one["key"] == entry["key"] and one["state"] not in {"met", "not_applicable"}]
    return max(len(unseen), 1)


def could_prove(count: int, level: int, dimension: str) -> str:
    """How many stones one key would turn; the wall has levels, the watch has steps."""
    text = ngettext("%(count)s stone of level %(level)s", "%(count)s stones of level %(level)s", count)
    if dimension == "watch":
        text = ngettext("%(count)s stone of step %(level)s", "%(count)s stones of step %(level)s", count)
    return text % {"count": count, "level": level}


def _for_the_watch(document: Document, texts: Texts) -> str:
    """The first stone of the watch's next step that fails or is unknown."""
    wanted = proven_of(document, "watch") + 1
    for entry in document["controls"]:
        if (
            entry["dimension"] == "watch"
            and entry["level"] == wanted
            and entry["state"] not in {"met", "not_applicable"}
        ):
            return texts.control(entry["id"]).title
    return ""


def hours(span: tuple[float, float], language: str) -> str:
    """A range of work: 20 min, 1 to 3 h."""
    low, high = span
    if high < 1:
        return formats.duration(high * 3600, language)
    if low < 1:
        first, last = formats.duration(low * 3600, language), formats.duration(high * 3600, language)
        return _("%(low)s to %(high)s") % {"low": first, "high": last} if low else last
    hour = _("h")
    return f"{formats.number_range(low, high, language)}\u00a0{hour}"
