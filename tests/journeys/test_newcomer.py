"""From the printed link to a level, a mended stone, claims, a profile, an account with a second factor, and back in.

One person, one site: each test goes on where the one before stopped.
"""

import re
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dev.installation import Installation
from dev.wordpress import Site
from tests.journeys import traveller
from tests.journeys.totp import STEP_S, code_of
from tests.journeys.traveller import Complaints

pytestmark = [
    pytest.mark.slow,
    pytest.mark.database,
    pytest.mark.xdist_group("journey-newcomer"),
    pytest.mark.timeout(600),
]

EMAIL, PASSWORD = "claire@lavande.example", "granite-not-gravel-5"


class Way:
    """What one test hands to the next."""

    context: BrowserContext
    page: Page
    complaints: Complaints
    wall: str
    secret: str


@pytest.fixture(scope="module")
def way(browser: Browser) -> Way:
    found = Way()
    found.context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    found.complaints = Complaints()
    return found


@pytest.fixture(autouse=True)
def nothing_grumbles(way: Way) -> Iterator[None]:
    """No step of the way may leave an error in the console."""
    yield
    said, way.complaints.said = way.complaints.said, []
    assert said == []


def test_the_printed_link_leads_to_one_question(way: Way, installation: Installation) -> None:
    way.page = traveller.come_in(way.context, installation.link, way.complaints)
    expect(way.page).to_have_url(f"{installation.url}/measure")
    expect(way.page.locator("h1")).to_be_visible()


def test_the_link_works_once(browser: Browser, installation: Installation, way: Way) -> None:
    with browser.new_context() as other:
        answer = other.new_page().goto(installation.link)
        assert answer is not None
        assert answer.status == 410


def test_an_address_on_this_machine_says_what_to_tick(way: Way, blog: Site) -> None:
    way.complaints.forgive("422")
    way.page.locator("#id_address").fill(blog.url)
    way.page.get_by_role("button", name="Measure", exact=True).click()
    expect(way.page.locator("#address-error")).to_contain_text("tick the box")


def test_an_address_leads_to_the_wall(way: Way, blog: Site) -> None:
    way.page.locator("input[name=private]").check()
    way.page.get_by_role("button", name="Measure", exact=True).click()
    expect(way.page.locator("progress, h1").first).to_be_visible()
    way.wall = traveller.wait_for_wall(way.page)
    expect(way.page.locator("h1")).to_contain_text("Wall 0")
    expect(way.page.locator(".stampline")).to_contain_text("LAB")


@pytest.mark.parametrize("control", ["no_user_names_told", "files_hardened"])
def test_a_failing_stone_says_why_and_how(way: Way, control: str) -> None:
    way.page.goto(f"{way.wall}stones/{control}/")
    head = way.page.locator(".stone-head")
    traveller.reload_until(way.page, lambda: "ailing" in head.inner_text(), "the stone never failed")
    expect(way.page.locator(".trail li").first).to_be_visible()
    expect(way.page.locator("#fix li").first).to_be_visible()


def test_a_mended_stone_turns(way: Way, blog: Site) -> None:
    blog.remove("user_author_archive")
    blog.remove("config_bak")
    way.page.goto(way.wall)
    way.page.get_by_role("button", name="Measure again").click()
    traveller.wait_for_wall(way.page)
    way.page.goto(f"{way.wall}stones/no_user_names_told/")
    head = way.page.locator(".stone-head")
    traveller.reload_until(way.page, lambda: "Proven" in head.inner_text(), "the mended stone did not turn")
    way.page.goto(f"{way.wall}stones/files_hardened/")
    traveller.reload_until(way.page, lambda: "ailing" not in head.inner_text(), "the mended stone still fails")


def test_answers_count_as_claimed(way: Way) -> None:
    way.page.goto(f"{way.wall}questions/")
    for control in ("backup_daily", "backup_place_known"):
        way.page.locator(f"input[name=answer-{control}][value=yes]").check()
    way.page.get_by_role("button", name="Save the answers").click()
    expect(way.page.get_by_role("status").first).to_contain_text("claimed")
    way.page.goto(f"{way.wall}stones/backup_daily/")
    head = way.page.locator(".stone-head")
    traveller.reload_until(way.page, lambda: "laimed" in head.inner_text(), "the answer never reached the stone")


def test_a_profile_says_which_level_is_needed(way: Way) -> None:
    way.page.goto(way.wall)
    way.page.get_by_role("link", name="Fill in the profile").click()
    way.page.get_by_label("What kind of site is it?").select_option("shop")
    way.page.get_by_label("It sells").check()
    way.page.get_by_label("How many people").fill("3")
    way.page.get_by_role("button", name="Save the profile").click()
    expect(way.page.get_by_role("status").first).to_contain_text("Saved")
    way.page.goto(way.wall)
    need = way.page.locator("table.two td.need").first
    traveller.reload_until(way.page, lambda: need.count() > 0 and need.inner_text() == "2", "no level is needed")
    way.page.goto(f"{way.wall}profile/")
    expect(way.page.locator("section", has=way.page.locator("#need-title"))).to_contain_text("You sell")


def test_history_tells_the_reason(way: Way) -> None:
    way.page.goto(f"{way.wall}history/")
    events = way.page.locator("ol.events")
    expect(events).to_contain_text("wp-config.php")
    expect(events.locator("li", has_text="No version is told")).to_contain_text("headers, pages or feeds")


@pytest.mark.parametrize(("button", "code"), [("Français", "fr"), ("中文", "zh-hans"), ("English", "en")])
def test_the_language_changes_and_stays(way: Way, button: str, code: str) -> None:
    way.page.goto(way.wall)
    way.page.get_by_role("button", name=button).click()
    expect(way.page).to_have_url(way.wall)
    way.page.goto(f"{way.wall}roadmap/")
    expect(way.page.locator("html")).to_have_attribute("lang", re.compile(code, re.IGNORECASE))


def test_the_account_gets_a_password_and_a_second_factor(way: Way, installation: Installation) -> None:
    way.page.goto(f"{installation.url}/account/finish")
    way.page.locator("#id_name").fill("Claire Morel")
    way.page.locator("#id_email").fill(EMAIL)
    way.page.locator("#id_password").fill(PASSWORD)
    way.page.get_by_role("button", name="Save").click()
    expect(way.page).to_have_url(f"{installation.url}/account/2fa/")
    expect(way.page.get_by_role("status")).to_contain_text("Your role asks for a second factor")
    way.page.get_by_role("link", name="Set up an app").click()
    expect(way.page).to_have_url(f"{installation.url}/account/2fa/totp/activate/")
    way.secret = way.page.locator("#authenticator_secret").input_value()
    way.page.locator("#id_code").fill(code_of(way.secret))
    way.page.get_by_role("button", name="Switch it on").click()
    expect(way.page).to_have_url(f"{installation.url}/account/2fa/recovery-codes/")
    expect(way.page.locator("#recovery_codes")).to_have_attribute("readonly", "")


def test_who_left_comes_back_with_both(way: Way, installation: Installation) -> None:
    way.page.get_by_role("button", name="Sign out").click()
    answer = way.page.goto(way.wall)
    assert answer is not None
    assert "/account/login/" in answer.url
    way.page.get_by_label("E-mail address").fill(EMAIL)
    way.page.get_by_label("Password").fill(PASSWORD)
    way.page.get_by_role("button", name="Sign in", exact=True).click()
    expect(way.page).to_have_url(re.compile("/account/2fa/authenticate/"))
    used = code_of(way.secret)
    until = time.monotonic() + 2 * STEP_S
    while code_of(way.secret) == used:  # a code counts once: the next one is half a minute away
        assert time.monotonic() < until
        way.page.wait_for_timeout(200)
    way.page.locator("#id_code").fill(code_of(way.secret))
    way.page.get_by_role("button", name="Go on").click()
    expect(way.page).to_have_url(way.wall)


def test_without_scripts_the_way_is_the_same(browser: Browser, installation: Installation, blog: Site) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = traveller.come_in(context, installation.new_link())
        page.goto(f"{installation.url}/measure")
        page.locator("#id_address").fill(f"{blog.url}/again")
        page.locator("input[name=private]").check()
        page.get_by_role("button", name="Measure", exact=True).click()
        until = time.monotonic() + traveller.WALL_S
        while not traveller.WALL.search(page.url):
            assert time.monotonic() < until, "the wall never came"
            page.get_by_role("link", name="Look again").click()
        expect(page.locator("h1")).to_contain_text("Wall 0")
        page.locator("details.course summary").nth(1).click()
        page.locator("details.course[open] a").first.click()
        expect(page.locator("#trail-title")).to_be_visible()
