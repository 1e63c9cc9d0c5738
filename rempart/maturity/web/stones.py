"""From the controls of a document to stones: how each looks, what its row says, what the wall needs to be drawn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rempart.design.drawing.shapes import Heights, Look, StoneShape, WallPicture, Words
from rempart.maturity.web.links import Links
from rempart.maturity.web.texts import ControlText, Texts
from rempart.maturity.web.words import class_word, key_word, look_word, side_word
from rempart.terms.evidence import Key
from rempart.terms.level import Dimension

Document = Mapping[str, Any]
Entry = Mapping[str, Any]  # one of document["controls"]

_STATES = {
    "partial": Look.PARTIAL,
    "not_met": Look.NOT_MET,
    "contradicted": Look.CONTRADICTED,
    "stale": Look.STALE,
    "error": Look.ERROR,
    "not_applicable": Look.NOT_APPLICABLE,
}
OPEN_LOOKS = (Look.NOT_MET, Look.PARTIAL, Look.CONTRADICTED)
UNSEEN_LOOKS = (Look.UNKNOWN, Look.ERROR, Look.CLAIMED, Look.STALE)


def look_of(entry: Entry, proven: int) -> Look:
    """The drawing that a control's state calls for; `proven` is the height of its dimension."""
    state = entry["state"]
    if state == "met":
        if entry["class"] == "documented":
            return Look.ATTESTED
        return Look.MET if entry["level"] <= proven or not entry["mandatory"] else Look.MET_AHEAD
    if state == "unknown":
        return Look.CLAIMED if _is_claimed(entry) else Look.UNKNOWN
    return _STATES[state]


def _is_claimed(entry: Entry) -> bool:
    if "claimed" in entry:
        return bool(entry["claimed"])
    return entry.get("class") in {"stated", "documented"}


@dataclass(frozen=True, slots=True)
class Row:
    """One stone in a list: the same link and words as in the drawing."""

    id: str
    title: str
    href: str
    look: Look
    word: str
    evidence: str
    observed_at: str | None
    side: str
    key: str
    is_built: bool


@dataclass(frozen=True, slots=True)
class Course:
    """A level with its rows; `note` is how it stands; `is_open` = shown unfolded."""

    title: str
    note: str
    caption: str
    rows: tuple[Row, ...]
    is_open: bool


def proven_of(document: Document, dimension: str) -> int:
    """The height that is proven."""
    return int(document["level"][dimension]["proven"])


def row_of(document: Document, entry: Entry, texts: Texts, links: Links) -> Row:
    """The row of one control."""
    text, look = texts.control(entry["id"]), look_of(entry, proven_of(document, entry["dimension"]))
    return Row(
        id=entry["id"],
        title=text.title,
        href=links.stone(entry["id"]),
        look=look,
        word=look_word(look),
        evidence=class_word(entry["class"]),
        observed_at=entry["observed_at"],
        side=side_word(entry["side"]),
        key=_key(entry, text) if look in UNSEEN_LOOKS else "",
        is_built=text.can_be_proven or look is not Look.UNKNOWN or "D" in text.proofs,
    )


def _key(entry: Entry, text: ControlText) -> str:
    """The key that helps today: a document, where the part that would look is not built."""
    helps_today = text.can_be_proven or "D" not in text.proofs
    return key_word(entry["key"] if helps_today else Key.DOCUMENT)


def courses(document: Document, dimension: str, texts: Texts, links: Links) -> list[Course]:
    """The five courses of one dimension, lowest first, mandatory stones only."""
    proven, found = proven_of(document, dimension), []
    for level in range(1, 6):
        entries = [e for e in document["controls"] if _lies_in(e, dimension, level)]
        rows = tuple(row_of(document, entry, texts, links) for entry in entries)
        met = sum(entry["state"] in {"met", "not_applicable"} for entry in entries)
        name = texts.step(dimension, level).name
        title = _("Level %(level)s, %(name)s") if dimension == "wall" else _("Step %(level)s, %(name)s")
        said = title % {"level": level, "name": name}
        found.append(Course(said, _note(met, len(rows), level, proven, dimension), said, rows, level == proven + 1))
    return found


def _lies_in(entry: Entry, dimension: str, level: int) -> bool:
    return bool(entry["dimension"] == dimension and entry["level"] == level and entry["mandatory"])


def _note(met: int, total: int, level: int, proven: int, dimension: str) -> str:
    values = {"met": met, "all": total}
    if level <= proven:
        return _("%(met)s of %(all)s proven, complete") % values
    if level == proven + 1:
        text = (
            _("%(met)s of %(all)s proven, next level")
            if dimension == "wall"
            else _("%(met)s of %(all)s proven, next step")
        )
        return text % values
    return _("%(met)s of %(all)s proven, loose: they lift nothing yet") % values


def advice(document: Document, texts: Texts, links: Links) -> Course | None:
    """The controls that gate nothing."""
    entries = [entry for entry in document["controls"] if not entry["mandatory"]]
    if not entries:
        return None
    met = sum(entry["state"] in {"met", "not_applicable"} for entry in entries)
    note = _("%(met)s of %(all)s followed; counts for threats, never for a level") % {"met": met, "all": len(entries)}
    rows = tuple(row_of(document, entry, texts, links) for entry in entries)
    return Course(_("Advice"), note, _("Advice"), rows, is_open=False)


def picture(document: Document, texts: Texts, links: Links) -> WallPicture:
    """What the drawing needs."""
    return WallPicture(
        stones=tuple(_shape(document, entry, texts, links) for entry in document["controls"]),
        wall=_heights(document, "wall", texts),
        watch=_heights(document, "watch", texts),
        words=drawing_words(),
        is_lab=bool(document["lab"]),
    )


def _shape(document: Document, entry: Entry, texts: Texts, links: Links) -> StoneShape:
    look = look_of(entry, proven_of(document, entry["dimension"]))
    return StoneShape(
        id=entry["id"],
        title=texts.control(entry["id"]).title,
        dimension=Dimension(entry["dimension"]),
        level=entry["level"],
        mandatory=entry["mandatory"],
        state=entry["state"],
        look=look,
        href=links.stone(entry["id"]),
        word=look_word(look),
    )


def _heights(document: Document, dimension: str, texts: Texts) -> Heights:
    level = document["level"][dimension]
    names = [texts.step(dimension, number).name for number in range(1, 6)]
    return Heights(
        level["proven"], level["claimed"], level["needed"], (names[0], names[1], names[2], names[3], names[4])
    )


def drawing_words() -> Words:
    """The words written into the drawing."""
    return Words(
        wall=_("The wall"),
        wall_under=_("site and hosting"),
        watch=_("The watch"),
        watch_under=_("people, suppliers"),
        proven=pgettext("level", "Proven"),
        claimed=pgettext("level", "Claimed"),
        needed=pgettext("level", "Needed"),
        of=pgettext("drawing", "{met} of {all}"),
        advice=pgettext("drawing", "Advice,"),
        below=_("Below: advice,"),
        lab="LAB",
    )


def counted(document: Document, looks: Sequence[Look]) -> int:
    """How many mandatory stones look like one of these."""
    return sum(
        look_of(entry, proven_of(document, entry["dimension"])) in looks
        for entry in document["controls"]
        if entry["mandatory"]
    )
