"""Every page there is: usable by everybody, whole at phone width, in three languages, and with no dead link.

The pages are those of a real installation with a measured WordPress and something on each of them; they are found by
following links, and compared with the addresses that the console knows.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from dev.installation import Installation
from dev.wordpress import Site
from tests.journeys import axe, furnish, traveller
from tests.journeys.crawl import FILES, Found, known
from tests.journeys.traveller import Complaints
from tests.journeys.untranslated import left_in_english

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-pages"), pytest.mark.timeout(600)]

LANGUAGES = ("en", "fr", "zh-hans")
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
UNLINKED = (  # pages that somebody is sent to
    "/measure", "/account/2fa/reauthenticate/", "/account/logout/", "/organisation/", "/lessons/",
)  # fmt: skip
NO_PAGE = FILES | {  # take a form, answer machines, or are for people who have not signed in: those come below
    "home", "enter", "health", "ready", "language", "stop_run", "measure_site", "schedule", "choose_organisation",
    "withdraw_risk", "member_role", "member_link", "approve_exemption", "end_exemption", "mfa_authenticate", "mfa_activate_totp",
    "account_login", "account_signup", "account_inactive", "account_set_password", "account_reset_password",
    "public_proof", "record_outlet_do", "hr_door", "beat", "upkeep_backup", "revoke_scim_token",
    "account_reauthenticate", "access_confirm", "access_end_session", "access_end_sessions", "access_link", "access_unlink",
    "access_remove_provider", "access_test_provider", "access_door", "access_number", "access_code",
    "access_find_outside", "access_outside", "ask_hold", "decide_hold", "erase_day", "ask_privilege", "delegate",
    "end_privilege", "end_delegation", "withdraw_approval", "notice_do", "notice_pulse", "notice_remove_peer",
    "use_break_glass", "seal_break_glass", "end_break_glass", "review_break_glass", "device_certificate", "revoke_device",
    "trust_device", "end_api_token",
    "notice_try_mail", "notice_way_do", "renew_service_account", "remove_service_account", "directory_ask_closing",
    "directory_open_again", "organisation_export_ask", "organisation_export_stop", "organisation_export_download",
    "watch_set_up", "watch_act", "watch_beat", "watch_beat_word", "probe_enrol", "probe_exchange",
    "status",  # read in three languages by tests/watch/web/test_status.py; nobody links to it from here
    "companion_disconnect", "companion_relief", "vulnerability_take",
    "staging_alarm",  # sends on to the site whose alarm rings
    "companion_policy",  # of a connected site only: tests/journeys/test_levels_within_reach.py looks at it
    "learner_calendar",  # for calendar programs, by a secret address: tests/people/web/test_programme_pages.py
    "exercise_mark", "exercise_notes", "exercise_end", "package_keep", "report_key_end", "report_mailbox_do",
    "campaign_start", "campaign_stop", "campaign_drop", "campaign_decide", "mail_profile_do", "drill_template_remove",
    "past_campaign_remove", "badge_issuer", "badge_keys", "badge_status", "xapi", "xapi_about", "xapi_fetch", "xapi_profile",
    "xapi_state", "xapi_statements",
    "drill_page", "drill_teach", "drill_figures", "drill_pseudonyms", "campaign_people",  # of mails that were sent: tests/journeys/test_the_year.py
    "verify_certificate", "verify_certificate_name",  # of a certificate that was earned: tests/journeys/test_the_year.py
    "writing_look",  # answers a form: tests/people/web/test_writing.py
    "contest_flag", "contest_hint", "contest_remedy", "contest_enter", "contest_end", "contest_fund",
    "package_play",  # frames a stranger's page: tests/journeys/test_packages.py
    "update_live", "update_back", "update_picture",  # after a trial alone: tests/updates/web/test_pages.py
}  # fmt: skip
ELSEWHERE = ("mfa_", "openid_connect_", "saml_", "scim")  # pages of passkeys and providers: test_signing_in goes there
ANONYMOUS = (
    "/account/login/", "/learn/", "/account/outside/", "/in/used-up", "/account/signup/", "/account/inactive/", "/account/password/reset/",
    "/nothing-here",
)  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LOOKS: tuple[tuple[ViewportSize, Literal["light", "dark"], bool], ...] = (
    (WIDE, "light", False),
    (NARROW, "dark", True),
    (WIDE, "dark", True),
    (NARROW, "light", False),
)


@dataclass
class Furnished:
    """An installation with something on every page."""

    home: str
    context: BrowserContext
    page: Page
    complaints: Complaints
    found: Found
    codes: list[str]


@pytest.fixture(scope="module")
def furnished(
    browser: Browser, blog: Site, installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Furnished]:
    home = installation.url
    with browser.new_context(viewport=WIDE, locale="en-GB", reduced_motion="reduce") as context:
        complaints = Complaints()
        page = traveller.come_in(context, installation.link, complaints)
        wall = traveller.measure(page, home, blog.url)
        codes = furnish.account(page, home)
        furnish.step_up(page, home, codes)
        furnish.house(installation)
        furnish.vault(installation, tmp_path_factory.mktemp("kept"))
        furnish.site(page, wall)
        furnish.lesson(page, home)
        furnish.exam(page, home)
        page.goto(wall)
        page.locator("form[action$='/measure/'] button").click()
        run, path = page.url.removeprefix(home), wall.removeprefix(home)
        found = Found().follow(context.request, home, [run, f"{path}vault/", "/sites/", path, *UNLINKED])
        yield Furnished(home, context, page, complaints, found, codes)


def test_every_link_leads_somewhere(furnished: Furnished) -> None:
    assert furnished.found.dead == []


def test_links_lead_to_every_page(furnished: Furnished) -> None:
    assert {name for name in known() if not name.startswith(ELSEWHERE)} - set(
        furnished.found.pages.values()
    ) - NO_PAGE == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_can_use_every_page(furnished: Furnished, language: str) -> None:
    _speak(furnished.context, furnished.home, language)
    furnish.step_up(furnished.page, furnished.home, furnished.codes)
    furnished.complaints.said.clear()
    wrong = walk(furnished.page, furnished.home, sorted(furnished.found.pages), language)
    wrong += furnished.complaints.said
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_strangers_pages_too(browser: Browser, installation: Installation, language: str) -> None:
    with browser.new_context(viewport=WIDE, reduced_motion="reduce") as context:
        _speak(context, installation.url, language)
        wrong = walk(context.new_page(), installation.url, ANONYMOUS, language)
        assert wrong == [], "\n".join(wrong)


def walk(page: Page, home: str, paths: Iterable[str], language: str) -> list[str]:
    """What is wrong, page by page."""
    wrong = []
    for path in paths:
        page.set_viewport_size(WIDE)
        page.goto(home + path)
        wrong += [f"{path}: {fault}" for fault in faults(page, language)]
    return wrong


def faults(page: Page, language: str) -> Iterator[str]:
    """In both colour schemes and widths; the page is loaded once.

    What only a colour or a width can change does not depend on the language: English gets every combination.
    """
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    for size, scheme, only_colours in LOOKS if language == "en" else LOOKS[-2:]:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        yield from (f"{size['width']} {scheme} {said}" for said in axe.offences(page, only_colours=only_colours))
    if (over := page.evaluate(SIDEWAYS)) > 0:
        yield f"{over} px wider than a phone"
    if not str(page.locator("html").get_attribute("lang")).lower().startswith(language):
        yield f"not in {language}"
    if language != "en":
        yield from (f"left in English: {said}" for said in left_in_english(page, language))


def _speak(context: BrowserContext, url: str, language: str) -> None:
    context.add_cookies([{"name": "rempart_language", "value": language, "url": url}])
