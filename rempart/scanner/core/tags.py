"""The tags of an HTML page, in one pass: a page is untrusted, and can hold the standard library's parser up for hours."""

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

MAX_ATTRIBUTES = 100  # per tag

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?")
_OPAQUE = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "template"})
_CLOSING = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _OPAQUE}


class Tag(NamedTuple):
    """An opening tag. `inner` is what stands in an element whose content is no markup of the page, else empty."""

    name: str
    attributes: dict[str, str]
    inner: str


def tags(body: str) -> Iterator[Tag]:
    """In order, names in lower case; broken HTML gives what can be read of it. No backtracking."""
    at = 0
    while (at := body.find("<", at)) >= 0:
        if body.startswith("<!--", at):
            at = _after(body, "-->", at + 4)
        elif body.startswith(("<!", "<?", "</"), at):
            at = _after(body, ">", at)
        elif name := _NAME.match(body, at + 1):
            attributes, at = _attributes(body, name.end())
            lower, inner = name.group().lower(), ""
            is_whole = at < len(body) or body.endswith(">")
            if closing := _CLOSING.get(lower):
                end = closing.search(body, at)
                inner, at = body[at : end.start() if end else len(body)], end.start() if end else len(body)
            if is_whole:
                yield Tag(lower, attributes, inner)
        else:
            at += 1


def _after(body: str, mark: str, at: int) -> int:
    end = body.find(mark, at)
    return len(body) if end < 0 else end + len(mark)


def _attributes(body: str, at: int) -> tuple[dict[str, str], int]:
    """Attributes of a tag (the first of a name counts) and the position after its closing bracket."""
    found: dict[str, str] = {}
    for _ in range(MAX_ATTRIBUTES):
        attribute = _ATTRIBUTE.match(body, at)
        if not attribute:
            break
        name, *values = attribute.groups()
        found.setdefault(name.lower(), html.unescape(next((v for v in values if v is not None), "")))
        at = attribute.end()
    return found, _after(body, ">", at)
