"""How all WordPress collectors begin: the front page once, is it WordPress, and a path that cannot exist."""

import hashlib
from dataclasses import dataclass
from urllib.parse import urlsplit

from rempart.scanner.core.collector import Exchange, Look, LookError
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.signs import LOGIN, Home, is_login, is_wordpress, locate


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
    """One GET, redirects left alone. A site that moved to another name of its domain is reached by the way it redirects."""
    parts = urlsplit(url)
    if parts.hostname == look.target.host:
        return await look.fetch(url)
    query = f"?{parts.query}" if parts.query else ""
    chain = await look.follow(look.target.origin + (parts.path or "/") + query)
    return next((answer for answer in chain if urlsplit(answer.url).hostname == parts.hostname), chain[-1])


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
