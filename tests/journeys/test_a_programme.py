"""An organiser makes a programme from a ready one and opens it; somebody enrols and takes a seat; by keyboard alone."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from dev.installation import Installation
from tests.journeys.test_a_lesson import press, whole

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-lesson"), pytest.mark.timeout(600)]
LOOKS = (("fr-FR", 390, "dark"),)  # all languages: test_every_page.py
PICTURES = os.environ.get("REMPART_PICTURES", "")  # a folder, to look at the pages


def test_from_a_ready_one_to_a_seat_by_keyboard(browser: Browser, installation: Installation, state: Any) -> None:
    with browser.new_context(storage_state=state, locale="en-GB") as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{installation.url}/programmes/")
        whole(page)
        first = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=3)
        page.locator("#id_template").select_option("four_sessions")
        page.locator("#id_starts_on").fill(first.isoformat())
        press(page, "form.panel button.main")
        whole(page)
        press(page, "button[value=open]")
        page.goto(f"{installation.url}/programmes/letters/")
        page.locator("#id_phrase").fill("the lighthouse keeps its lamp lit")
        press(page, "form.panel button.main")
        page.goto(f"{installation.url}/programme/")
        press(page, "button[value=join]")
        press(page, "main .plain-list a >> nth=0")
        press(page, "button[value=take]")
        expect(page.locator(".notice.ok")).to_be_visible()
        whole(page)


@pytest.mark.parametrize(("locale", "width", "scheme"), LOOKS)
def test_each_page_is_whole_on_a_phone(
    browser: Browser, installation: Installation, state: Any, locale: str, width: int, scheme: Any
) -> None:
    with browser.new_context(
        storage_state=state,
        locale=locale,
        viewport={"width": width, "height": 800},
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=True,
    ) as context:
        page = context.new_page()
        page.goto(f"{installation.url}/programmes/")
        manage = str(page.locator("main tbody a").first.get_attribute("href"))
        page.goto(f"{installation.url}{manage}")
        meeting = str(page.locator("main tbody a").first.get_attribute("href"))
        ways = ("/programmes/", manage, f"{manage}edit/", f"{manage}progress/", f"{manage}sessions/add/", meeting)
        for number, way in enumerate(
            (*ways, f"{meeting.removesuffix('edit/')}sheet/", "/programmes/letters/", "/programme/", "/learning/today/")
        ):
            page.goto(f"{installation.url}{way}")
            whole(page)
            look(page, f"{locale}-{number}")


def look(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)
