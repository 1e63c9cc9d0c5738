"""A case by keyboard alone: from the list, step by step without JavaScript, to what helps; on a phone, in the dark, in Chinese."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from dev.installation import Installation
from tests.journeys.test_a_lesson import press, whole
from tests.journeys.untranslated import left_in_english

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-lesson"), pytest.mark.timeout(600)]


@pytest.mark.parametrize(("locale", "width", "scheme"), [("fr-FR", 1280, "light"), ("zh-CN", 390, "dark")])
def test_step_by_step_to_what_helps(
    browser: Browser, installation: Installation, state: Any, locale: str, width: int, scheme: Any
) -> None:
    with browser.new_context(
        storage_state=state,
        locale=locale,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=False,
    ) as plain:  # type: ignore[arg-type]
        page = plain.new_page()
        page.goto(f"{installation.url}/cases/")
        press(page, "main .plain-list a")
        press(page, "main a[href$='/steps/']")
        for _ in range(20):
            if page.locator("input[name=would]").count() == 0:
                break
            page.locator("input[name=would]").first.focus()
            page.keyboard.press("Space")
            with page.expect_navigation():
                page.keyboard.press("Enter")
            expect(page.locator(".notice.warm")).to_be_visible()
        press(page, "main .button.main")
        assert page.locator("ol > li[id^=source-]").count() > 3
    with browser.new_context(
        storage_state=state, locale=locale, viewport={"width": width, "height": 800}, color_scheme=scheme
    ) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("cases/", "cases/defences/", "cases/almaviva/", "cases/almaviva/steps/?at=3"):
            page.goto(f"{installation.url}/{path}")
            whole(page)
            assert list(left_in_english(page, {"fr": "fr"}.get(locale[:2], "zh-hans"))) == []
