"""How all WordPress collectors begin: the front page once, is it WordPress, and a path that cannot exist."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from rempart.scanner.core.collector import Exchange, Look, LookError
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.signs import LOGIN, Home, is_login, is_wordpress, locate

BUSY = frozenset({429, 502, 503, 504})  # says nothing of what was asked for


@dataclass(frozen=True, slots=True)
class Front:
    """The front page as it was found; `home` None = it is not WordPress."""

    exchange: Exchange
    home: Home | None


async def front(look: Look) -> Front:
    """Look at the front page, and at the sign-in page where that one is silent. Raises LookError."""
    exchange = (await look.follow(look.target.url("/")))[-1]
    page = read_page(exchange.text)
    home = locate(exchange, page)
    if is_wordpress(exchange, page):
        return Front(exchange, home)
    if exchange.status >= 400:
        raise LookError(
            "cannot_tell", f"The front page answered {exchange.status}; whether it is WordPress is not known"
        )
    login = await get(look, home.core + LOGIN)
    return Front(exchange, home if is_login(read_page(login.text)) else None)


async def find(look: Look) -> Home:
    """The WordPress that answers. Raises LookError `not_wordpress` when there is none."""
    seen = await front(look)
    if seen.home is None:
        raise LookError("not_wordpress", "The site does not show itself as WordPress", is_error=False)
    return seen.home


async def get(look: Look, url: str) -> Exchange:
    """One GET, redirects left alone. Raises LookError `cannot_tell` when the site asks us to come back later.

    A site that moved to another name of its domain is reached by the way it redirects, which takes two requests
    for one: the shares of the collectors allow for that.
    """
    parts = urlsplit(url)
    if parts.hostname == look.target.host:
        return _heard(await look.fetch(url))
    chain = await look.follow(_from_target(look, url))
    return _heard(next((answer for answer in chain if urlsplit(answer.url).hostname == parts.hostname), chain[-1]))


async def try_text(look: Look, url: str) -> str:
    """The text of an answer 200, else nothing: for what helps when it is there and proves nothing when it is not."""
    try:
        answer = await get(look, url)
    except LookError:
        return ""
    return answer.text if answer.status == 200 else ""


async def follow(look: Look, url: str) -> Exchange:
    """GET and go where it leads; the last answer."""
    return _heard((await look.follow(_from_target(look, url)))[-1])


async def still_welcome(look: Look, home: Home) -> None:
    """Ask for the front page again. A site that shut us out midway has not closed its doors: LookError `cannot_tell`."""
    if urlsplit(home.exchange.url).hostname != look.target.host:
        return  # nothing fresh can be asked of a redirect's end; pages from memory would prove nothing
    again = _heard(await look.fetch(home.exchange.url, fresh=True))
    if again.status >= 400 > home.exchange.status:
        raise LookError("cannot_tell", f"The site stopped answering us midway (front page: {again.status})")


def _heard(answer: Exchange) -> Exchange:
    if answer.status in BUSY:
        raise LookError("cannot_tell", f"The site answered {answer.status} and wants to be asked later")
    return answer


def _from_target(look: Look, url: str) -> str:
    parts = urlsplit(url)
    if parts.hostname == look.target.host:
        return url
    return look.target.origin + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def announced_feed(home: Home) -> str | None:
    """The feed that the page announces, when it is the site's own."""
    kinds = ("application/rss+xml", "application/atom+xml")
    told = next((link.href for link in home.page.links if link.type in kinds), "")
    return told if told.startswith(home.base + "/") else None


def feed_url(home: Home) -> str:
    """The announced feed, else where WordPress keeps it."""
    return announced_feed(home) or home.base + "/feed/"


def rest_url(home: Home, call: str) -> str:
    """The address of a REST call, with pretty addresses or without; `call` as `route?query`."""
    if "rest_route=" not in home.api:
        return home.api.rstrip("/") + "/" + call
    return home.api.rstrip("/") + "/" + call.replace("?", "&", 1)


def rest_root(home: Home, fields: str) -> str:
    """The root of REST cut to some fields: whole, it weighs 180 kB and more."""
    return rest_url(home, f"?_fields={fields}")


def made_up(look: Look) -> str:
    """A name that no site has, the same throughout one run, so that the answer to it is remembered."""
    return hashlib.sha256(b"made up" + look.seed + look.target.host.encode()).hexdigest()[:16]
