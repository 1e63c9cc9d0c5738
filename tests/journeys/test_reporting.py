"""A strange mail from the report to its answer: reported, decided and answered by keyboard, on a phone and on a desk."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dev.installation import Installation
from tests.journeys import axe, untranslated
from tests.mail.reported_mails import mail

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-reporting"), pytest.mark.timeout(600)]
LOOKS = (("fr-FR", "fr", 390, "dark"), ("zh-CN", "zh-hans", 390, "light"), ("en-GB", "", 1280, "dark"))
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
TEXTS = ("Your mailbox is closed tonight unless you sign in at https://one.example/", "A parcel waits for you and for nobody else, pay the duty at https://two.example/", "Invoice overdue since Monday, see https://three.example/ before noon today")  # fmt: skip


@pytest.mark.parametrize("number", range(len(LOOKS)))
def test_reported_decided_answered(
    browser: Browser, installation: Installation, state: object, tmp_path: Path, number: int
) -> None:
    locale, code, width, scheme = LOOKS[number]
    (tmp_path / "strange.eml").write_bytes(
        mail(TEXTS[number], subject=f"Strange {'abc'[number]}", file=("a.txt", b"hello"))
    )
    with browser.new_context(
        storage_state=state,  # type: ignore[arg-type]
        locale=locale,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=number != 0,
    ) as context:
        page = context.new_page()
        page.goto(f"{installation.url}/report/")
        whole(page, code, has_script=number != 0)
        page.set_input_files("#r_file", str(tmp_path / "strange.eml"))
        press(page, "main form.panel button[type=submit]")
        expect(page.locator(".notice.success")).to_be_visible()
        expect(page.locator("main table")).to_contain_text("Strange")
        page.goto(f"{installation.url}/triage/")
        whole(page, code, has_script=number != 0)
        press(page, "main tbody th a")
        expect(page.locator("pre.payload").first).to_contain_text("hxxps://")
        whole(page, code, has_script=number != 0)
        press(page, "button[name=decision][value=phishing]")
        page.goto(f"{installation.url}/report/")
        expect(page.locator("main table td b")).to_have_count(number + 1)
        for path in ("/report/button/", "/triage/?pile=decided", "/triage/?pile=unproven"):
            page.goto(f"{installation.url}{path}")
            whole(page, code, has_script=number != 0)


def press(page: Page, what: str) -> None:
    """Reached and pressed without a pointer."""
    page.locator(what).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def whole(page: Page, code: str, *, has_script: bool) -> None:
    """For everybody, in their language, and not wider than the screen."""
    if has_script:
        assert axe.offences(page) == []
        assert page.evaluate(SIDEWAYS) <= 0
        if code:
            assert untranslated.left_in_english(page, code) == []
