"""Addresses out of words, and what they really lead to: wrappers of mail filters undone without asking anybody."""

import re
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, ip_address
from urllib.parse import parse_qs, unquote, urlsplit

from publicsuffixlist import PublicSuffixList

from rempart.mail.core.message.decoding import base64_bytes, seen
from rempart.mail.core.message.limits import MAX_URL, MAX_WRAPS

_IN_WORDS = re.compile(
    r"(?:(?:h[tx]{2}ps?|ftp)(?::|\[:\])//|www\.)[^\s<>\"'`{}|\\^\u3000-\u303f\uff00-\uff0f\u201c\u201d]{3,4000}",
    re.IGNORECASE,
)
_CLOSES = ".,;:!?)]*>'\""
# who wraps, and under which word the address stands
_WRAPPERS: tuple[tuple[str, str], ...] = (
    ("safelinks.protection.outlook.com", "url"), ("safelinks.protection.office365.us", "url"), ("statics.teams.cdn.office.net", "url"),
    ("linkprotect.cudasvc.com", "a"), ("clicktime.symantec.com", "u"), ("protection.sophos.com", "u"), ("google.com", "q"),
    ("google.com", "url"), ("google.com", "adurl"), ("googleadservices.com", "adurl"), ("doubleclick.net", "adurl"), ("youtube.com", "q"),
    ("facebook.com", "u"), ("instagram.com", "u"), ("linkedin.com", "url"), ("bing.com", "u"), ("slack-redir.net", "url"),
    ("vk.com", "to"), ("steamcommunity.com", "url"), ("trendmicro.com", "url"), ("mimecastprotect.com", "domain"),
    ("mimecast.com", "domain"), ("fireeye.com", "u"), ("fortimail.com", "url"), ("baidu.com", "url"), ("qq.com", "pfurl"),
)  # fmt: skip
_PUBLIC = PublicSuffixList()


@dataclass(frozen=True, slots=True)
class Link:
    """`where` is text, html, form, picture, page (an attached HTML file), qr or pdf; `text` what stands on the link."""

    url: str
    where: str
    text: str = ""
    host: str = ""
    domain: str = ""  # the part that one registers; the host itself for numbers
    was: str = ""  # as it stood in the mail, where a wrapper was undone
    has_picture: bool = False


def in_words(text: str) -> list[str]:
    """Every address that a mail program would make a link of, and those with dots written out."""
    found = []
    for one in _IN_WORDS.findall(text):
        url = one.rstrip(_CLOSES).replace("[.]", ".").replace("[:]", ":")
        url = re.sub(r"^hxx", "htt", url, flags=re.IGNORECASE)
        found.append(url if ":" in url[:6] else f"http://{url}")
    return found


def link(raw: str, where: str, text: str = "", *, has_picture: bool = False) -> Link | None:
    """None for what leads nowhere (mailto, anchors, pictures in the mail itself)."""
    url = re.sub(r"[\s\x00-\x1f]+", "", raw.strip())[:MAX_URL].replace("\\", "/")
    if url.startswith("//"):
        url = f"http:{url}"
    if not re.match(r"(?:https?|ftp):/", url, re.IGNORECASE):
        return None
    bare = unwrapped(url)
    host = host_of(bare)
    if not host:
        return None
    return Link(
        bare, where, " ".join(seen(text).split())[:300], host, domain_of(host), url if bare != url else "", has_picture
    )


def unwrapped(url: str) -> str:
    """The address behind redirectors that carry it in the open."""
    for _ in range(MAX_WRAPS):
        inner = _inner(url)
        if not inner or inner == url:
            break
        url = inner[:MAX_URL]
    return url


def _inner(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
        words = parse_qs(parts.query, max_num_fields=100)
    except ValueError:
        return ""
    if host.endswith("urldefense.proofpoint.com") and "u" in words:
        return unquote(words["u"][0].replace("-", "%").replace("_", "/")) if "/v2/" in url else words["u"][0]
    if host.endswith(("urldefense.com", "urldefense.us")) and (
        third := re.search(r"/v3/__(.{4,4000}?)__;([^!]{0,4000})!", url)
    ):
        return _third(third.group(1), third.group(2))
    if host.endswith("google.com") and parts.path.startswith("/amp/"):
        rest = parts.path[5:]
        return f"https://{rest.removeprefix('s/')}"
    if host.endswith("cdn.ampproject.org") and (amp := re.match(r"/[a-z]/(?:s/)?(.+)", parts.path)):
        return f"https://{amp.group(1)}"
    for suffix, word in _WRAPPERS:
        if word in words and (host == suffix or host.endswith(f".{suffix}")):
            return _open(words[word][0])
    return ""


def _third(url: str, rest: str) -> str:
    """Proofpoint's third form: letters it took out stand, packed, behind the address; `*` marks their places."""
    letters = iter(base64_bytes(rest.encode("ascii", "ignore")).decode("utf-8", "replace"))
    url = re.sub(r"\*", lambda _: next(letters, "*"), url)
    return re.sub(r"^(https?):/(?!/)", r"\1://", url)


def _open(found: str) -> str:
    if re.match(r"a1aHR0", found):  # Bing packs it
        found = base64_bytes(found[2:].encode("ascii", "ignore")).decode("utf-8", "replace")
    if re.match(r"https?:/", found, re.IGNORECASE):
        return found
    return f"http://{found}" if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", found) else ""


def host_of(url: str) -> str:
    """In lower case, as it is looked up: no user, no port, percent signs and other scripts written out."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    host = seen(unquote(host)).rstrip(".").lower()
    for dot in "。．｡":
        host = host.replace(dot, ".")
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            host = host.encode("punycode").decode("ascii")
    return _number(host)[:255]


def _number(host: str) -> str:
    """`3232235777` and `0xC0.0xA8.1.1` are addresses too."""
    if re.fullmatch(r"\d{6,10}|0x[0-9a-f]{5,8}", host):
        value = int(host, 0) if host.startswith("0x") else int(host)
        return str(IPv4Address(value)) if value < 2**32 else host
    return host


def is_number(host: str) -> bool:
    """An address and no name."""
    try:
        ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=8_192)
def domain_of(host: str) -> str:
    """What one registers: `a.b.co.uk` gives `b.co.uk`. Names given out under a shared roof (github.io) count apart."""
    if not host or is_number(host):
        return host
    found: str | None = _PUBLIC.privatesuffix(host)
    return found or host
