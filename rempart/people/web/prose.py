"""The text of a lesson as HTML: paragraphs, quotes, and marks that lead to their source. Everything else is escaped."""

import re
from collections.abc import Mapping, Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rempart.people.core.lesson import Source

_MARK = re.compile(r"\s?\[([a-z][a-z0-9_]*)\]")
_MARKS = re.compile(rf"(?:{_MARK.pattern})+")


def html(text: str, numbers: Mapping[str, int]) -> SafeString:
    """Blocks are parted by an empty line; one whose lines begin with `>` is something quoted: a mail, a chat."""
    blocks = [block.strip("\n") for block in text.split("\n\n") if block.strip()]
    return mark_safe("".join(_block(block.split("\n"), numbers) for block in blocks))  # noqa: S308 - escaped line by line


def inline(text: str, numbers: Mapping[str, int]) -> SafeString:
    """One line of it."""
    whole, at = "", 0
    for found in _MARKS.finditer(text):
        named = [number for one in _MARK.findall(found[0]) if (number := numbers.get(one)) is not None]
        links = ", ".join(f'<a href="#source-{number}">{number}</a>' for number in named)  # 1, 2 and not 12
        whole += escape(text[at : found.start()]) + (f"<sup>{links}</sup>" if links else "")
        at = found.end()
    return mark_safe(whole + escape(text[at:]))  # noqa: S308 - escaped above


def _block(lines: Sequence[str], numbers: Mapping[str, int]) -> str:
    if all(line.startswith(">") for line in lines):
        quoted = "<br>".join(inline(line.removeprefix(">").strip(), numbers) for line in lines)
        return f'<blockquote class="mailbox"><p>{quoted}</p></blockquote>'
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{inline(line[2:], numbers)}</li>" for line in lines) + "</ul>"
    return f"<p>{inline(' '.join(lines), numbers)}</p>"


def cited(texts: Sequence[str], sources: Sequence[Source]) -> list[tuple[int, Source]]:
    """The sources that these texts name, with their numbers in the lesson."""
    named = {found for text in texts for found in _MARK.findall(text)}
    return [(number, one) for number, one in enumerate(sources, 1) if one.id in named]


def numbers_of(sources: Sequence[Source]) -> dict[str, int]:
    """Each source's number."""
    return {one.id: number for number, one in enumerate(sources, 1)}
