"""What people do on the pages, in one place: come in, measure, wait for a condition, read a stone."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, Page

from dev.installation import Installation

WALL_S = 60.0  # the promise is half a minute, on a machine that does nothing else
SOON_S = 20.0  # the worker folds within a second; a busy machine may take longer
PAUSE_MS = 300  # between two looks: a page that is loaded again and again takes the time from what it waits for
WALL = re.compile(r"/sites/[a-z0-9]+/$")


@dataclass
class Complaints:
    """What the browser grumbled about: errors in the console, failed requests, answers from 400 up."""

    said: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """From now on. A page that is left while it loads aborts its own requests: that is no fault."""
        page.on("console", lambda m: self._note(f"{page.url}: {m.text}") if m.type == "error" else None)
        page.on("pageerror", lambda e: self._note(f"{page.url}: {e}"))
        page.on("response", lambda r: self._note(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.on("requestfailed", lambda r: self._failed(r.url, r.failure or ""))

    def forgive(self, *words: str) -> None:
        """Answers that a test asked for: from now on they are no fault."""
        self.expected += words
        self.said = [one for one in self.said if not self._is_expected(one)]

    def _is_expected(self, said: str) -> bool:
        return any(word in said for word in self.expected)

    def _note(self, said: str) -> None:
        if not self._is_expected(said):
            self.said.append(said)

    def _failed(self, url: str, why: str) -> None:
        if "ERR_ABORTED" not in why:
            self._note(f"{url}: {why}")


def come_in(context: BrowserContext, link: str, complaints: Complaints | None = None) -> Page:
    """Open a one-time link in a new page, and press its one button."""
    page = context.new_page()
    if complaints is not None:
        complaints.listen(page)
    page.goto(link)
    page.locator("#come-in").click()
    return page


def signed_in(browser: Browser, installation: Installation, **options: object) -> tuple[BrowserContext, Page]:
    """A new context whose owner came by a fresh link."""
    context = browser.new_context(**options)  # type: ignore[arg-type]
    return context, come_in(context, installation.new_link())


def measure(page: Page, home: str, address: str) -> str:
    """Type the address, tick that it is on this machine, and wait for the wall. Returns the wall's address."""
    page.goto(f"{home}/measure")
    page.locator("#id_address").fill(address)
    page.locator("input[name=private]").check()
    page.locator("main form button[type=submit]").click()
    return wait_for_wall(page)


def wait_for_wall(page: Page) -> str:
    """The progress page turns into the wall by itself."""
    page.wait_for_url(WALL, timeout=WALL_S * 1000)
    return page.url


def reload_until(page: Page, holds: Callable[[], bool], what: str, within_s: float = SOON_S) -> None:
    """The page is asked again until the condition holds: what was told reaches it through the ledger."""
    until = time.monotonic() + within_s
    while not holds():
        assert time.monotonic() < until, f"{what}; the page says: {page.locator('main').inner_text()[:2_000]}"
        page.wait_for_timeout(PAUSE_MS)
        page.reload()
