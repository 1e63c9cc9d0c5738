"""Text that can be shown: letters that do not reorder a line, links nobody can follow by mistake."""

import re
import unicodedata

_SCHEME = re.compile(r"\b(h)tt(ps?://)", re.IGNORECASE)
_DOT = re.compile(r"(?<=[^\s.])\.(?=[^\s.])")
_LINK = re.compile(r"(?:\bhttps?://|\bftp://|(?<!:)//|\bwww\.|\bmailto:)[^\s<>\"']+", re.IGNORECASE)
_HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")  # controls, and letters that turn a line round


def printable(text: str) -> str:
    """Without letters that cannot be seen or that change the order of others; line ends and tabs stay."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(one for one in whole if one in "\n\t" or unicodedata.category(one) not in _HIDDEN)


def one_line(text: str) -> str:
    """The same as one line."""
    return " ".join(printable(text).split())


def defanged(text: str) -> str:
    """Links as people write them who do not want anybody to follow them: hxxps://example[.]org."""
    return _LINK.sub(lambda found: defanged_link(found.group()), text)


def defanged_link(link: str) -> str:
    """One of them; every dot of its host and path."""
    return _DOT.sub("[.]", _SCHEME.sub(r"\1xx\2", link)).replace("mailto:", "mailto[:]").replace("@", "[@]")
