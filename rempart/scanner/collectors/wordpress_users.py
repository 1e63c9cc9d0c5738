"""Does the site tell strangers the names its people sign in with? Names are counted and thrown away."""

from collections.abc import Sequence

from rempart.facts.wordpress_exposure import WordPressUsers
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.wordpress import users
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.signs import Home
from rempart.scanner.core.wordpress.visit import find, get, rest_url, still_welcome
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass

AUTHORS = (1, 2, 3)  # the first accounts are those that attackers ask for


async def collect(look: Look) -> Sequence[WordPressUsers]:
    """Four passive ways; whether the sign-in form tells names apart would take attempts, so it is not tried here."""
    home = await find(look)
    told = {
        "author_archive": await _archives(look, home),
        "oembed": users.from_oembed((await get(look, _oembed(home))).body),
        "rest": users.from_rest((await get(look, rest_url(home, "wp/v2/users?per_page=20&_fields=slug"))).body),
        "sitemap": await _sitemap(look, home),
    }
    await still_welcome(look, home)
    names = set().union(*told.values())
    ways = tuple(way for way, found in told.items() if found)
    return [WordPressUsers(ways=ways, names_seen=len(names), tells_admin=users.tells_admin(names))]


async def _archives(look: Look, home: Home) -> set[str]:
    names = users.from_links(home.page)
    for number in AUTHORS:
        answer = await get(look, f"{home.base}/?author={number}")
        names |= users.from_redirect(answer.header("location"))
        if answer.status == 200:
            names |= users.from_archive(read_page(answer.text))
    return names


def _oembed(home: Home) -> str:
    return rest_url(home, f"oembed/1.0/embed?url={users.first_post(home.page, home.base) or home.base + '/'}")


async def _sitemap(look: Look, home: Home) -> set[str]:
    names = users.from_sitemap((await get(look, home.base + "/wp-sitemap-users-1.xml")).text)
    return names or users.from_sitemap((await get(look, home.base + "/author-sitemap.xml")).text)


UNIT = Collector("wordpress_users", 1, (WordPressUsers,), EvidenceClass.OBSERVED, collect, DAY_S, 60, 22, order=40)
