"""Cookies of the answer: encrypted only, sign-in cookies out of reach of scripts, forgery tokens bound to the site."""

from dataclasses import dataclass

from rempart.scanner.core.headers.exchange import Exchange
from rempart.scanner.core.headers.judged import Judged, unanswered
from rempart.terms.state import State

SIGN_IN_WORDS = ("login", "sess")
SIGN_IN_STARTS = ("wordpress_logged_in_", "wordpress_sec_")
NO_CHOICE = frozenset({"heroku-session-affinity"})  # set by the platform, its flags cannot be chosen
SAME_SITE = frozenset({"lax", "strict", "none"})


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie as a browser would keep it; `same_site` is '' when absent or not understood."""

    name: str
    domain: str
    path: str
    is_secure: bool
    is_http_only: bool
    same_site: str
    has_bad_same_site: bool

    @property
    def signs_in(self) -> bool:
        """Whether the name says that this cookie carries a sign-in."""
        name = self.name.lower()
        return any(word in name for word in SIGN_IN_WORDS) or name.startswith(SIGN_IN_STARTS)


REASONS = {
    "cookies_sign_in_clear_text": "The sign-in cookie {name} is not marked Secure, so it can travel unencrypted.",
    "cookies_sign_in_scripts": "The sign-in cookie {name} is not marked HttpOnly, so a script can read it.",
    "cookies_token_same_site": "The forgery token {name} has no SameSite, so other sites can send it along.",
    "cookies_same_site_invalid": "The SameSite of {name} has no effect: use Lax, Strict, or None with Secure.",
    "cookies_clear_text": "The cookie {name} is not marked Secure, so it can travel unencrypted.",
}


def judge(exchange: Exchange) -> Judged:
    """The worst cookie decides."""
    page = exchange.page
    if page is None:
        return unanswered("cookies")
    lines = [line for value in page.values("set-cookie") for line in value.splitlines()]
    kept: dict[tuple[str, str, str], Cookie] = {}
    for cookie in map(read_cookie, lines):
        if cookie and _is_kept(cookie, exchange.host):
            kept[cookie.name, cookie.domain, cookie.path] = cookie
    if not kept:
        return Judged("cookies", State.MET, "cookies_none", "The page sets no cookies.")
    cookies = sorted(kept.values(), key=lambda cookie: (cookie.name, cookie.domain, cookie.path))
    found = {code: cookie.name for cookie in reversed(cookies) for code in faults(cookie)}
    for code, reason in REASONS.items():
        if code in found:
            return Judged("cookies", State.NOT_MET, code, reason.format(name=found[code][:80]))
    if all(cookie.same_site for cookie in cookies):
        return Judged("cookies", State.MET, "cookies_secure_same_site", "Cookies are protected and bound to the site.")
    return Judged("cookies", State.MET, "cookies_secure", "Cookies are protected; SameSite would make them tighter.")


def faults(cookie: Cookie) -> list[str]:
    """Codes of what is wrong with one cookie."""
    checks = {
        "cookies_sign_in_clear_text": cookie.signs_in and not cookie.is_secure,
        "cookies_sign_in_scripts": cookie.signs_in and not cookie.is_http_only,
        "cookies_token_same_site": "csrf" in cookie.name.lower() and not cookie.same_site,
        "cookies_same_site_invalid": cookie.has_bad_same_site or (cookie.same_site == "none" and not cookie.is_secure),
        "cookies_clear_text": not cookie.is_secure,
    }
    return [code for code, is_wrong in checks.items() if is_wrong]


def read_cookie(line: str) -> Cookie | None:
    """One Set-Cookie value, or None when no browser would make a cookie of it."""
    pair, *attributes = line.split(";")
    name, equals, _ = pair.partition("=")
    name = name.strip()
    if not equals or not name:
        return None
    given: dict[str, str] = {}
    bad_same_site = False
    for attribute in attributes:
        key, _, value = attribute.partition("=")
        key, value = key.strip().lower(), value.strip()
        if key == "samesite" and value.lower() not in SAME_SITE:
            bad_same_site = True
            continue
        given[key] = value
    return Cookie(
        name=name,
        domain=given.get("domain", "").lower().lstrip("."),
        path=given.get("path", ""),
        is_secure="secure" in given,
        is_http_only="httponly" in given,
        same_site=given.get("samesite", "").lower(),
        has_bad_same_site=bad_same_site,
    )


def _is_kept(cookie: Cookie, host: str | None) -> bool:
    """Browsers drop cookies for foreign domains and those that break the promise of their own prefix."""
    name = cookie.name.lower()
    if name in NO_CHOICE:
        return False
    if name.startswith("__secure-") and not cookie.is_secure:
        return False
    if name.startswith("__host-") and (not cookie.is_secure or cookie.domain or cookie.path != "/"):
        return False
    return not (cookie.domain and host) or host == cookie.domain or host.endswith("." + cookie.domain)
