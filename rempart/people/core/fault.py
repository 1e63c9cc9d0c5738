"""A sentence about a text that knows its parts: a page says it in another language, and points at the line."""

import re
from typing import Any

SECTION, SCENE, QUESTION, SOURCE, HEAD, WORDS = "section", "scene", "question", "source", "head", "words"
NOWHERE = ("", "")
_FORMS = {
    SECTION: r"# {}\s*",
    SCENE: r"## {}\s*",
    QUESTION: r"## {}\s*",
    SOURCE: r"id\s*=\s*[\"']{}[\"']\s*",
    HEAD: r"{}\s*=.*",
    WORDS: r".*{}.*",
}


class Fault(str):
    """The English sentence; `template` with `values` makes it, `place` is a kind of place and its name there."""

    template: str
    values: dict[str, Any]
    place: tuple[str, str]


def fault(template: str, place: tuple[str, str] = NOWHERE, **values: Any) -> Fault:
    """`template` in the form of `str.format`; what is put in is never taken for a template itself."""
    made = Fault(template.format(**values))
    made.template, made.values, made.place = template, values, place
    return made


def line_of(found: str, text: str) -> int:
    """The line of the text that a fault speaks of, from 1; 0 where it speaks of the whole."""
    kind, name = found.place if isinstance(found, Fault) else NOWHERE
    if kind not in _FORMS or not name:
        return 0
    wanted = re.compile(_FORMS[kind].format(re.escape(name)))
    return next((number for number, line in enumerate(text.split("\n"), 1) if wanted.fullmatch(line)), 0)
