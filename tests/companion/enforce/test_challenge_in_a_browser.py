"""A real browser does the sum by itself, under a strict policy for content, in two tabs, after going back; without script one waits."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from dev.browser import chromium
from dev.wordpress import Site
from tests.companion.enforce.solver import ask
from tests.companion.enforce.ward import Ward
from tests.journeys import axe

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
STRICT = (
    "add_action('login_init', function () { header(\"Content-Security-Policy: default-src 'none'; script-src 'self';"
    " style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'\"); }); add_filter('locale', function () { return 'LOCALE'; });"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def ward(sqlite_site: Site) -> Iterator[Ward]:
    """Asked of the account; one engine is enough for what happens in the browser."""
    one = Ward(sqlite_site)
    one.clear()
    one.policy(login_challenge=True)
    for _ in range(3):
        one.visitor().sign_in(one.person, "wrong-and-wrong")
    one.site.must_use("scene", STRICT.replace("LOCALE", "en_US"))
    yield one
    one.site.must_use("scene", None)
    one.clear()


def opened(browser: Browser, ward: Ward, **more: object) -> Page:
    """A new browser at the form."""
    page = browser.new_context(base_url=ward.site.url, **more).new_page()  # type: ignore[arg-type]
    page.goto("/wp-login.php")
    return page


def fill(page: Page, ward: Ward, password: str) -> None:
    """Name and password, and the button."""
    page.fill("#user_login", ward.person)
    page.fill("#user_pass", password)
    page.click("#wp-submit")


def test_it_is_done_by_itself_and_nobody_else_is_asked(browser: Browser, ward: Ward) -> None:
    page = opened(browser, ward, locale="en-GB")
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    assert page.locator("progress").count() == 0  # nothing is said before something is asked
    fill(page, ward, ward.password)
    page.wait_for_url("**/wp-admin/**")
    assert [one for one in asked if "wp-login.php" in one and not one.startswith(ward.site.url)] == []
    assert sum("rempart_challenge" in one for one in asked) == 1
    assert {cookie.get("name", "") for cookie in page.context.cookies() if "rempart" in cookie.get("name", "")} == set()
    page.context.close()


def test_who_is_wrong_again_sees_how_far_it_is_and_hears_it(browser: Browser, ward: Ward) -> None:
    page = opened(browser, ward, viewport={"width": 390, "height": 800})
    fill(page, ward, "wrong-again")
    expect(page.locator("#login_error")).to_be_visible()
    words = page.get_by_role("status")
    expect(words).to_have_text("The calculation is done.")
    assert page.get_by_role("progressbar", name="How far the calculation is").get_attribute("value") == "16"
    assert [one for one in axe.offences(page) if "rempart" in str(one)] == []
    box = page.locator("progress").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    page.fill("#user_pass", ward.password)
    page.click("#wp-submit")
    page.wait_for_url("**/wp-admin/**")
    page.context.close()


def test_two_tabs_another_name_and_the_way_back(browser: Browser, ward: Ward) -> None:
    first = opened(browser, ward)
    second = first.context.new_page()
    second.goto("/wp-login.php")
    for page in (first, second):
        fill(page, ward, "wrong-again")
        expect(page.get_by_role("status")).to_have_text("The calculation is done.")
    ward.account("slate", "editor")
    first.fill("#user_login", "slate")  # the sum was for another name
    first.fill("#user_pass", "slate-and-flint-9")
    first.click("#wp-submit")
    first.wait_for_url("**/wp-admin/**")
    first.context.clear_cookies()
    second.go_back()  # to the form as it was before the wrong try
    second.wait_for_selector("#user_login")
    fill(second, ward, ward.password)
    second.wait_for_url("**/wp-admin/**")
    first.context.close()


@pytest.mark.parametrize(
    ("locale", "word"), [("en_US", "please wait"), ("fr_FR", "veuillez attendre"), ("zh_CN", "请等待")]
)
def test_without_script_one_waits_in_ones_own_language(browser: Browser, ward: Ward, locale: str, word: str) -> None:
    ward.site.must_use("scene", STRICT.replace("LOCALE", locale))
    page = opened(browser, ward, java_script_enabled=False)
    fill(page, ward, ward.password)
    expect(page.locator("noscript, .message").last).to_contain_text(word)
    expect(page.locator("#login_error")).to_contain_text(word)
    assert page.locator("#user_login").input_value() == ward.person
    page.fill("#user_pass", ward.password)
    page.click("#wp-submit")
    expect(page.locator("#login_error")).to_contain_text(word)  # too early
    if locale != "en_US":
        page.context.close()
        return
    left = int(str(page.locator(".message").last.inner_text()).split(" seconds")[0].split()[-1])
    page.wait_for_timeout(left * 1000)  # the wait itself is what is tried
    page.fill("#user_pass", ward.password)
    page.click("#wp-submit")
    page.wait_for_url("**/wp-admin/**")
    assert ask(ward.visitor(), ward.person) is None
    page.context.close()
