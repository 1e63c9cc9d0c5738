"""A rule of the house without JavaScript: put up, answered wrongly, confirmed; and the pages of the rules, dark and narrow."""

import pytest
from playwright.sync_api import Browser, Page, expect

from dev.installation import Installation
from tests.journeys.test_a_lesson import whole
from tests.journeys.untranslated import left_in_english

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-lesson"), pytest.mark.timeout(600)]
WORDS = {
    "title": "Signaler, sans attendre", "text": "Appelez le 22.\n\n- Dites ce que vous voyez.", "ask": "Qui appelez-vous ?",
    "right": "Le 22", "wrong_1": "Personne",
}  # fmt: skip


def put_up(page: Page, url: str) -> None:
    page.goto(f"{url}/rules/house/")
    page.locator("#id_dated_on").fill("2026-11-02")
    if not page.locator("#id_title_fr").is_visible():
        page.locator("details", has=page.locator("#id_title_fr")).locator("summary").click()
    for name, words in WORDS.items():
        page.locator(f"#id_{name}_fr").fill(words)
    page.locator("form.panel button[type=submit]").click()


@pytest.mark.parametrize(("locale", "width", "scheme"), [("fr-FR", 1280, "light"), ("zh-CN", 390, "dark")])
def test_put_up_read_and_confirmed(
    browser: Browser, installation: Installation, state: object, locale: str, width: int, scheme: str
) -> None:
    options = {"locale": locale, "viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    with browser.new_context(storage_state=state, java_script_enabled=False, **options) as plain:  # type: ignore[arg-type]
        page = plain.new_page()
        put_up(page, installation.url)
        for answer in ("Personne", "Le 22"):
            page.locator(f"input[name=answer][value='{answer}']").check()
            page.locator("form[aria-labelledby=confirm-title] button[type=submit]").click()
        expect(page.locator(".badge.ok").first).to_be_visible()
    with browser.new_context(storage_state=state, **options) as context:  # type: ignore[arg-type]
        page = context.new_page()
        for path in ("rules/", "rules/gdpr/", "rules/which/", "rules/which/?in_eu=yes&cards=no", "rules/house/"):
            page.goto(f"{installation.url}/{path}")
            whole(page)
            assert list(left_in_english(page, {"fr": "fr"}.get(locale[:2], "zh-hans"))) == []
