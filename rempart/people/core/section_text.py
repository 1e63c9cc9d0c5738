"""Sections of a page in their fixed order, and their lists: what cases and rules are written in."""

from rempart.people.core.case import Told
from rempart.people.core.page_text import BadText, Line, Part, items, parts, prose

MAX_ITEMS = 40  # of one list: three times what the longest page has


def sections_of(body: tuple[Line, ...], titles: tuple[str, ...]) -> tuple[Part, ...]:
    """These, in this order, and nothing before them. Raises BadText."""
    before, found = parts(body, 1)
    if prose(before) or tuple(part.title for part in found) != titles:
        raise BadText(0, "after the head come " + ", ".join(f"“# {name}”" for name in titles) + ", in this order")
    return found


def items_of(part: Part) -> list[tuple[Line, str]]:
    """Each item as one text, what is indented below it included. Raises BadText."""
    found = [
        (line, prose((line, *(Line(one.number, one.text) for one in below if one.text)))) for line, below in items(part.lines)
    ]  # fmt: skip
    if not 0 < len(found) <= MAX_ITEMS:
        raise BadText(part.number, f"“# {part.title}” has 1 to {MAX_ITEMS} items that begin with “- ”")
    return [(line, " ".join(text.split("\n"))) for line, text in found]


def told_otherwise(line: Line, text: str, truth_is: str) -> Told:
    """What is often said, and the truth; `truth_is` is how an author is told of the latter. Raises BadText."""
    said, mark, truth = text.partition(" -> ")
    if not mark or not said.strip() or not truth.strip():
        raise BadText(line.number, f"it reads “- What is often said. -> {truth_is} [source]”")
    return Told(said.strip(), truth.strip())
