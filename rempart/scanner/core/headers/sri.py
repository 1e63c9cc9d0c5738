"""Subresource integrity: scripts from other people's servers are pinned by hash and loaded encrypted."""

import re
from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from rempart.scanner.core.headers.exchange import Exchange, host_of
from rempart.scanner.core.headers.html_type import is_html
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.scanner.core.headers.page import Script, read_page
from rempart.terms.state import State

REASONS = {
    "sri_clear_text": "A script comes from another server, not surely encrypted and without integrity: {src}",
    "sri_pinned_clear_text": "A script from another server is pinned but not surely loaded encrypted: {src}",
    "sri_not_pinned": "A script comes from another server without integrity, so that server decides what runs: {src}",
}


def judge(exchange: Exchange) -> Judged:
    """The worst foreign script decides; a page cut short can show a fault but never its absence."""
    page = exchange.page
    if page is None:
        return unanswered("sri")
    if not is_html(page):
        return _met("sri_no_page", "The answer is no page, so it loads no scripts.")
    read = read_page(page.body)
    foreign = [script for script in read.scripts if is_foreign(script.src, exchange.host)]
    found = {code: script.src for script in reversed(foreign) if (code := _fault(script))}
    for code, reason in REASONS.items():
        if code in found:
            return Judged("sri", State.NOT_MET, code, reason.format(src=found[code][:120]))
    if page.is_cut:
        return Judged("sri", State.UNKNOWN, "page_cut", "The page is too long to look at all of its scripts.")
    if not read.script_tags:
        return _met("sri_no_scripts", "The page loads no scripts.")
    if foreign:
        return _met("sri_pinned", "Scripts from other servers are pinned and loaded encrypted.")
    return _met("sri_own_scripts", "All scripts come from the site itself.")


def _met(code: str, reason: str) -> Judged:
    return Judged("sri", State.MET, code, reason)


def _fault(script: Script) -> str:
    if script.src.startswith("https://"):
        return "" if script.has_integrity else "sri_not_pinned"
    return "sri_pinned_clear_text" if script.has_integrity else "sri_clear_text"


def is_foreign(src: str, host: str | None) -> bool:
    """A script of another registrable domain, or one whose protocol is left open ("//host/…")."""
    if re.match(r"//[^/]", src):
        return True
    if not re.match(r"https?://", src):
        return False
    theirs = host_of(src)
    return theirs is None or host is None or owner(theirs) != owner(host)


@lru_cache(maxsize=1024)
def owner(host: str) -> str:
    """The registrable domain; the host itself where there is none (addresses, names of a local network)."""
    return _suffixes().privatesuffix(host) or host


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)
