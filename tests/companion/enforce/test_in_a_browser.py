"""A real browser with a security key sets up a passkey and signs in with it; nothing is asked of the world outside."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Request

from dev.browser import chromium
from tests.companion.enforce.ward import ENFORCE, Ward

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "usb", "hasResidentKey": False, "hasUserVerification": False,
    "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as found:
        yield found


def test_passkey_from_set_up_to_sign_in(browser: Browser, ward: Ward) -> None:
    ward.policy(second_factor={"roles": ["administrator"]})
    home = ward.site.url.replace("127.0.0.1", "localhost")  # a passkey belongs to a name, never to a number
    context = browser.new_context(base_url=home, locale="fr-FR")
    page = context.new_page()
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    def first_step() -> None:
        page.goto("/wp-login.php")
        # WordPress moves the cursor there a moment after the page stands: what is typed meanwhile lands in the wrong field
        page.wait_for_function("document.activeElement.id === 'user_login'")
        page.fill("#user_login", ward.person)
        page.fill("#user_pass", ward.password)
        page.click("#wp-submit")

    first_step()
    page.wait_for_url("**/wp-admin/**")  # going on before that leaves without the cookie
    page.goto("/wp-admin/users.php?page=rempart-second-step")
    asked.clear()
    form = page.locator("#rempart-passkey")
    form.locator("[name=rempart_password]").fill(ward.password)
    form.locator("[name=rempart_name]").fill("Blue stick")
    form.locator("#rempart_make").click()
    page.wait_for_selector("#rempart-new-codes")
    page.locator("#rempart-start [name=rempart_password]").fill(ward.password)
    page.locator("#rempart-start button").click()
    page.wait_for_selector("#rempart-key")
    assert page.locator("#wpbody svg").bounding_box()["width"] == 240  # type: ignore[index]
    context.clear_cookies()
    first_step()
    page.wait_for_selector("#rempart_use")
    assert not [one for one in context.cookies() if "logged_in" in str(one.get("name"))]
    page.click("#rempart_use")
    page.wait_for_url("**/wp-admin/**")
    assert ward.site.php(f"echo {ENFORCE}Factor::passkeys(1)[0]['name'];") == "Blue stick"
    assert [one for one in asked if not one.startswith((home, "data:", "blob:")) and "gravatar" not in one] == []
    context.close()
