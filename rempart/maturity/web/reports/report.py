"""What a report for people says, in the order it is read; HTML and PDF print the same content."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils import translation

from rempart.design import formats
from rempart.design.drawing.standalone import wall_file
from rempart.maturity.core.sayings import sentence
from rempart.maturity.web.present import Frame
from rempart.maturity.web.reasons import reason_of
from rempart.maturity.web.reports.checkpoint import Seal
from rempart.maturity.web.reports.sayings import say
from rempart.maturity.web.stones import look_of, picture, proven_of
from rempart.maturity.web.words import class_word, coverage_word, look_word, vantage_word

DJANGO = {"en": "en", "fr": "fr", "zh": "zh-hans"}
NEXT_SHOWN = 10
_HIT = re.compile(r'<rect class="hit"[^>]*/>')


@dataclass(frozen=True, slots=True)
class Line:
    """One control: what it is, how it stands, on what evidence, and why."""

    title: str
    state: str
    evidence: str
    reason: str


@dataclass(frozen=True, slots=True)
class Course:
    """A level or step with its controls."""

    title: str
    note: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Everything a person reads; `pairs` are (label, value)."""

    language: str
    name: str
    title: str
    address: str
    level: str
    watch: str
    need: str
    measured: str
    vantage: str
    is_lab: bool
    wall: str
    levels: tuple[tuple[str, str, str, str, str], ...]
    now: tuple[str, ...]
    steps: tuple[str, ...]
    returns: tuple[tuple[str, str], ...]
    return_note: str
    residual_title: str
    residual: tuple[str, ...]
    threats: tuple[tuple[str, str], ...]
    courses: tuple[Course, ...]
    record: tuple[tuple[str, str], ...]
    promise: str
    no_promise: str
    heads: Mapping[str, str]


HEADS = (
    "levels", "proven", "unrefuted", "claimed", "needed", "control", "state", "evidence", "reason",
    "threats", "now", "next", "return", "controls", "record",
)  # fmt: skip


def report(frame: Frame, name: str, seal: Seal | None) -> Report:
    """`name` is what the owner calls the site; the words of the pages are asked for in the report's language."""
    with translation.override(DJANGO[frame.language]):
        return _report(frame, name or frame.address, seal)


def _report(frame: Frame, name: str, seal: Seal | None) -> Report:
    document, code = frame.document, frame.language
    level, proven = document["level"], proven_of(document, "wall")
    returns = document["return"]
    return Report(
        language=code,
        name=name,
        title=say("title", code, name=name),
        address=str(document["target"]),
        level=level_sentence(frame, "wall"),
        watch=level_sentence(frame, "watch"),
        need=_need(level, code),
        measured=say("measured", code, at=formats.moment(document["started_at"], code)),
        vantage=say(f"vantage.{document['vantage'] or 'none'}", code),
        is_lab=bool(document["lab"]),
        wall=_wall(frame, name),
        levels=tuple(_levels(level, code)),
        now=tuple(_now(frame)) or (say("now.nothing", code),),
        steps=tuple(_steps(frame)) or (say("next.nothing", code),),
        returns=tuple(_returns(returns, code)) if returns else (),
        return_note="" if returns else say("return.none", code),
        residual_title=say("head.residual", code, level=proven),
        residual=residual(frame),
        threats=tuple((frame.texts.threat(one["id"]).title, coverage_word(one["status"])) for one in document["threats"]),
        courses=tuple(_courses(frame)),
        record=tuple(_record(seal, code)),
        promise=promise(seal, code),
        no_promise=say("no_promise", code),
        heads={head: say(f"head.{head}", code) for head in HEADS},
    )  # fmt: skip


def level_sentence(frame: Frame, dimension: str) -> str:
    """The result in one sentence, for wall or watch."""
    number = proven_of(frame.document, dimension)
    if number == 0:
        return say(f"level.no_{dimension}", frame.language)
    return say(f"level.{dimension}", frame.language, level=number, name=frame.texts.step(dimension, number).name)


def residual(frame: Frame) -> tuple[str, ...]:
    """What the proven level does not stop; never empty."""
    proven = proven_of(frame.document, "wall")
    return frame.texts.step("wall", proven).residual if proven else (say("residual.none", frame.language),)


def promise(seal: Seal | None, code: str) -> str:
    """What the record stands for, and what it cannot stand for."""
    if seal is None:
        return say("record.none", code)
    return say("record.promise", code, size=formats.number(seal.size, code), day=formats.day(seal.at_ms, code))


def _need(level: Mapping[str, Any], code: str) -> str:
    if level["wall"]["needed"] is None:
        return say("level.no_need", code)
    return say("level.need", code, wall=level["wall"]["needed"], watch=level["watch"]["needed"] or 0)


def _levels(level: Mapping[str, Any], code: str) -> Iterator[tuple[str, str, str, str, str]]:
    for dimension in ("wall", "watch"):
        one = level[dimension]
        needed = say("word.not_set", code) if one["needed"] is None else str(one["needed"])
        yield say(f"word.{dimension}", code), str(one["proven"]), str(one["unrefuted"]), str(one["claimed"]), needed


def _now(frame: Frame) -> Iterator[str]:
    for item in frame.document["next"]["now"]:
        title = frame.texts.control(item["control"]).title
        cause = item.get("cause")
        yield formats.spaced(sentence(f"urgent.{cause}", language=frame.language), frame.language) if cause else title


def _steps(frame: Frame) -> Iterator[str]:
    for item in frame.document["next"]["guide"][:NEXT_SHOWN]:
        yield frame.texts.control(item["control"]).title


def _returns(plan: Mapping[str, Any], code: str) -> Iterator[tuple[str, str]]:
    for key in ("mean", "p50", "p95"):
        yield say(f"return.{key}", code), formats.money(plan[key], code)
    for key in ("chance_any_loss", "pays_1y", "pays_3y"):
        if plan[key] is not None:
            yield say(f"return.{key}", code), formats.share(plan[key], code)


def _courses(frame: Frame) -> Iterator[Course]:
    code, controls = frame.language, frame.document["controls"]
    for dimension in ("wall", "watch"):
        for level in range(1, 6):
            mine = [e for e in controls if e["mandatory"] and (e["dimension"], e["level"]) == (dimension, level)]
            name = frame.texts.step(dimension, level).name
            yield _course(frame, say(f"course.{dimension}", code, level=level, name=name), mine)
    slabs = [entry for entry in controls if not entry["mandatory"]]
    if slabs:
        yield _course(frame, say("course.advice", code), slabs)


def _course(frame: Frame, title: str, entries: list[Mapping[str, Any]]) -> Course:
    met = sum(entry["state"] in {"met", "not_applicable"} for entry in entries)
    note = say("course.met", frame.language, met=met, all=len(entries))
    return Course(title, note, tuple(_line(frame, entry) for entry in entries))


def _line(frame: Frame, entry: Mapping[str, Any]) -> Line:
    code = frame.language
    look = look_of(entry, proven_of(frame.document, entry["dimension"]))
    return Line(
        title=frame.texts.control(entry["id"]).title,
        state=look_word(look),
        evidence=_evidence(entry, code),
        reason=reason_of(entry, frame.texts, code),
    )


def _evidence(entry: Mapping[str, Any], code: str) -> str:
    if not entry["observed_at"]:
        return say("word.none", code)
    parts = (class_word(entry["class"]), vantage_word(entry["vantage"]), formats.day(entry["observed_at"], code))
    return ("，" if code == "zh" else ", ").join(part for part in parts if part)


def _record(seal: Seal | None, code: str) -> Iterator[tuple[str, str]]:
    if seal is None:
        return
    yield say("record.log", code), seal.log
    yield say("record.size", code), formats.number(seal.size, code)
    yield say("record.root", code), seal.root
    yield say("record.at", code), formats.moment(seal.at_ms, code)


def _wall(frame: Frame, name: str) -> str:
    """The drawing without its links and their surfaces: from a file they would lead nowhere."""
    drawn = picture(frame.document, frame.texts, frame.links)
    plain = replace(drawn, stones=tuple(replace(stone, href="#") for stone in drawn.stones))
    file = wall_file(plain, say("wall_alt", frame.language, name=name))
    return _HIT.sub("", file).replace('<a href="#" tabindex="-1">', "<g>").replace("</a>", "</g>")
