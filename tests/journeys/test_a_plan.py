"""From thirteen questions to a plan, a test begun, points and prizes, by keyboard, on a phone and a desk, in three languages."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dev.installation import Installation
from tests.journeys.test_a_lesson import LOOKS, press, whole

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-plan"), pytest.mark.timeout(600)]
PAGES = ("my/points/", "my/certificates/", "learning/prizes/", "learning/results/", "lessons/questions/")


def test_from_questions_to_prizes_by_keyboard(browser: Browser, installation: Installation, state: object) -> None:
    for locale, width, scheme in LOOKS:
        with browser.new_context(
            storage_state=state,  # type: ignore[arg-type]
            locale=locale,
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=True,
        ) as context:
            through(context.new_page(), installation.url)


def through(page: Page, url: str) -> None:
    page.goto(f"{url}/my/plan/")
    seen(page)
    page.goto(f"{url}/my/plan/questions/")
    seen(page)
    press(page, "main form button")
    fields = page.locator("fieldset")
    if page.locator("[role=alert]").count():  # nothing was answered yet: it says so, and keeps its place
        seen(page)
        for place in range(fields.count()):
            fields.nth(place).locator("input").nth(1 + place % 2).focus()
            page.keyboard.press("Space")
        press(page, "main form button")
    expect(page.locator("main li form").first).to_be_visible()
    seen(page)
    press(page, "main li form button")
    page.goto(f"{url}/my/test/")
    seen(page)
    press(page, "main .next form button, main .next a.button")
    for _ in range(2):
        page.locator("input[name=value]").first.focus()
        page.keyboard.press("Space")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    seen(page)
    for name in PAGES:
        page.goto(f"{url}/{name}")
        seen(page)
    page.goto(f"{url}/verify/aaaaaaaaaaaaaaaa/")
    seen(page)


def seen(page: Page) -> None:
    """For everybody, and not wider than the screen. REMPART_PICTURES names a folder for pictures of what was seen."""
    if folder := os.environ.get("REMPART_PICTURES"):
        name = page.url.split("/", 3)[3].strip("/").replace("/", "-")
        language = page.locator("html").get_attribute("lang")
        page.screenshot(path=Path(folder) / f"{name}-{language}-{page.locator('fieldset').count()}.png", full_page=True)
    whole(page)
