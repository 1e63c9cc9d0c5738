"""An ordinary shop on shared hosting, without a shell or root, is proven level by level. No fact is planted.

One person with two windows, wp-admin and Rempart: each test goes on where the one before stopped. Once on WordPress
6.5.5 with SQLite, once on Debian's with MariaDB.
"""

import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from dev.installation import Installation
from tests.journeys import axe, furnish, traveller
from tests.journeys.totp import code_of
from tests.servers import postgres
from tests.servers.apache import ENGINES, Account, Hosting

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-reach"), pytest.mark.timeout(600)]
CALL = b'<?xml version="1.0"?><methodCall><methodName>demo.sayHello</methodName></methodCall>'
LONG_S = 150.0  # a backup of a whole site on a machine that does other things too
FIRST_COURSE = (
    "tls_certificate_valid", "tls_renewed_automatically", "https_everywhere", "tls_protocols_current", "backup_daily",
    "backup_place_known", "restore_time_known", "update_lag_known",
)  # fmt: skip


class Way:
    """What one test hands to the next."""

    hosting: Hosting
    account: Account
    home: str
    ours: Page
    theirs: Page
    wall: str
    zip: Path
    code: str
    codes: list[str]
    log: Path


@pytest.fixture(scope="module", params=[pytest.param(one, marks=pytest.mark.xdist_group(one)) for one in ENGINES])
def way(
    request: pytest.FixtureRequest, browser: Browser, tools: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Way]:
    found, folder = Way(), tmp_path_factory.mktemp("reach")
    data = folder / "data"
    data.mkdir(mode=0o700)
    (data / "tools").symlink_to(tools / "tools")
    postgres.name_in(data)
    with Hosting() as hosting:
        found.hosting, found.account = hosting, hosting.accounts[request.param]
        (folder / "ca.pem").write_text(found.account.ca_pem)
        trusting = {"REMPART_CA_FILE": str(folder / "ca.pem")}
        with Installation(data, "--allow-private", environment=trusting) as running, _contexts(browser) as both:
            found.home, found.zip, found.log = running.url, folder / "plug-in.zip", data / "logs"
            found.ours, found.theirs = traveller.come_in(both[0], running.link), both[1].new_page()
            yield found


class _contexts:
    """Two windows that share nothing; wp-admin's certificate is the hosting's own."""

    def __init__(self, browser: Browser) -> None:
        self.both: tuple[BrowserContext, BrowserContext] = (
            browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB", accept_downloads=True),
            browser.new_context(viewport={"width": 1280, "height": 900}, ignore_https_errors=True),
        )

    def __enter__(self) -> tuple[BrowserContext, BrowserContext]:
        for one in self.both:
            one.set_default_timeout(90_000)  # WordPress unpacks a plug-in while other tests run too
        return self.both

    def __exit__(self, *_: object) -> None:
        for one in self.both:
            one.close()


def test_from_outside_a_stone_stays_unknown(way: Way) -> None:
    way.wall = traveller.measure(way.ours, way.home, way.account.url)
    way.codes = furnish.account(way.ours, way.home)
    way.ours.goto(f"{way.wall}stones/risky_functions_off/")
    expect(way.ours.locator("main")).not_to_contain_text("can start no program")


def test_the_page_says_what_to_do_and_gives_the_plug_in(way: Way) -> None:
    way.ours.goto(f"{way.wall}companion/")
    way.ours.get_by_role("link", name="Connect the companion").click()
    if "reauthenticate" in way.ours.url:
        furnish.step_up(way.ours, way.home, way.codes)
        way.ours.goto(f"{way.wall}companion/connect/")
    assert axe.offences(way.ours) == []
    with way.ours.expect_download() as came:
        way.ours.get_by_role("link", name="Download the plug-in").click()
    came.value.save_as(way.zip)


def test_it_is_uploaded_in_wp_admin_and_makes_a_code(way: Way) -> None:
    page, admin = way.theirs, f"{way.account.url}/wp-admin"
    page.goto(f"{way.account.url}/wp-login.php")
    page.locator("#user_login").fill(way.account.person)
    page.locator("#user_pass").fill(way.account.password)
    page.locator("#wp-submit").click()
    page.goto(f"{admin}/plugin-install.php?tab=upload")
    page.locator("input[name=pluginzip]").set_input_files(way.zip)
    page.locator("#install-plugin-submit").click()
    with page.expect_navigation():
        page.get_by_role("link", name="Activate Plugin").click()
    page.goto(f"{admin}/tools.php?page=rempart-companion")
    with page.expect_navigation():
        page.get_by_role("button", name="Make a code").click()
    way.code = page.locator("#rempart-shown-code").inner_text()


def test_the_code_typed_here_connects_it(way: Way) -> None:
    page = way.ours
    page.goto(f"{way.wall}companion/connect/")
    page.locator("#id_code").fill(way.code)
    page.get_by_role("button", name="Connect").click()
    expect(page.locator("main")).to_contain_text("connected")
    parts = page.get_by_role("heading", name="What is installed")
    traveller.reload_until(page, lambda: parts.count() > 0, "the first look never came")
    expect(page.locator("main")).to_contain_text("rempart-companion")
    assert axe.offences(page) == []


def test_the_wall_turns(way: Way) -> None:
    page = way.ours
    page.goto(f"{way.wall}stones/risky_functions_off/")
    turned = page.get_by_text("can start no program")
    traveller.reload_until(page, lambda: turned.count() > 0, "what was seen inside never reached the wall")


def test_the_owner_chooses_what_is_kept_closed_without_any_script(way: Way) -> None:
    """The same person in a window that runs no JavaScript."""
    kept = way.ours.context.storage_state()
    plain = way.ours.context.browser.new_context(  # type: ignore[union-attr]
        storage_state=kept, java_script_enabled=False, locale="en-GB", viewport={"width": 1280, "height": 900}
    )
    page = plain.new_page()
    page.goto(f"{way.wall}companion/")
    page.get_by_role("link", name="Choose what is kept closed").click()
    if "reauthenticate" in page.url:
        furnish.step_up(page, way.home, way.codes)
        page.goto(f"{way.wall}companion/policy/")
    for switch in (
        "Ask a second step",
        "Limit wrong tries",
        "Ask for more after",
        "No editing of plug-in",
        "Risky, rarely used doors",
    ):
        page.get_by_role("checkbox", name=switch).check()
    page.get_by_label("XML-RPC").select_option("closed")
    page.get_by_role("button", name="Set it on the site").click()
    expect(page.locator("main")).to_contain_text("7 days to set it up")
    expect(page.get_by_text("Set, and the site says that it holds.")).to_be_visible()
    plain.close()
    way.ours.goto(f"{way.wall}companion/")
    assert axe.offences(way.ours) == []
    way.ours.goto(f"{way.wall}companion/policy/")
    assert axe.offences(way.ours) == []
    assert xmlrpc(way.account) == 403


def test_the_sign_in_asks_for_more_and_its_stone_turns(way: Way) -> None:
    """Seen by whoever was wrong a few times in a browser of their own; the calculation is done by itself."""
    proven(way, "login_challenge", "lets the form ask for more")
    browser = way.ours.context.browser
    assert browser is not None
    stranger = browser.new_context(ignore_https_errors=True, viewport={"width": 390, "height": 800})
    page = stranger.new_page()
    page.goto(f"{way.account.url}/wp-login.php")
    for _ in range(3):
        expect(page.locator("#user_login")).to_be_focused()  # a moment after loading WordPress empties it
        page.locator("#user_login").fill("nobody.of.this.name")
        page.locator("#user_pass").fill("wrong")
        with page.expect_navigation():
            page.locator("#wp-submit").click()
    expect(page.get_by_role("status")).to_have_text("The calculation is done.")
    stranger.close()


def test_the_first_backup_and_its_rehearsal_turn_their_stones(way: Way) -> None:
    page, vault = way.ours, f"{way.wall}vault/"
    fresh(way)
    page.goto(f"{vault}plan/companion/")
    page.get_by_role("button", name="Save the plan").click()
    chosen = page.get_by_role("link", name="choose")
    traveller.reload_until(page, lambda: chosen.count() > 0, "no snapshot came", within_s=LONG_S)
    assert axe.offences(page) == []
    page.get_by_role("button", name="Rehearse a restore").click()
    done = page.get_by_text("and is back in")
    traveller.reload_until(page, lambda: done.count() > 0, "no restore was rehearsed", within_s=LONG_S)
    proven(way, "backup_daily", "rows")
    proven(way, "backup_place_known", "snapshots were seen")
    proven(way, "restore_time_known", "was done and took")


def test_a_fire_drill_brings_the_site_back_as_a_copy_that_works(way: Way) -> None:
    page = way.ours
    page.goto(f"{way.wall}staging/")
    page.get_by_role("button", name="Hold a drill now").click()
    done, not_held = page.get_by_text("Back and working in"), page.get_by_text("not held", exact=True)
    ended = done.or_(not_held)
    traveller.reload_until(page, lambda: ended.count() > 0, "the drill never ended", within_s=LONG_S)
    assert not_held.count() == 0, said_by_the_worker(way)
    assert axe.offences(page) == []
    proven(way, "staging_available", "nothing got out of it")


def test_the_host_renews_the_certificate_and_the_wall_stands_at_one(way: Way) -> None:
    page = way.ours
    page.goto(way.wall)
    expect(page.locator("h1")).to_contain_text("Wall 0")
    way.hosting.renew()
    page.get_by_role("button", name="Measure again").click()
    traveller.wait_for_wall(page)
    proven(way, "tls_renewed_automatically", "days left")
    page.goto(way.wall)
    head = page.locator("h1")
    traveller.reload_until(page, lambda: "Wall 1" in head.inner_text(), "the wall never came to one", within_s=60)
    expect(page.locator(".stampline")).to_contain_text("LAB")


def test_every_mandatory_stone_of_the_first_course_cites_what_was_seen(way: Way) -> None:
    for control in FIRST_COURSE:
        way.ours.goto(f"{way.wall}stones/{control}/")
        expect(way.ours.locator(".stone-head")).to_contain_text("Proven")
        expect(way.ours.locator(".trail li").first).to_be_visible()


def test_a_watch_is_set_and_its_alarm_is_heard(way: Way) -> None:
    page = way.ours
    page.goto(f"{way.home}/watch/")
    page.get_by_role("button", name="Watch it").click()
    page.goto(f"{way.home}/watch/alarm/")
    page.get_by_role("button", name="Ring now").click()
    page.get_by_role("button", name="I hear it").click()
    proven(way, "owner_told_in_time", "alarms were heard", within_s=LONG_S)


def test_what_its_administrator_lets_go_of_is_seen(way: Way) -> None:
    way.theirs.goto(f"{way.account.url}/wp-admin/tools.php?page=rempart-protection")
    with way.theirs.expect_navigation():
        way.theirs.locator("#rempart-let_goxmlrpc button").click()
    assert xmlrpc(way.account) == 200
    way.theirs.goto(f"{way.account.url}/wp-admin/options-general.php")
    way.theirs.locator("#users_can_register").check()
    way.theirs.locator("#submit").click()
    page = way.ours
    page.goto(f"{way.wall}companion/")
    seen = page.get_by_text("1 thing is not there as you asked.")
    traveller.reload_until(page, lambda: seen.count() > 0, "what was let go of was never seen", within_s=120)


def test_everybody_who_edits_there_has_a_second_step(way: Way) -> None:
    page = way.theirs
    page.goto(f"{way.account.url}/wp-admin/users.php?page=rempart-second-step")
    page.locator("#rempart-start [name=rempart_password]").fill(way.account.password)
    page.locator("#rempart-start button").click()
    secret = page.locator("#rempart-key").inner_text().replace(" ", "")
    page.locator("#rempart-confirm [name=rempart_code]").fill(code_of(secret))
    page.locator("#rempart-confirm [name=rempart_password]").fill(way.account.password)
    page.locator("#rempart-confirm button").click()
    expect(page.locator("#rempart-new-codes")).to_be_visible()
    way.ours.goto(f"{way.wall}companion/")
    proven(way, "second_factor_for_editors", "second factor")


def test_what_somebody_did_there_is_in_the_record(way: Way) -> None:
    page = way.ours
    page.goto(f"{way.wall}companion/")
    page.get_by_role("link", name="Show the record of this site").click()
    changed = page.get_by_text("users_can_register")
    traveller.reload_until(page, lambda: changed.count() > 0, "the change never reached the record", within_s=120)


def xmlrpc(account: Account) -> int:
    """What a stranger gets there."""
    asked = urllib.request.Request(f"{account.url}/xmlrpc.php", CALL)
    try:
        with urllib.request.urlopen(asked, timeout=30, context=account.context()) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as no:
        return int(no.code)


def said_by_the_worker(way: Way) -> str:
    """The end of its log."""
    return "\n".join(file.read_text()[-4_000:] for file in way.log.glob("worker*"))


def fresh(way: Way) -> None:
    """Who it is was proven a moment ago."""
    furnish.step_up(way.ours, way.home, way.codes)


def proven(way: Way, control: str, because: str, within_s: float = LONG_S) -> None:
    """The stone turns, and says why."""
    page = way.ours
    page.goto(f"{way.wall}stones/{control}/")
    head = page.locator(".stone-head")
    traveller.reload_until(page, lambda: "Proven" in head.inner_text(), f"{control} was never proven", within_s)
    expect(page.locator("main")).to_contain_text(because)
