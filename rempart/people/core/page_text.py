"""A text with a TOML head between two lines `+++`, and its headings: what lessons and cases are written in.

Authors write it in the console too, so it is untrusted: size, depth of headings and lines have limits.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rempart.people.core.fault import fault

MAX_BYTES = 64 * 1024  # twenty minutes of reading are some 25 KB
MAX_LINE = 4_000  # characters of one paragraph
FENCE = "+++"
MARKS = ("# ", "## ", "### ")
_TAG = re.compile(r"<(?![^<>@\s]+@[^<>@\s]+>)[A-Za-z/!?]")  # an address in angle brackets is none


class BadText(ValueError):
    """It cannot be read; says in which line, and what is expected there."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}" if line else why)
        self.line, self.why = line, why


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the body with its number in the file."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A heading of one depth and what stands below it, deeper headings included."""

    number: int
    title: str
    lines: tuple[Line, ...]


def head_and_body(data: bytes) -> tuple[Mapping[str, Any], tuple[Line, ...]]:
    """Raises BadText."""
    if len(data) > MAX_BYTES:
        raise BadText(0, fault("{count} bytes; {most} are the limit", count=len(data), most=MAX_BYTES))
    try:
        lines = data.decode("utf-8").split("\n")
    except UnicodeDecodeError as bad:
        raise BadText(0, fault("the file is not UTF-8")) from bad
    for number, line in enumerate(lines, 1):
        if "\t" in line or "\r" in line or len(line) > MAX_LINE or any(ord(one) < 32 for one in line):
            raise BadText(
                number,
                fault("tabs, control characters and more than {most} characters have no place here", most=MAX_LINE),
            )
    if lines[0] != FENCE or FENCE not in lines[1:]:
        raise BadText(1, fault("a head between two lines +++ comes first"))
    end = lines.index(FENCE, 1)
    try:
        head = tomllib.loads("\n".join(lines[1:end]))
    except (tomllib.TOMLDecodeError, RecursionError) as bad:
        raise BadText(1, fault("the head is no TOML: {why}", why=bad)) from bad
    return head, tuple(Line(number, text) for number, text in enumerate(lines[end + 1 :], end + 2))


def parts(lines: tuple[Line, ...], depth: int) -> tuple[tuple[Line, ...], tuple[Part, ...]]:
    """What stands before the first heading of that depth, and the headings with what follows each."""
    mark = MARKS[depth - 1]
    begins = [place for place, line in enumerate(lines) if line.text.startswith(mark)]
    before = lines[: begins[0]] if begins else lines
    found = (
        Part(lines[begin].number, lines[begin].text[len(mark) :].strip(), lines[begin + 1 : end])
        for begin, end in zip(begins, [*begins, len(lines)][1:], strict=True)
    )
    return before, tuple(found)


def prose(lines: tuple[Line, ...]) -> str:
    """Paragraphs as they stand, blank lines at both ends gone. Raises BadText for what looks like HTML."""
    for line in lines:
        if _TAG.search(line.text):
            raise BadText(line.number, fault("no HTML here: a text of ours has paragraphs, lists and quotes only"))
    return "\n".join(line.text for line in lines).strip("\n")


def items(lines: tuple[Line, ...]) -> Iterator[tuple[Line, tuple[Line, ...]]]:
    """List items `- …` with the indented lines below each. Raises BadText for what is neither."""
    begin: Line | None = None
    below: list[Line] = []
    for line in lines:
        if line.text.startswith("- "):
            if begin is not None:
                yield begin, tuple(below)
            begin, below = Line(line.number, line.text[2:].strip()), []
        elif begin is not None and (not line.text.strip() or line.text.startswith("  ")):
            below.append(Line(line.number, line.text.strip()))
        elif line.text.strip():
            raise BadText(
                line.number, fault("a list item begins with “- ”, what belongs to it is indented by two spaces")
            )
    if begin is not None:
        yield begin, tuple(below)
