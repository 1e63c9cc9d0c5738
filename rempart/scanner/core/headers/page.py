"""The few things of an HTML page that headers depend on: policies in meta tags, and the scripts it loads."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from rempart.scanner.core.tags import tags

MAX_TAGS = 20_000  # more than the largest real pages; keeps a page of nothing but tags cheap


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
    for name, attributes, _ in islice(tags(body), MAX_TAGS):
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
