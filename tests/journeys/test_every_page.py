"""Every page there is, by the addresses the console knows: usable by everybody, whole at phone width, in three languages.

The pages are those of a real installation with a measured WordPress, answers, a profile, a risk and a document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Browser, BrowserContext, Page

from dev.installation import Installation
from dev.wordpress import Site
from tests.journeys import axe, traveller
from tests.journeys.traveller import Complaints
from tests.journeys.untranslated import left_in_english

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-pages"), pytest.mark.timeout(600)]

LANGUAGES = ("en", "fr", "zh-hans")
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
STONES = ("https_everywhere", "no_version_told", "backup_daily", "sql_injection_stopped", "card_data_duties_documented")
NO_PAGE = {  # answers that no browser shows as a page, or that only take a form
    "enter", "health", "language", "choose_organisation", "stop_run", "member_role", "member_link", "approve_exemption",
    "end_exemption", "measure_again", "withdraw_risk", "home",
    "report", "public_badge", "mfa_download_recovery_codes",
    "erase_person", "directory_team", "remove_member",  # reached by their links: they have uids of their own
}  # fmt: skip
ANONYMOUS = ("/account/login/", "/in/used-up", "/account/signup/", "/account/inactive/", "/account/password/reset/")
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@dataclass
class Furnished:
    """An installation with something on every page."""

    installation: Installation
    context: BrowserContext
    page: Page
    complaints: Complaints
    paths: list[str]


def routes() -> Iterator[tuple[str, str]]:
    """(name, route) of every address the console knows."""
    stack: list[tuple[str, URLPattern | URLResolver]] = [("/", entry) for entry in get_resolver().url_patterns]
    while stack:
        prefix, entry = stack.pop()
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            stack += [(route, inner) for inner in entry.url_patterns]
        else:
            yield str(entry.name), route


@pytest.fixture(scope="module")
def furnished(browser: Browser, blog: Site, installation: Installation) -> Iterator[Furnished]:
    with browser.new_context(viewport=WIDE, locale="en-GB", reduced_motion="reduce") as context:
        complaints = Complaints()
        page = traveller.come_in(context, installation.link, complaints)
        wall = traveller.measure(page, installation.url, blog.url)
        run = _furnish(page, wall)
        inner = _people(page, installation.url)
        uid = wall.rstrip("/").rpartition("/")[2]
        yield Furnished(installation, context, page, complaints, sorted(_paths(uid, run) | inner))


def _furnish(page: Page, wall: str) -> str:
    """Answers, a profile, a risk, a document; the uid of a run that goes on."""
    page.goto(f"{wall}questions/")
    page.locator("input[name=answer-backup_daily][value=yes]").check()
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"{wall}risks/?control=https_everywhere")
    page.locator("textarea").fill("We move in March.")
    page.locator("input[name=days]").fill("90")
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"{wall}documents/?control=backup_daily")
    page.locator("#id_title").fill("Contract, annex 2")
    page.locator("#id_issuer").fill("Hexa Hosting")
    page.locator("#id_file").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    page.locator("main form button[type=submit]").last.click()
    page.goto(f"{wall}profile/")
    page.locator("#id_kind_of_site").select_option("shop")
    page.locator("#id_revenue_hour").fill("400")
    page.locator("main form button[type=submit]").click()
    need = page.locator("table.two td.need")
    traveller.reload_until(page, lambda: need.count() > 0, "the profile never reached the wall")
    page.goto(wall)
    page.locator("form[action$='/measure/'] button").click()
    return page.url.rpartition("/")[2]


def _people(page: Page, url: str) -> set[str]:
    """A person in a team; the addresses of the pages about them and about the member who looks."""
    page.goto(f"{url}/organisation/people/")
    page.locator("#p_name").fill("Émile")
    page.locator("#p_team").fill("Atelier")
    page.locator("main form.panel button[type=submit]").click()
    found = set()
    for name, ending in (("people", "/erase/"), ("teams", "/"), ("members", "/remove/")):
        page.goto(f"{url}/organisation/{name}/")
        link = page.locator(f"main a[href^='/organisation/{name}/'][href$='{ending}']").last
        found.add(str(link.get_attribute("href")))
    return found


def _paths(uid: str, run: str) -> set[str]:
    found = {"/nothing-here"}
    for name, route in routes():
        if name in NO_PAGE:
            continue
        path = route.replace("<str:uid>", run if "/runs/" in route else uid)
        found |= {path.replace("<str:control>", stone) for stone in STONES}
    return found


def test_every_parameter_is_filled(furnished: Furnished) -> None:
    assert [path for path in furnished.paths if "<" in path or "(" in path] == []
    assert len(furnished.paths) > 25


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_every_page(furnished: Furnished, language: str) -> None:
    page, url = furnished.page, furnished.installation.url
    _speak(furnished.context, url, language)
    furnished.complaints.said.clear()
    wrong: list[str] = []
    for path in furnished.paths:
        page.set_viewport_size(WIDE)  # type: ignore[arg-type]
        page.goto(url + path)
        wrong += [f"{path}: {fault}" for fault in faults(page, language)]
    expected = {"/nothing-here", *(path for path in furnished.paths if path.startswith("/proof/"))}
    wrong += [said for said in furnished.complaints.said if not any(path in said for path in expected)]
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_pages_too(browser: Browser, installation: Installation, language: str) -> None:
    with browser.new_context(viewport=WIDE, reduced_motion="reduce") as context:
        _speak(context, installation.url, language)
        page = context.new_page()
        wrong = []
        for path in ANONYMOUS:
            page.set_viewport_size(WIDE)  # type: ignore[arg-type]
            page.goto(installation.url + path)
            wrong += [f"{path}: {fault}" for fault in faults(page, language)]
        assert wrong == [], "\n".join(wrong)


def test_every_link_leads_somewhere(furnished: Furnished) -> None:
    url, seen = furnished.installation.url, set()
    for path in furnished.paths:
        furnished.page.goto(url + path)
        links = furnished.page.locator("main a[href]").evaluate_all(
            "all => all.map(one => new URL(one.getAttribute('href'), document.baseURI).href)"
        )
        seen |= {re.sub(r"[?#].*", "", one) for one in links if one.startswith(url)}
    dead = [one for one in sorted(seen) if furnished.context.request.get(one, max_redirects=3).status >= 400]
    assert dead == []


def faults(page: Page, language: str) -> Iterator[str]:
    """In both colour schemes and widths; the page is loaded once."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        page.emulate_media(color_scheme="light")
        yield from (f"{size['width']} light {said}" for said in axe.offences(page))
        page.emulate_media(color_scheme="dark")
        yield from (f"{size['width']} dark {said}" for said in axe.offences(page, only_colours=True))
    if (over := page.evaluate(SIDEWAYS)) > 0:
        yield f"{over} px wider than a phone"
    if not str(page.locator("html").get_attribute("lang")).lower().startswith(language):
        yield f"not in {language}"
    if language != "en":
        yield from (f"left in English: {said}" for said in left_in_english(page, language))


def _speak(context: BrowserContext, url: str, language: str) -> None:
    context.add_cookies([{"name": "rempart_language", "value": language, "url": url}])
