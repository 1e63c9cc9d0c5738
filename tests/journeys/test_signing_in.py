"""Every way in, in a real browser against real servers: passkey, app, staff number and mailed code, OIDC, step-up, revocation.

One person after the other: each test goes on where the one before stopped.
"""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dev.identity import oidc, saml
from dev.installation import Installation
from dev.wordpress.phprun import free_port
from tests.journeys.totp import STEP_S, code_of
from tests.journeys.traveller import Complaints, come_in

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-signing-in"), pytest.mark.timeout(600)]

EMAIL, PASSWORD = "claire@lavande.example", "granite-not-gravel-5"
LETTER_S = 90.0
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


class Mailbox:
    """What a real SMTP server took."""

    def __init__(self) -> None:
        self.letters: list[str] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """aiosmtpd's hook."""
        from email import message_from_bytes, policy

        self.letters.append(message_from_bytes(envelope.content, policy=policy.default).get_body().get_content())
        return "250 taken"

    def wait_for(self, form: str) -> str:
        """The newest letter that fits; what its first group says."""
        until = time.monotonic() + LETTER_S
        while time.monotonic() < until:
            for letter in reversed(self.letters):
                found = re.search(form, letter)
                if found:
                    return found.group(found.re.groups and 1)
            time.sleep(0.1)
        raise AssertionError(f"no letter fits {form}: {self.letters}")


class Way:
    """What one test hands to the next."""

    context: BrowserContext
    page: Page
    secret: str
    door: str


@pytest.fixture(scope="module")
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    try:
        yield box, server.port
    finally:
        server.stop()


@pytest.fixture(scope="module")
def home(mailbox: tuple[Mailbox, int], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    folder = tmp_path_factory.mktemp("signing-in") / "data"
    with Installation(folder, "--allow-private", environment={"REMPART_SMTP": f"127.0.0.1:{mailbox[1]}"}) as running:
        yield running


@pytest.fixture(scope="module")
def way(browser: Browser) -> Way:
    found = Way()
    found.context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    return found


def test_an_owner_sets_up_an_app_and_a_passkey(way: Way, home: Installation) -> None:
    complaints = Complaints()
    page = way.page = come_in(way.context, home.link.replace("127.0.0.1", "localhost"), complaints)
    page.goto(f"{home.named_url}/account/finish")
    page.locator("#id_email").fill(EMAIL)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="Save").click()
    page.goto(f"{home.named_url}/measure")
    expect(page).to_have_url(f"{home.named_url}/account/2fa/")  # nothing else opens
    page.get_by_role("link", name="Set up an app").click()
    way.secret = page.locator("#authenticator_secret").input_value()
    page.locator("#id_code").fill(code_of(way.secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page).to_have_url(f"{home.named_url}/account/2fa/recovery-codes/")
    session = way.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{home.named_url}/account/2fa/webauthn/add/")
    page.get_by_label("Name of the passkey").fill("blue key")
    page.get_by_role("button", name="Add it").click()
    page.wait_for_url(f"{home.named_url}/account/2fa/")
    expect(page.get_by_text("1 passkey.")).to_be_visible()
    assert complaints.said == []


@pytest.mark.parametrize(
    ("language", "button"),
    [
        ("Français", "Se connecter avec une clé d’accès"),
        ("中文", "用通行密钥登录"),
        ("English", "Sign in with a passkey"),
    ],
)
def test_a_passkey_alone_opens_the_account_in_three_languages(
    way: Way, home: Installation, language: str, button: str
) -> None:
    page = way.page
    page.locator(".who form[action='/account/logout/'] button").click()
    page.goto(f"{home.named_url}/account/login/?next=/account/sessions/")
    page.get_by_role("button", name=language).click()
    page.get_by_role("button", name=button).click()
    page.wait_for_url(f"{home.named_url}/account/sessions/")


def test_a_passkey_that_does_not_come_says_what_to_do(browser: Browser, home: Installation) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})  # it holds no passkey of ours
        page.goto(f"{home.named_url}/account/login/")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.locator("#passkey-trouble")).to_be_visible(timeout=30_000)


def test_step_up_asks_for_the_factor_and_not_for_the_password(way: Way, home: Installation, browser: Browser) -> None:
    page = way.page
    page.goto(f"{home.named_url}/account/2fa/webauthn/reauthenticate/?next=/organisation/sign-in/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"{home.named_url}/organisation/sign-in/")
    page.get_by_label("Code of your organisation").fill("lavande")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status").first).to_contain_text("Saved")
    expect(page.locator("code", has_text="/learn/lavande/")).to_be_visible()


def test_password_and_app_in_another_browser_tell_the_person(
    way: Way, home: Installation, browser: Browser, mailbox: tuple[Mailbox, int]
) -> None:
    other = browser.new_context(user_agent="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    page = other.new_page()
    page.goto(f"{home.named_url}/account/login/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    used, until = code_of(way.secret), time.monotonic() + 2 * STEP_S
    while code_of(way.secret) == used and time.monotonic() < until:  # the code of the set-up may still be the one
        page.wait_for_timeout(200)
    page.locator("#id_code").fill(code_of(way.secret))
    page.get_by_role("button", name="Go on").click()
    page.goto(f"{home.named_url}/account/sessions/")
    expect(page.locator("tr", has_text="Firefox · Linux").first).to_contain_text("this one")
    mailbox[0].wait_for(r"Firefox · Linux")
    way.page.goto(f"{home.named_url}/account/sessions/")
    way.page.locator("tr", has_text="Firefox").get_by_role("button", name="End").click()
    page.goto(f"{home.named_url}/account/sessions/")  # revoked while it was open
    expect(page).to_have_url(re.compile("/account/login/"))
    other.close()


def test_a_learner_comes_in_by_number_and_mailed_code(
    way: Way, home: Installation, browser: Browser, mailbox: tuple[Mailbox, int]
) -> None:
    way.page.goto(f"{home.named_url}/organisation/people/")
    form = way.page.locator("main form", has=way.page.locator("input[name=name]")).first
    form.locator("input[name=name]").fill("Ann Other")
    form.locator("input[name=email]").fill("ann@lavande.example")
    form.locator("input[name=staff_number]").fill("K1047")
    form.locator("button[type=submit]").click()
    with browser.new_context(locale="en-GB") as context:
        page = context.new_page()
        page.goto(f"{home.named_url}/learn/lavande/")
        page.get_by_label("Staff number").fill("k1047")
        page.get_by_role("button", name="Send me a code").click()
        page.get_by_label("Code").fill(mailbox[0].wait_for(r"^(\d{4} \d{4})\s"))
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{home.named_url}/lessons/")
        expect(page.get_by_role("heading", name="Today: one lesson of twenty minutes")).to_be_visible()
        expect(page.get_by_role("link", name="See where your account is open")).to_be_visible()
        answer = page.goto(f"{home.named_url}/organisation/")
        assert answer is not None
        assert answer.status == 403


def test_an_organisations_own_sign_in_is_linked_and_opens_the_account(
    way: Way, home: Installation, browser: Browser
) -> None:
    page, port = way.page, free_port()
    page.goto(f"{home.named_url}/organisation/sign-in/new/oidc/")
    page.get_by_label("Name on the button").fill("Lavande ID")
    page.get_by_label("Address of the provider").fill(f"http://localhost:{port}")
    page.get_by_label("Client id").fill("rempart")
    page.get_by_label("Client secret").fill("a-secret-of-the-client")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Test the connection").click()
    expect(page.locator(".notice").first).to_contain_text("It does not answer")
    callback = page.locator("code", has_text="/callback/").inner_text()
    with oidc.running(port, "rempart", "a-secret-of-the-client", callback, {"mallory": EMAIL}):
        page.get_by_role("button", name="Test the connection").click()
        expect(page.locator(".notice").first).to_contain_text("It answers")
        page.goto(f"{home.named_url}/account/links/")
        page.get_by_role("button", name="Link").click()
        at_the_provider(page, "claire")
        page.wait_for_url(f"{home.named_url}/account/links/")
        expect(page.get_by_role("button", name="Unlink")).to_be_visible()
        with browser.new_context() as context:
            stranger = context.new_page()
            outside(stranger, home, "mallory")  # claims Claire's own address, verified
            expect(stranger.locator("h1")).to_contain_text("That way stays shut")
            stranger.goto(f"{home.named_url}/account/sessions/")
            expect(stranger).to_have_url(re.compile("/account/login/"))
        with browser.new_context() as context:
            claire = context.new_page()
            outside(claire, home, "claire")
            expect(claire).to_have_url(re.compile("/account/2fa/authenticate/"))  # her own factor is due as well
            callback_url = claire.url
            assert "code=" not in callback_url


def test_saml_is_linked_opens_the_account_and_an_answer_counts_once(
    way: Way, home: Installation, browser: Browser, tmp_path: Path
) -> None:
    page, port = way.page, free_port()
    key, cert = saml.certificate(tmp_path)
    page.goto(f"{home.named_url}/organisation/sign-in/new/saml/")
    page.get_by_label("Name on the button").fill("Lavande SAML")
    page.get_by_label("Entity id").fill(saml.ENTITY)
    page.get_by_label("Its sign-in address").fill(f"http://localhost:{port}/sso")
    page.get_by_label("Its certificate").fill(cert.read_text())
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Test the connection").click()
    expect(page.locator(".notice").first).to_contain_text("The certificate can be read")
    metadata = page.locator("code", has_text="/metadata/").inner_text()
    with saml.running(port, metadata, key, cert, {"mallory": EMAIL}):
        page.goto(f"{home.named_url}/account/links/")
        page.locator("li", has_text="Lavande SAML").get_by_role("button", name="Link").click()
        at_saml(page, "claire")
        page.wait_for_url(f"{home.named_url}/account/links/")
        expect(page.locator("li", has_text="Lavande SAML").get_by_role("button", name="Unlink")).to_be_visible()
        with browser.new_context() as context:
            stranger = context.new_page()
            outside(stranger, home, "mallory", "Lavande SAML")
            expect(stranger.locator("h1")).to_contain_text("That way stays shut")
        with browser.new_context() as context:
            claire, sent = context.new_page(), []
            claire.on(
                "request", lambda r: sent.append((r.url, r.post_data)) if "/acs/" in r.url and r.post_data else None
            )
            outside(claire, home, "claire", "Lavande SAML")
            expect(claire).to_have_url(re.compile("/account/2fa/authenticate/"))
        ((acs, answer),) = sent
        with browser.new_context() as context:
            thief = context.new_page()
            thief.goto(f"{home.named_url}/account/login/")
            again = thief.request.post(acs, data=answer, headers={"Content-Type": "application/x-www-form-urlencoded"})
            assert again.status == 403
            thief.goto(f"{home.named_url}/account/2fa/authenticate/")
            expect(thief).to_have_url(re.compile("/account/login/"))


def at_saml(page: Page, name: str) -> None:
    page.locator("input[name=name]").fill(name)
    page.locator("button[type=submit]").click()


def outside(page: Page, home: Installation, name: str, provider: str = "Lavande ID") -> None:
    page.goto(f"{home.named_url}/account/outside/")
    page.get_by_label("Code of your organisation").fill("lavande")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name=provider).click()
    at_the_provider(page, name) if provider == "Lavande ID" else at_saml(page, name)


def at_the_provider(page: Page, name: str) -> None:
    """The development pages of oidc-provider: a name, any password, consent."""
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("any")
    page.locator("button[type=submit]").click()
    page.wait_for_load_state()
    if page.locator("button[type=submit]", has_text="Continue").count():
        page.locator("button[type=submit]", has_text="Continue").click()
