"""Plug-ins and themes that the site shows, with the versions it tells. Never complete: absence proves nothing."""

from collections.abc import Sequence

from rempart.facts.wordpress_core import Component, WordPressComponents
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.wordpress import components, doors, marks
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.signs import LOGIN, Home
from rempart.scanner.core.wordpress.users import first_post
from rempart.scanner.core.wordpress.visit import find, get, rest_root, try_text
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[WordPressComponents]:
    """The front page, one post and the sign-in page first; then the readme of what they showed."""
    home = await find(look)
    pages = [home.page, read_page(await try_text(look, home.core + LOGIN))]
    if post := first_post(home.page, home.base):
        pages.append(read_page(await try_text(look, post)))
    rest = doors.read_rest(await get(look, rest_root(home, "namespaces,authentication")))
    core, _ = marks.weigh([mark for page in pages for mark in marks.page_marks(page)])
    found = [one for page in pages for one in components.page_components(page, core)]
    found += components.namespace_components(rest.namespaces)
    seen = components.merge(found)
    quiet = [Component("plugin", slug, None, "readme") for slug in components.QUIET]
    for one in [*seen, *quiet][: components.MAX_README]:
        found += await _told(look, home, one)
    return [WordPressComponents(components=components.merge(found))]


async def _told(look: Look, home: Home, one: Component) -> list[Component]:
    """What the component's own file says, when it is there and is what it should be."""
    is_theme = one.type == "theme"
    path = f"/themes/{one.slug}/style.css" if is_theme else f"/plugins/{one.slug}/readme.txt"
    read = components.style_version if is_theme else components.readme_version
    is_there, version = read(await try_text(look, home.content + path))
    return [Component(one.type, one.slug, version, "style" if is_theme else "readme")] if is_there else []


UNIT = Collector(
    "wordpress_components", 1, (WordPressComponents,), EvidenceClass.OBSERVED, collect, DAY_S, 75, 36, order=50
)
