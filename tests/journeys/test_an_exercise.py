"""A drill of the room by keyboard alone, without JavaScript: begun, marked, ended; on a phone, in the dark, in Chinese."""

import re

import pytest
from playwright.sync_api import Browser, expect

from dev.installation import Installation
from tests.journeys.test_a_lesson import press, whole
from tests.journeys.untranslated import left_in_english

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-lesson"), pytest.mark.timeout(600)]


@pytest.mark.parametrize(("locale", "width", "scheme"), [("fr-FR", 1280, "light"), ("zh-CN", 390, "dark")])
def test_from_the_cards_to_what_becomes_better(
    browser: Browser, installation: Installation, state: object, locale: str, width: int, scheme: str
) -> None:
    look = {
        "storage_state": state,
        "locale": locale,
        "viewport": {"width": width, "height": 800},
        "color_scheme": scheme,
    }
    with browser.new_context(**look, java_script_enabled=False) as plain:  # type: ignore[arg-type]
        page = plain.new_page()
        page.goto(f"{installation.url}/exercises/")
        press(page, "main a[href$='/exercises/table_top/']")
        page.locator("#id_people").fill("5")
        page.locator("#id_is_prepared").focus()
        page.keyboard.press("Space")
        press(page, "main form .button.main")
        under_way = page.url
        press(page, "main button[name=seen] >> nth=0")
        expect(page.locator("main .badge.ok")).to_have_count(1)
        page.locator("#id_text_1").fill("…")
        page.locator("#id_by_1").fill("2027-01-15")
    with browser.new_context(**look) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in (
            "/exercises/",
            "/exercises/table_top/",
            "/exercises/table_top/cards/",
            under_way,
            f"{under_way}screen/",
        ):
            page.goto(path if path.startswith("http") else f"{installation.url}{path}")
            whole(page)
            assert list(left_in_english(page, {"fr": "fr"}.get(locale[:2], "zh-hans"))) == []
        page.goto(under_way)
        page.locator("#id_text_1").fill("…")
        page.locator("#id_by_1").fill("2027-01-15")
        press(page, "main form[action$='/end/'] .button.main")
        expect(page.locator("main")).to_contain_text(re.compile("2027"))
        whole(page)
