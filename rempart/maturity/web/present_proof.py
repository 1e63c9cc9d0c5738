"""What an owner shows to partners: what can be re-checked by anybody, what the operator's own sensor reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from rempart.design import formats
from rempart.design.drawing.mini import mini_svg
from rempart.design.drawing.shapes import Look
from rempart.maturity.web.present import Frame, residual, residual_title
from rempart.maturity.web.recheck import command
from rempart.maturity.web.stones import look_of, proven_of
from rempart.maturity.web.words import class_word, look_word, operator_word


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of the record the page speaks of; `text` is the signed note as it is."""

    text: str
    entries: int
    witness: str = ""
    since_ms: int | None = None
    export_href: str = ""
    keys_href: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One proven stone; `command` where anybody can repeat the look."""

    title: str
    look: Look
    word: str
    when: str
    command: str
    entry: str
    hash: str


@dataclass(frozen=True, slots=True)
class ProofPage:
    """Everything proof.html shows. It is read by strangers: no navigation, no account. `away`: what does not apply."""

    title: str
    name: str
    lead: str
    lab: bool
    mini: SafeString
    is_confirmed: bool
    confirmed: str
    outside: list[Check]
    sensor: list[Check]
    attested: list[Check]
    ahead: list[Check]
    away: list[Check]
    residual_title: str
    residual: list[str]
    checkpoint: Checkpoint | None
    promise: str


def proof_page(frame: Frame, checkpoint: Checkpoint | None = None, *, is_confirmed: bool = True) -> ProofPage:
    """`is_confirmed` False turns the picture grey: the level cannot be confirmed just now."""
    document, level = frame.document, frame.document["level"]
    met = [entry for entry in document["controls"] if entry["state"] == "met" and entry["mandatory"]]
    checks = [_check(frame, entry) for entry in met if entry["level"] <= level[entry["dimension"]]["proven"]]
    ahead = [_check(frame, entry) for entry in met if entry["level"] > level[entry["dimension"]]["proven"]]
    wall, watch = level["wall"], level["watch"]
    drawn = mini_svg((wall["proven"], None), (watch["proven"], None), is_grey=not is_confirmed)
    return ProofPage(
        title=_("%(name)s: wall %(wall)s, watch %(watch)s")
        % {"name": frame.address, "wall": wall["proven"], "watch": watch["proven"]},
        name=frame.address,
        lead=_lead(frame, wall),
        lab=bool(document["lab"]),
        mini=mark_safe(drawn),  # noqa: S308 - numbers only
        is_confirmed=is_confirmed,
        confirmed=_confirmed(wall, frame.language, is_confirmed),
        outside=[check for check in checks if check.command],
        sensor=[check for check in checks if not check.command and check.look is not Look.ATTESTED],
        attested=[check for check in checks if check.look is Look.ATTESTED],
        ahead=ahead,
        away=_away(frame),
        residual_title=residual_title(document),
        residual=residual(document, frame.texts),
        checkpoint=checkpoint,
        promise=_promise(checkpoint, frame.language),
    )


def _away(frame: Frame) -> list[Check]:
    """What the levels pass without: a reader must see it. The owner's reason stays with the owner, its end is told."""
    return [
        Check(
            title=frame.texts.control(entry["id"]).title,
            look=Look.NOT_APPLICABLE,
            word=look_word(Look.NOT_APPLICABLE),
            when=_("until %(day)s") % {"day": formats.day(end, frame.language)}
            if (end := entry["valid_until"])
            else "",
            command="",
            entry="",
            hash="",
        )
        for entry in frame.document["controls"]
        if entry["state"] == "not_applicable" and entry["mandatory"]
    ]


def _lead(frame: Frame, wall: Mapping[str, Any]) -> str:
    if wall["proven"] == 0:
        return _("No level of the wall is proven now.")
    name = frame.texts.step("wall", wall["proven"]).name
    said = _("Wall level %(level)s, %(name)s, is proven.") % {"level": wall["proven"], "name": name}
    if not wall["proven_since"]:
        return said
    since = _("Without a break since %(day)s.") % {"day": formats.day(wall["proven_since"], frame.language)}
    return f"{said}{'' if frame.language == 'zh' else ' '}{since}"


def _confirmed(wall: Mapping[str, Any], language: str, is_confirmed: bool) -> str:
    if not is_confirmed:
        return _("It cannot be confirmed just now, so it is grey.")
    if wall["proven_until"]:
        until = formats.moment(wall["proven_until"], language)
        return _("Confirmed until %(until)s. Grey while it cannot be confirmed.") % {"until": until}
    return _("Grey while it cannot be confirmed.")


def _check(frame: Frame, entry: Mapping[str, Any]) -> Check:
    proven = proven_of(frame.document, entry["dimension"])
    look = look_of(entry, proven)
    seen = formats.day(entry["observed_at"], frame.language) if entry["observed_at"] else ""
    parts = [class_word(entry["class"]), seen, operator_word(entry["operator"])]
    repeat = command(entry["id"], frame.address.split("/")[0]) if entry["vantage"] == "external" else ""
    return Check(
        title=frame.texts.control(entry["id"]).title,
        look=look,
        word=look_word(look),
        when=seen if repeat else _(", ").join(part for part in parts if part),
        command=repeat,
        entry=_entries(entry["facts"]),
        hash=str(entry["facts"][-1]["hash"]) if entry["facts"] else "",
    )


def _entries(facts: Sequence[Mapping[str, Any]]) -> str:
    return _("entry %(index)s") % {"index": facts[-1]["index"]} if facts else ""


def _promise(checkpoint: Checkpoint | None, language: str) -> str:
    if checkpoint is None:
        return _("There is no checkpoint yet, so the record cannot be checked from outside.")
    if checkpoint.since_ms is None:
        return _("We promise that the record is unaltered and complete, not that it is true.")
    day = formats.day(checkpoint.since_ms, language)
    return _("We promise that the record is unaltered and complete since %(day)s, not that it is true.") % {"day": day}
