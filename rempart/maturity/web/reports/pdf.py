"""The report as PDF, set by typst with fonts from packages: the same file on every machine."""

import importlib.resources
import json
import re
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from rempart.maturity.web.reports.report import Report
from rempart.maturity.web.reports.sayings import say

NOWHERE = "\U0010fffd"  # a private place that no font fills: its picture is the one of a missing letter
MARK = "|"
NAME_SHOWN = 80  # of a name that cannot be printed, in the message about it
_PROBE = """#set page(width: 200pt, height: auto)
#set text(font: ("Libertinus Serif", "Noto Sans SC"))
#for letter in json(bytes(sys.inputs.letters)) [#text(letter)

]"""
_GLYPH = re.compile(r'<use xlink:href="#(\w+)"')


class CannotPrint(ValueError):
    """The fonts have no letter for a word, or are not installed; the message says what to do instead."""


def to_pdf(report: Report) -> bytes:
    """Raises CannotPrint: a name with an empty box in it would be a wrong name."""
    try:
        import typst

        fonts = _fonts()
    except ImportError as gone:
        raise CannotPrint(say("pdf.extra", report.language)) from gone
    content = asdict(report)
    _refuse_missing(content, report.language)
    source = importlib.resources.files(__package__).joinpath("report.typ").read_bytes()
    compiler = typst.Compiler(input=source, font_paths=fonts, sys_inputs={"report": json.dumps(content)})
    return _one(compiler.compile(format="pdf"))


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """typst's own Latin letters and the Chinese of the package; never those of the machine."""
    import typst

    folder = importlib.resources.files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _refuse_missing(content: dict[str, Any], language: str) -> None:
    texts = [text for text in _texts({**content, "wall": ""}) if text]
    gone = missing({letter for text in texts for letter in text})
    if gone:
        text = next(text for text in texts if gone & set(text))
        letters = " ".join(f"U+{ord(letter):04X}" for letter in sorted(gone & set(text)))
        raise CannotPrint(say("pdf.letters", language, letters=letters, text=text[:NAME_SHOWN]))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else ()
    return [text for part in parts for text in _texts(part)]


def missing(letters: set[str]) -> set[str]:
    """Those that typst would draw as the empty box; asked of typst itself, which alone knows its fonts."""
    import typst

    asked = sorted(letter for letter in letters if not letter.isascii())
    if not asked:
        return set()
    rows = [NOWHERE, MARK, *(each for letter in asked for each in (letter, MARK))]
    compiler = typst.Compiler(input=_PROBE.encode(), font_paths=_fonts(), sys_inputs={"letters": json.dumps(rows)})
    glyphs = _GLYPH.findall(_one(compiler.compile(format="svg")).decode())
    nowhere, mark = glyphs[0], glyphs[1]
    groups = " ".join(glyphs[2:]).split(mark)
    return {letter for letter, group in zip(asked, groups, strict=False) if nowhere in group}


def _one(made: bytes | list[bytes] | None) -> bytes:
    """typst answers a list for formats that have a file a page."""
    return made if isinstance(made, bytes) else b"".join(made or ())
