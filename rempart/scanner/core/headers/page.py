"""The few things of an HTML page that headers depend on: policies in meta tags, and the scripts it loads.

A scanner of its own, one pass, no backtracking: the page is untrusted and may be built to stall a parser.
"""

import html
import re
from dataclasses import dataclass
from functools import lru_cache

MAX_TAGS = 20_000  # more than the largest real pages; keeps a page of nothing but tags cheap
MAX_ATTRIBUTES = 100  # per tag

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"'][^\s>]*)))?")
_OPAQUE = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_CLOSING = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _OPAQUE | {"template"}}

Tag = tuple[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Script:
    """A script with a source, as written (resolved only against a base tag)."""

    src: str
    has_integrity: bool


@dataclass(frozen=True, slots=True)
class Page:
    """`policies` are contents of Content-Security-Policy meta tags; `script_tags` counts inline ones too."""

    policies: tuple[str, ...]
    referrer: str | None
    scripts: tuple[Script, ...]
    script_tags: int


@lru_cache(maxsize=8)
def read_page(body: str) -> Page:
    """What the page holds; broken HTML gives what can be read of it."""
    policies: list[str] = []
    referrer: str | None = None
    scripts: list[Script] = []
    count, base = 0, ""
    for name, attributes in _tags(body):
        if name == "base" and not base:
            base = attributes.get("href", "").strip()
        elif name == "meta":
            content = attributes.get("content", "")
            if "http-equiv" in attributes and "content" in attributes:
                if content and attributes["http-equiv"].strip().lower() == "content-security-policy":
                    policies.append(content)
            elif attributes.get("name", "").strip().lower() == "referrer" and content:
                referrer = content
        elif name == "script":
            count += 1
            if src := attributes.get("src", "").strip():
                scripts.append(Script(_resolved(base, src), bool(attributes.get("integrity", "").strip())))
    return Page(tuple(policies), referrer, tuple(scripts), count)


def _resolved(base: str, src: str) -> str:
    """Only a base on another address changes whose script it is; schemes and hosts compare in lower case."""
    src = re.sub(r"[\t\n\r]", "", src).replace("\\", "/")
    is_whole = re.match(r"(?i)[a-z][a-z0-9+.-]*:|//", src)
    if not is_whole and re.match(r"(?i)https?://", base):
        origin = "/".join(base.split("/", 3)[:3])
        src = (
            origin + src if src.startswith("/") else f"{base.rsplit('/', 1)[0] if base.count('/') > 2 else base}/{src}"
        )
    elif not is_whole and base.startswith("//"):
        src = base.rstrip("/") + "/" + src.lstrip("/")
    scheme = re.match(r"(?i)https?://", src)
    return scheme.group().lower() + src[scheme.end() :] if scheme else src


def _tags(body: str) -> list[Tag]:
    found: list[Tag] = []
    at = 0
    while len(found) < MAX_TAGS and (at := body.find("<", at)) >= 0:
        if body.startswith("<!--", at):
            at = _after(body, "-->", at + 4)
        elif body.startswith(("<!", "<?", "</"), at):
            at = _after(body, ">", at)
        elif name := _NAME.match(body, at + 1):
            attributes, at = _attributes(body, name.end())
            lower = name.group().lower()
            if at < len(body) or body.endswith(">"):
                found.append((lower, attributes))
            if closing := _CLOSING.get(lower):
                end = closing.search(body, at)
                at = end.start() if end else len(body)
        else:
            at += 1
    return found


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
