"""A lesson from the list to its end, by keyboard alone, on a phone and on a desk, in three languages."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dev.installation import Installation
from tests.journeys import axe

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-lesson"), pytest.mark.timeout(600)]
LOOKS = (("en-GB", 1280, "light"), ("fr-FR", 390, "dark"), ("zh-CN", 390, "light"))
MOST_STEPS = 40
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize(("locale", "width", "scheme"), LOOKS)
def test_from_the_list_to_the_end_by_keyboard(
    browser: Browser, installation: Installation, state: Any, locale: str, width: int, scheme: Any
) -> None:
    with browser.new_context(
        storage_state=state,
        locale=locale,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        page = context.new_page()
        page.goto(f"{installation.url}/lessons/")
        whole(page)
        press(page, "main form button, main .next a.button")
        seen = set()
        for _ in range(MOST_STEPS):
            if page.locator("input[name=value]").count() == 0:
                break
            kind = page.locator("input[name=kind]").input_value()
            if kind not in seen:
                seen.add(kind)
                whole(page)
            page.locator("input[name=value]").first.focus()
            page.keyboard.press("Space")
            with page.expect_navigation():
                page.keyboard.press("Enter")
        assert seen == {"scene", "question"}
        expect(page.locator(".notice.info")).to_be_visible()  # it went by faster than anybody reads
        whole(page)
        page.goto(f"{installation.url}/lessons/repeat/")
        whole(page)


def press(page: Page, what: str) -> None:
    """Reached and pressed without a pointer."""
    page.locator(what).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def whole(page: Page) -> None:
    """For everybody, and not wider than the screen."""
    assert axe.offences(page) == []
    assert page.evaluate(SIDEWAYS) <= 0
