"""One of our lessons as a package for another learning system: SCORM 1.2, SCORM 2004 4th edition or cmi5.

The same lesson gives the same bytes, on every machine: entries are stored, in one order, under one date. The key to the
questions is in the package, as in every package that works offline.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from rempart.channel.stored_zip import stored_zip
from rempart.people.core.attempt import RIGHT_FIRST
from rempart.people.core.lesson import Lesson, Source
from rempart.people.core.standards.course import Kind
from rempart.people.core.standards.words_out import WORDS

DATE = (2026, 1, 1, 0, 0, 0)  # of every entry: when a package was made is no part of it
ACTIVITY = "https://rempart.example/lessons"  # an id, not an address: cmi5 asks for an IRI of one's own
_MARK = re.compile(r"\s?\[([a-z][a-z0-9_]*)\]")
_TOLD = {Kind.SCORM12: "told_scorm.js", Kind.SCORM2004: "told_scorm.js", Kind.CMI5: "told_cmi5.js"}


def package_of(lessons: Mapping[str, Lesson], kind: Kind) -> bytes:
    """`lessons` is one lesson in one or more languages, by language; the zip."""
    first = lessons.get("en") or next(iter(lessons.values()))
    parts = {
        "index.html": _own("index.html"), "player.css": _own("player.css"), "player.js": _own("player.js"),
        "told.js": _own(_TOLD[kind]), "lesson.js": _data(lessons, kind),
    }  # fmt: skip
    name, manifest = _manifest(first, lessons, kind, sorted(parts))
    return stored_zip({name: manifest.encode(), **dict(sorted(parts.items()))}, DATE)


def name_of(lesson: Lesson, kind: Kind) -> str:
    """What the file is called."""
    return f"{lesson.id}.{kind.value}.zip"


def _own(name: str) -> bytes:
    return (files("rempart.people.core.standards") / "player" / name).read_bytes()


def _data(lessons: Mapping[str, Lesson], kind: Kind) -> bytes:
    one = next(iter(lessons.values()))
    whole = {
        "standard": kind.value, "begins": one.begins, "least": RIGHT_FIRST,
        "ways": dict(one.ways()), "key": [right for _, right in one.key()],
        "words": {language: WORDS[language] for language in lessons},
        "texts": {language: _texts(lesson) for language, lesson in lessons.items()},
    }  # fmt: skip
    return f"window.LESSON = {json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1)};\n".encode()


def _texts(lesson: Lesson) -> dict[str, Any]:
    numbers = {one.id: number for number, one in enumerate(lesson.sources, 1)}
    return {
        "title": lesson.title, "summary": lesson.summary,
        "scenes": {
            name: {
                "text": _blocks(scene.text, numbers), "ask": _runs(scene.ask, numbers),
                "choices": [[_runs(one.text, numbers), _blocks(one.consequence, numbers)] for one in scene.choices],
            }
            for name, scene in lesson.scenes.items()
        },
        "questions": [
            {
                "ask": _runs(asked.ask, numbers),
                "answers": [[_runs(one.text, numbers), _blocks(one.why, numbers)] for one in asked.answers],
            }
            for asked in lesson.questions
        ],
        "tomorrow": [_runs(one, numbers) for one in lesson.tomorrow],
        "sources": [[one.title, one.address, _about(one)] for one in lesson.sources],
    }  # fmt: skip


def _about(source: Source) -> str:
    return f", {source.publisher}, {source.date}"


def _runs(text: str, numbers: Mapping[str, int]) -> list[str | int]:
    """Text and numbers of sources, in their order."""
    found: list[str | int] = []
    at = 0
    for mark in _MARK.finditer(text):
        found.append(text[at : mark.start()])
        found += [numbers[mark[1]]] if mark[1] in numbers else []
        at = mark.end()
    return [one for one in (*found, text[at:]) if one != ""]


def _blocks(text: str, numbers: Mapping[str, int]) -> list[list[Any]]:
    """Paragraphs, quotes and lists, as on our own pages."""
    made: list[list[Any]] = []
    for block in (one.strip("\n") for one in text.split("\n\n") if one.strip()):
        lines = block.split("\n")
        if all(line.startswith(">") for line in lines):
            made.append(["quote", _runs("\n".join(line.removeprefix(">").strip() for line in lines), numbers)])
        elif all(line.startswith("- ") for line in lines):
            made.append(["list", [_runs(line[2:], numbers) for line in lines]])
        else:
            made.append(["p", _runs(" ".join(lines), numbers)])
    return made


def _manifest(lesson: Lesson, lessons: Mapping[str, Lesson], kind: Kind, paths: list[str]) -> tuple[str, str]:
    if kind is Kind.CMI5:
        return "cmi5.xml", _cmi5(lesson, lessons)
    listed = "".join(f"\n   <file href={quoteattr(path)}/>" for path in paths)
    made = _SCORM12 if kind is Kind.SCORM12 else _SCORM2004
    digest = hashlib.sha256(lesson.id.encode()).hexdigest()[:12]
    return "imsmanifest.xml", made.format(
        id=f"rempart-{lesson.id}-{digest}".replace("_", "-"), title=escape(lesson.title), files=listed,
        minutes=lesson.minutes, clock=f"{lesson.minutes // 60:04d}:{lesson.minutes % 60:02d}:00",
        percent=round(RIGHT_FIRST * 100), share=RIGHT_FIRST, languages=",".join(lessons),
    )  # fmt: skip


def _cmi5(lesson: Lesson, lessons: Mapping[str, Lesson]) -> str:
    def strings(field: str) -> str:
        return "".join(
            f"\n   <langstring lang={quoteattr(language)}>{escape(getattr(one, field))}</langstring>"
            for language, one in sorted(lessons.items())
        )

    return _CMI5.format(
        course=f"{ACTIVITY}/{lesson.id}", unit=f"{ACTIVITY}/{lesson.id}/unit", title=strings("title"),
        summary=strings("summary"), share=RIGHT_FIRST,
    )  # fmt: skip


_SCORM12 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2" xmlns:imsmd="http://www.imsglobal.org/xsd/imsmd_rootv1p2p1">
 <metadata>
  <schema>ADL SCORM</schema>
  <schemaversion>1.2</schemaversion>
  <imsmd:lom><imsmd:educational><imsmd:typicallearningtime><imsmd:datetime>{clock}</imsmd:datetime></imsmd:typicallearningtime></imsmd:educational></imsmd:lom>
 </metadata>
 <organizations default="way">
  <organization identifier="way">
   <title>{title}</title>
   <item identifier="lesson" identifierref="page" isvisible="true">
    <title>{title}</title>
    <adlcp:masteryscore>{percent}</adlcp:masteryscore>
   </item>
  </organization>
 </organizations>
 <resources>
  <resource identifier="page" type="webcontent" adlcp:scormtype="sco" href="index.html">{files}
  </resource>
 </resources>
</manifest>
"""
_SCORM2004 = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" version="1.0" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:adlseq="http://www.adlnet.org/xsd/adlseq_v1p3" xmlns:adlnav="http://www.adlnet.org/xsd/adlnav_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss" xmlns:lom="http://ltsc.ieee.org/xsd/LOM">
 <metadata>
  <schema>ADL SCORM</schema>
  <schemaversion>2004 4th Edition</schemaversion>
  <lom:lom><lom:educational><lom:typicalLearningTime><lom:duration>PT{minutes}M</lom:duration></lom:typicalLearningTime></lom:educational></lom:lom>
 </metadata>
 <organizations default="way">
  <organization identifier="way">
   <title>{title}</title>
   <item identifier="lesson" identifierref="page">
    <title>{title}</title>
    <imsss:sequencing>
     <imsss:objectives>
      <imsss:primaryObjective objectiveID="known" satisfiedByMeasure="true">
       <imsss:minNormalizedMeasure>{share}</imsss:minNormalizedMeasure>
      </imsss:primaryObjective>
     </imsss:objectives>
     <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true"/>
    </imsss:sequencing>
   </item>
  </organization>
 </organizations>
 <resources>
  <resource identifier="page" type="webcontent" adlcp:scormType="sco" href="index.html">{files}
  </resource>
 </resources>
</manifest>
"""
_CMI5 = """<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
 <course id="{course}">
  <title>{title}
  </title>
  <description>{summary}
  </description>
 </course>
 <au id="{unit}" moveOn="CompletedAndPassed" masteryScore="{share}" launchMethod="AnyWindow">
  <title>{title}
  </title>
  <description>{summary}
  </description>
  <url>index.html</url>
 </au>
</courseStructure>
"""
