"""Puts something on every page: answers, a profile, decisions, documents, people; by hand, through the pages."""

from playwright.sync_api import Page

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


def organisation(page: Page, home: str) -> None:
    """A person, a team, a supplier."""
    for path, field, value in (
        ("people", "name", "Ann Other"),
        ("teams", "name", "Shop"),
        ("suppliers", "name", "Hexa Hosting"),
    ):
        page.goto(f"{home}/organisation/{path}/")
        form = page.locator("main form", has=page.locator(f"input[name={field}]")).first
        form.locator(f"input[name={field}]").fill(value)
        form.locator("button[type=submit]").click()


def outlet(page: Page, home: str) -> None:
    """The record goes somewhere."""
    page.goto(f"{home}/record/outlets/new/webhook/")
    page.locator("#o_name").fill("Centre")
    page.locator("#o_url").fill("https://receiver.invalid/in")
    page.locator("main form button.main[type=submit]").click()


def account(page: Page, home: str) -> None:
    """Address, password, second factor."""
    page.goto(f"{home}/account/finish")
    page.locator("#id_email").fill(EMAIL)
    page.locator("#id_password").fill(PASSWORD)
    _send(page)
    page.goto(f"{home}/account/2fa/totp/activate/")
    page.locator("#id_code").fill(code_of(page.locator("#authenticator_secret").input_value()))
    _send(page)


def _send(page: Page) -> None:
    page.locator("main form button.main[type=submit]").last.click()
