"""The house in which a year of learning and drills is lived through: servers, a clock that is moved on, and who is who."""

import csv
import io
import os
import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import Browser, BrowserContext, Page

from dev.installation import Installation
from tests.journeys import axe
from tests.journeys.clock import Clock
from tests.journeys.crawl import name_of
from tests.journeys.hands import Hands
from tests.journeys.post import Post
from tests.journeys.totp import STEP_S, code_at
from tests.journeys.traveller import Complaints
from tests.journeys.untranslated import left_in_english
from tests.servers.mailbox import mailbox
from tests.servers.names import name_server

PEOPLE = 500
HOME_DOMAIN, DRILL_DOMAIN = "staff.example", "drill.example"
NEWCOMER, NEWCOMER_ADDRESS, STAFF_NUMBER = "Lin Xiaoyu", f"lin@{HOME_DOMAIN}", "N-4711"
DOOR = "ardoises"  # the learners' way in
FRONT_DESK = 12  # people of the newcomer's team
TEAMS = ("Front desk", "Finance", "Workshop", "Shop floor")
PASSWORD = "granite-not-gravel-5"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"  # "HeadlessChrome" would be judged a machine
KEY = (  # of the mail server that sends drills
    rsa.generate_private_key(65_537, 2_048)
    .private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption())
    .decode()
)  # fmt: skip
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def staff() -> bytes:
    """Everybody as a spreadsheet has them: the newcomer first, whose team is small."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["name", "email", "staff_number", "team"])
    table.writerow([NEWCOMER, NEWCOMER_ADDRESS, STAFF_NUMBER, TEAMS[0]])
    for number in range(1, PEOPLE):
        team = TEAMS[0] if number < FRONT_DESK else TEAMS[1 + number % (len(TEAMS) - 1)]
        table.writerow([f"Colleague {number:03d}", address_of(number), f"C-{number:03d}", team])
    return out.getvalue().encode()


def address_of(number: int) -> str:
    """Of one colleague."""
    return f"c{number:03d}@{HOME_DOMAIN}"


@dataclass
class Someone:
    """A person with a browser of their own, and what they must remember."""

    hands: Hands
    code: str  # language of their pages, as <html lang> has it
    complaints: Complaints
    email: str = ""
    secret: str = ""  # of their authenticator app
    seen: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        """Where they are."""
        return self.hands.page

    def look(self) -> None:
        """At each kind of page once: for everybody, in their language, and not wider than the screen."""
        name = name_of(self.page.url.partition("#")[0].removeprefix(self.hands.home)) or self.page.url
        mark = f"{name} {self.code} {self.page.locator('main form').count()}"
        if mark in self.seen:
            return
        self.seen.add(mark)
        if folder := os.environ.get("REMPART_PICTURES"):  # to be looked at
            self.page.screenshot(path=Path(folder) / f"{mark.replace('/', '-')}.png", full_page=True)
        assert str(self.page.locator("html").get_attribute("lang")).lower() == self.code, self.page.url
        assert axe.offences(self.page) == [], self.page.url
        assert self.page.evaluate(SIDEWAYS) <= 0, self.page.url
        if self.code != "en":
            assert left_in_english(self.page, self.code) == [], self.page.url


@dataclass
class Year:
    """What one chapter hands to the next."""

    browser: Browser
    installation: Installation
    clock: Clock
    post: Post
    zone: dict[tuple[str, str], list[str]]  # what the name server says
    ends: ExitStack
    told: dict[str, str] = field(default_factory=dict)  # addresses and words that somebody wrote down
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """Of the console."""
        return self.installation.url

    def someone(self, locale: str, code: str, width: int, **more: object) -> Someone:
        """With a browser that has never been here."""
        context: BrowserContext = self.browser.new_context(
            locale=locale, viewport={"width": width, "height": 844}, reduced_motion="reduce", **more  # type: ignore[arg-type]
        )  # fmt: skip
        self.ends.callback(context.close)
        complaints = Complaints()
        page = context.new_page()
        complaints.listen(page)
        return Someone(Hands(page, self.home), code, complaints)

    def app(self, one: Someone) -> str:
        """What an authenticator app shows; each code is good for one time, so half a minute goes by."""
        self.clock.on(seconds=STEP_S)
        at = self.clock.now().timestamp()
        if at % STEP_S > STEP_S - 5:
            self.clock.on(seconds=6)
        return code_at(one.secret, self.clock.now().timestamp())

    def open_account(self, one: Someone, link: str, name: str) -> None:
        """From the one-time link to address, password and second factor."""
        hands = one.hands
        hands.go(link)
        hands.press("#come-in")
        hands.go("/account/finish")
        one.look()
        hands.write("#id_name", name)
        hands.write("#id_email", one.email)
        hands.write("#id_password", PASSWORD)
        hands.press("main form button.main")
        hands.go("/account/2fa/totp/activate/")
        one.look()
        one.secret = hands.page.locator("#authenticator_secret").input_value()
        hands.write("#id_code", self.app(one))
        hands.press("main form button.main[type=submit]")
        hands.page.wait_for_url("**/account/2fa/recovery-codes/")

    def sign_in(self, one: Someone) -> None:
        """With both factors, as each morning."""
        hands = one.hands
        hands.go("/account/login/")
        hands.write("#id_login", one.email)
        hands.write("#id_password", PASSWORD)
        hands.press("main form button.main")
        hands.write("#id_code", self.app(one))
        hands.press("main form:has(#id_code) button")

    def visit(self, one: Someone, path: str) -> None:
        """A page; one that asks for a fresh proof gets it."""
        one.hands.go(path)
        self.prove(one)
        one.look()

    def prove(self, one: Someone) -> None:
        """That it is them, where the page asks for it."""
        if "/reauthenticate/" in one.page.url:
            one.look()
            one.hands.write("#id_code", self.app(one))
            one.hands.press("main form:has(#id_code) button[type=submit]")

    def number_of(self, one: Someone, what: str) -> int:
        """The figure of a row of the page, read as a person reads it."""
        row = one.page.locator("main tr", has=one.page.get_by_role("rowheader", name=what, exact=True))
        return int(re.sub(r"\D", "", row.locator("td").first.inner_text()))


@contextmanager
def living(browser: Browser, folder: Path) -> Iterator[Year]:
    """With everything that it needs, until the block ends."""
    data = folder / "data"
    data.mkdir(mode=0o700)
    clock, zone = Clock(folder), dict[tuple[str, str], list[str]]()
    with ExitStack() as ends:
        host, port = ends.enter_context(name_server(lambda name, kind, _: zone.get((name, kind))))
        post = Post(ends.enter_context(mailbox(folder, keep=True)))
        surroundings = {**clock.environment(), "REMPART_RESOLVER": f"{host}:{port}"}
        installation = Installation(data, "--allow-private", environment=surroundings)
        installation.extra["REMPART_ORIGINS"] = installation.url
        ends.enter_context(installation)
        yield Year(browser, installation, clock, post, zone, ends)
