"""Where a requirement comes from: the places in the two source texts in words, names of standards as they are."""

import re

from django.utils.translation import ngettext, pgettext

# "guide 1:90, 1:106" or "awareness text 2:100, 2:105", as units write it
_PLACE = re.compile(r"(?i:guide|awareness text) (?P<text>[12]):(?P<first>\d+)(?P<rest>(?:, (?P=text):\d+)*)")


def cited(source: str) -> str:
    """The source of a unit in the language of the page."""
    said = _PLACE.sub(_in_words, source)
    return said[:1].upper() + said[1:]


def _in_words(found: re.Match[str]) -> str:
    numbers = [found["first"], *re.findall(r":(\d+)", found["rest"])]
    if found["text"] == "1":
        text = ngettext("guide, line %(lines)s", "guide, lines %(lines)s", len(numbers))
    else:
        text = ngettext("awareness text, line %(lines)s", "awareness text, lines %(lines)s", len(numbers))
    return text % {"lines": pgettext("between numbers", ", ").join(numbers)}
