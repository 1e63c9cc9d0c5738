"""Text that can be shown: HTML without its tags, letters that do not reorder a line, links nobody can follow by mistake."""

import html
import re
import unicodedata

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)([^<>]{0,4096})>|<!--|<[!?][^<>]{0,1024}>")
_TARGET = re.compile(
    r"""(?:href|action|formaction)\s*=\s*(?:"([^"]{1,2048})"|'([^']{1,2048})'|([^\s"'>]{1,2048}))""", re.I
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "svg", "math", "noscript"})
_BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "blockquote", "hr"})
_BLANKS = re.compile(r"[ \t\u00a0\u200b]+")
_LINES = re.compile(r"\s*\n\s*\n\s*")
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


def text_of_html(page: str) -> tuple[str, list[str]]:
    """Its text, and where its links and forms lead. One pass: nothing is looked at twice, however broken it is."""
    said: list[str] = []
    links: list[str] = []
    at, silent = 0, ""
    while found := _TAG.search(page, at):
        if not silent:
            said.append(page[at : found.start()])
        at = found.end()
        if found.group() == "<!--":
            end = page.find("-->", at)
            at = end + 3 if end >= 0 else len(page)
            continue
        closes, name = found.group(1), (found.group(2) or "").lower()
        if silent:
            silent = "" if closes and name == silent else silent
        elif name in _SILENT and not closes and not (found.group(3) or "").endswith("/"):
            silent = name
        if name in _BREAKS:
            said.append("\n")
        if found.group(3) and not closes:
            links += [html.unescape(next(filter(None, one), "")).strip() for one in _TARGET.findall(found.group(3))]
    if not silent:
        said.append(page[at:])
    text = _BLANKS.sub(" ", html.unescape("".join(said)))
    return _LINES.sub("\n\n", text).strip(), [one for one in links if "://" in one]
