"""PDF, set by typst with fonts from packages: the same file on every machine, and no letter missing in it."""

import importlib.resources
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

NOWHERE = "\U0010fffd"  # a private place that no font fills: its picture is the one of a missing letter
MARK = "|"
_PROBE = """#set page(width: 200pt, height: auto)
#set text(font: ("Libertinus Serif", "Noto Sans SC"))
#for letter in json(bytes(sys.inputs.letters)) [#text(letter)

]"""
_GLYPH = re.compile(r'<use xlink:href="#(\w+)"')


class NotInstalled(Exception):
    """typst or its fonts are not there: the extra `report`."""


class MissingLetters(ValueError):
    """The fonts have no letter for `text`: a name with an empty box in it would be a wrong name."""

    def __init__(self, letters: str, text: str) -> None:
        super().__init__(letters)
        self.letters, self.text = letters, text


def to_pdf(source: bytes, name: str, content: Mapping[str, Any], *, unread: Mapping[str, Any] | None = None) -> bytes:
    """`source` reads its input `name` as JSON: `content` whole, and `unread`, which is no text. Raises NotInstalled,
    MissingLetters."""
    try:
        import typst

        fonts = _fonts()
    except ImportError as gone:
        raise NotInstalled from gone
    _refuse_missing(content)
    inputs = {name: json.dumps({**content, **(unread or {})})}
    return _one(typst.Compiler(input=source, font_paths=fonts, sys_inputs=inputs).compile(format="pdf"))


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """typst's own Latin letters and the Chinese of the package; never those of the machine."""
    import typst

    folder = importlib.resources.files("justmytype_intl_cjk") / "fonts" / "ofl" / "notosanssc"
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _refuse_missing(content: Mapping[str, Any]) -> None:
    texts = [text for text in _texts(dict(content)) if text]
    gone = missing({letter for text in texts for letter in text})
    if gone:
        text = next(text for text in texts if gone & set(text))
        raise MissingLetters(" ".join(f"U+{ord(letter):04X}" for letter in sorted(gone & set(text))), text)


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
