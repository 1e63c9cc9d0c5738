"""The doors of a WordPress as a stranger finds them: sign-in page, registration, REST."""

from collections.abc import Sequence

from rempart.facts.wordpress_exposure import WordPressDoors
from rempart.scanner.core.collector import Collector, Look
from rempart.scanner.core.wordpress import doors
from rempart.scanner.core.wordpress.page import MAX_TEXT, Page, read_page
from rempart.scanner.core.wordpress.signs import LOGIN, Home, is_login
from rempart.scanner.core.wordpress.visit import find, follow, get, rest_root, still_welcome
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import EvidenceClass


async def collect(look: Look) -> Sequence[WordPressDoors]:
    """Nothing is typed into a form here; only the active probe does that, with the owner's consent."""
    home = await find(look)
    path, page = await _login(look, home)
    rest = doors.read_rest(await get(look, rest_root(home, "namespaces,authentication")))
    if rest.is_open is None:
        rest = doors.read_rest(await get(look, home.base + "/?rest_route=/&_fields=namespaces,authentication"))
    registers = None if path is None else doors.registration(await get(look, home.core + LOGIN + "?action=register"))
    await still_welcome(look, home)
    return [
        WordPressDoors(
            login_path=path,
            challenge=doors.challenge(page) if page else None,
            second_factor_hint=doors.second_factor(page) if page else None,
            registration_open=registers,
            rest_open=rest.is_open,
            rest_namespaces=rest.namespaces,
            application_passwords=rest.application_passwords,
        )
    ]


async def _login(look: Look, home: Home) -> tuple[str | None, Page | None]:
    """The standard page, else where wp-admin sends a stranger."""
    page = read_page((await get(look, home.core + LOGIN)).text)
    if is_login(page):
        return LOGIN, page
    last = await follow(look, home.core + "/wp-admin/")
    page = read_page(last.text)
    if is_login(page):
        return last.url.partition("?")[0].removeprefix(home.core)[:MAX_TEXT], page
    return None, None


UNIT = Collector("wordpress_doors", 1, (WordPressDoors,), EvidenceClass.OBSERVED, collect, DAY_S, 60, 20, order=32)
