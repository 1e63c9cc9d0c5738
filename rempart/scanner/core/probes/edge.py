"""Which network stands in front of a site, told by what it does and by marks it cannot help leaving."""

import re
from collections.abc import Sequence

from rempart.scanner.core.collector import Exchange

TRACE_PATH = "/cdn-cgi/trace"  # answered by the edge itself, whatever the site behind it is
MARKS = {  # header names an edge adds to every answer
    "cloudflare": ("cf-ray", "cf-cache-status"),
    "cloudfront": ("x-amz-cf-id", "x-amz-cf-pop"),
    "fastly": ("x-served-by", "x-timer"),
    "akamai": ("x-akamai-transformed", "akamai-grn"),
    "sucuri": ("x-sucuri-id", "x-sucuri-cache"),
    "imperva": ("x-iinfo", "x-cdn"),
    "bunny": ("cdn-pullzone", "cdn-requestid"),
    "azure": ("x-azure-ref",),
    "keycdn": ("x-edge-location",),
}
_TITLE = re.compile(r"<title[^>]{0,200}>(.{0,300}?)</title>", re.I | re.S)


def signs(pages: Sequence[Exchange], trace: Exchange | None) -> tuple[str | None, tuple[str, ...]]:
    """The edge (None = none seen) and how it was told; what it does is told apart from what it only says."""
    seen: dict[str, list[str]] = {}
    if trace and trace.status == 200 and re.search(r"(?m)^colo=\w+$", trace.text):
        seen["cloudflare"] = ["does:trace"]
    for known, names in MARKS.items():
        found = [f"says:{name}" for name in names if any(page.header(name) is not None for page in pages)]
        if found:
            seen[known] = seen.get(known, []) + found
    edge = max(sorted(seen), key=lambda name: len(seen[name]), default=None)
    cached = is_cached(pages)
    told = [sign for name in sorted(seen) for sign in seen[name]] + (["does:cache"] if cached else [])
    return edge or ("unnamed" if cached and any(p.header("via") for p in pages) else None), tuple(told)


def is_cached(pages: Sequence[Exchange]) -> bool | None:
    """Whether the second answer came from a store in front of the site; None when it was asked only once."""
    if len(pages) < 2:
        return None
    last = pages[-1]
    age = last.header("age") or ""
    stores = [last.header(name) or "" for name in ("cf-cache-status", "x-cache", "cdn-cache", "x-sucuri-cache")]
    return (age.isdigit() and int(age) > 0) or any("HIT" in store.upper() for store in stores)


def is_same_site(page: Exchange, direct: Exchange) -> bool:
    """Whether a server asked directly shows the site: the same title, or the same beginning of a page."""
    if direct.status >= 400 or direct.status != page.status:
        return False
    titles = [_TITLE.search(answer.text) for answer in (page, direct)]
    if titles[0] and titles[1]:
        return titles[0].group(1).strip() == titles[1].group(1).strip()
    return bool(page.text) and page.text[:200] == direct.text[:200]
