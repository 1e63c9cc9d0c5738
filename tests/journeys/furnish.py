"""Puts something on every page: answers, a profile, decisions, documents by hand, through the pages; people as the demo does."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page

from dev.installation import ROOT, Installation
from tests.journeys import traveller
from tests.journeys.totp import code_of

EMAIL, PASSWORD = "claire@lavande.example", "granite-not-gravel-5"


def site(page: Page, wall: str) -> None:
    """The pages of one measured site; ends with a run that goes on."""
    page.goto(f"{wall}questions/")
    page.locator("input[name=answer-backup_daily][value=yes]").check()
    _send(page)
    page.goto(f"{wall}risks/?control=https_everywhere")
    page.locator("textarea").fill("We move in March.")
    page.locator("input[name=days]").fill("90")
    _send(page)
    page.goto(f"{wall}documents/?control=backup_daily")
    page.locator("input[name=title]").fill("Contract, annex 2")
    page.locator("input[name=issuer]").fill("Hexa Hosting")
    page.locator("input[type=file]").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}
    )
    _send(page)
    page.goto(f"{wall}profile/")
    page.get_by_label("What kind of site is it?").select_option("shop")
    _send(page)
    page.goto(wall)
    need = page.locator("table.two td.need")
    traveller.reload_until(page, lambda: need.count() > 0, "the profile never reached the wall")


def house(installation: Installation) -> None:
    """People, rights, leavers, outlets: what the demo has."""
    command = [sys.executable, "-m", "dev.demo_house"]
    subprocess.run(command, cwd=ROOT, env=installation.environment(), check=True, capture_output=True, timeout=120)


def vault(installation: Installation, folder: Path) -> None:
    """A site with a plan and one snapshot."""
    command = [sys.executable, "-m", "dev.demo_vault", str(folder)]
    subprocess.run(command, cwd=ROOT, env=installation.environment(), check=True, capture_output=True, timeout=240)


def lesson(page: Page, home: str) -> None:
    """One that was begun."""
    page.goto(f"{home}/lessons/")
    page.locator("main form button").first.click()


def exam(page: Page, home: str) -> None:
    """A test that was begun."""
    page.goto(f"{home}/my/test/")
    page.locator("main .next form button").click()


def account(page: Page, home: str) -> list[str]:
    """Address, password, second factor; its recovery codes, each good for one step-up."""
    page.goto(f"{home}/account/finish")
    page.locator("#id_email").fill(EMAIL)
    page.locator("#id_password").fill(PASSWORD)
    _send(page)
    page.goto(f"{home}/account/2fa/totp/activate/")
    page.locator("#id_code").fill(code_of(page.locator("#authenticator_secret").input_value()))
    _send(page)
    return page.locator("#recovery_codes").input_value().split()


def step_up(page: Page, home: str, codes: list[str]) -> None:
    """For the next five minutes."""
    page.goto(f"{home}/account/2fa/reauthenticate/?next=/account/finish")
    page.locator("#id_code").fill(codes.pop())
    _send(page)
    page.wait_for_url(f"{home}/account/finish")


def _send(page: Page) -> None:
    page.locator("main form button.main[type=submit]").last.click()
