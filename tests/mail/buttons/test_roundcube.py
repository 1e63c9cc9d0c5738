"""The plug-in in a real Roundcube, driven by a browser, beside a console that answers: reported byte for byte, a drill thanked, a wrong key said."""

import io
import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme
from playwright.sync_api import Page, TimeoutError, expect
from pytest_django.live_server_helper import LiveServer

from dev.browser import chromium
from rempart.mail.buttons.roundcube import NAME, SOURCE, contents, plugin
from rempart.mail.core.reported.answers import DRILL, WAITS
from rempart.mail.core.reported.limits import MAX_MAIL
from tests.cast import Cast
from tests.mail.buttons.reporter import Reporter, arrived, reporter
from tests.mail.reported_mails import mail
from tests.servers.dovecot import PASSWORD, USER, dovecot
from tests.servers.loopback import answering
from tests.servers.roundcube import Webmail, roundcube

LOCALES = ("en_US", "fr_FR", "zh_CN")
STRANGE = b"From: it@mail-quota.example\r\nTo: report@lavande.example\r\nSubject: Quota \xe9\xff\r\nDate: Mon, 02 Nov 2026 10:00:00 +0100\r\n\r\nlone \x80 bytes, sign in: https://mail-quota.example/x\r\n.\r\nend\r\n"
BUTTON = "#toolbar-menu a.rempart-report"


@dataclass(frozen=True)
class There:
    """All of it; `hub` is where the console answers."""

    webmail: Webmail
    lena: Reporter
    hub: str


@pytest.fixture
def there(cast_: Cast, live_server: LiveServer, tmp_path: Path) -> Iterator[There]:
    lena = reporter(cast_)
    ca = trustme.CA()
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    drill = mail(f"Your parcel: https://drill.example/t/{lena.token}", subject="Parcel").replace(b"\n", b"\r\n")
    with dovecot(ca) as post:
        post.deliver(STRANGE, drill)
        config = f"$config['rempart_report_address'] = '{live_server.url}';"
        with roundcube(tmp_path / "webmail", post.port, tmp_path / "ca.pem", plugin(), NAME, config) as webmail:
            yield There(webmail, lena, live_server.url)


def said(page: Page) -> str:
    """The last message, until it is no longer that something is going on."""
    shown = page.locator("#messagestack div.ui.alert:not(.loading)")
    expect(shown.last).to_be_visible(timeout=20_000)
    found = shown.last.inner_text()
    page.evaluate("rcmail.clear_messages()")
    expect(shown).to_have_count(0)
    return found.strip()


def keep_key(page: Page, there: There, key: str) -> None:
    page.goto(f"{there.webmail.url}/?_task=settings&_action=edit-prefs&_section=rempart_report")
    page.locator("#rempart-key").fill(key)
    with page.expect_navigation():
        page.locator("button.submit").click()


def choose(page: Page, there: There, subject: str) -> None:
    page.goto(f"{there.webmail.url}/?_task=mail&_mbox=INBOX")
    page.locator("#messagelist tr.message", has_text=subject).first.click()
    expect(page.frame_locator("#messagecontframe").locator("#message-header")).to_be_visible()
    press(page)


def press(page: Page) -> None:
    """Until Roundcube takes the command: while it is busy it takes none, and marks mails as read when it likes."""
    expect(page.locator(f"{BUTTON}:not(.disabled)")).to_be_visible()
    for _ in range(10):
        page.wait_for_function("!rcmail.busy")
        try:
            with page.expect_request("**plugin.rempart_report**", timeout=2_000):
                page.locator(BUTTON).click()
        except TimeoutError:
            continue
        return
    raise AssertionError("Roundcube never took the command")


@pytest.mark.slow
@pytest.mark.xdist_group("mail-roundcube")
@pytest.mark.timeout(600)
def test_a_mail_is_reported_in_a_real_roundcube(there: There) -> None:
    with chromium() as browser, browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        page.goto(there.webmail.url)
        page.locator("#rcmloginuser").fill(USER)
        page.locator("#rcmloginpwd").fill(PASSWORD)
        page.locator("#rcmloginsubmit").click()
        expect(page.locator("#messagelist tr.message")).to_have_count(2)
        choose(page, there, "Quota")
        assert "Type your key first" in said(page)

        keep_key(page, there, "not a key")
        assert "begins with rempart_report_" in said(page)
        keep_key(page, there, "rempart_report_" + "x" * 32)  # well-formed, and nobody's
        choose(page, there, "Quota")
        assert "no longer good" in said(page)

        keep_key(page, there, there.lena.key)
        assert there.lena.key not in page.content()
        assert there.lena.key not in there.webmail.preferences()
        assert "rempart_report_key" in there.webmail.preferences()
        choose(page, there, "Quota")
        assert said(page) == WAITS["en"]
        page.locator("#messagelist tr.message", has_text="Parcel").first.dblclick()  # opened on a page of its own
        page.wait_for_url("**_action=show**")
        press(page)
        assert said(page) == DRILL["en"]
        hostile(page, there)
    mails, drills = arrived()
    assert mails == [STRANGE]
    assert drills == 1
    assert there.webmail.log() == ""


def hostile(page: Page, there: There) -> None:
    """A hub that is not what it should be: what it says is text, where it points to is not gone to."""
    with answering() as hub:
        settings = there.webmail.root / "plugins" / NAME / "config.inc.php"
        settings.write_text(f"<?php $config['rempart_report_address'] = 'http://localhost:{hub.port}/path?x=1';")
        hub.body = json.dumps({"says": "Thank you <img src=x onerror='document.title=1'>"}).encode()
        press(page)
        assert said(page) == "Thank you <img src=x onerror='document.title=1'>"
        hub.status, hub.more = 307, {"Location": f"{there.hub}/elsewhere"}
        press(page)
        assert "could not take" in said(page)
        assert [path for path, _, _ in hub.got] == ["/api/v1/mail/reports"] * 2
        assert "cookie" not in hub.got[0][1]
        asked = page.request.get(f"{there.webmail.url}/?_task=mail&_action=plugin.rempart_report&_uid=1&_mbox=INBOX")
        assert asked.ok  # a link in a mail, say: nothing was posted, so nothing is reported
        assert len(hub.got) == 2


def test_it_is_packed_the_same_everywhere() -> None:
    assert plugin() == plugin()
    with zipfile.ZipFile(io.BytesIO(plugin())) as archive:
        assert archive.testzip() is None
        assert {f"{NAME}/{NAME}.php", f"{NAME}/config.inc.php.dist"} <= set(archive.namelist())
        assert f"{NAME}/config.inc.php" not in archive.namelist()  # a new release overwrites no settings
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.slow
def test_it_speaks_three_languages_and_sends_to_honest_addresses_alone() -> None:
    script = """
class rcube_plugin {}
$folder = $argv[1];
foreach (['en_US', 'fr_FR', 'zh_CN'] as $one) { include "$folder/localization/$one.inc"; $words[] = [$labels, $messages]; }
require "$folder/rempart_report.php";
$typed = ['https://Rempart.example/x?y', 'https://r.example:8443', 'http://localhost:80', 'http://[::1]', 'http://r.example', 'https://me@r.example',
  'https://localhost@evil.example', 'ftp://r.example', 'file:///etc/passwd', '', null, 'http://localhost.evil.example'];
echo json_encode(['words' => $words, 'origins' => array_map(['rempart_report', 'origin'], $typed), 'most' => rempart_report::MOST]);
"""
    done = subprocess.run(["php8.2", "-r", script, "--", str(SOURCE)], capture_output=True, check=True, timeout=60)
    found = json.loads(done.stdout)
    names = [(set(labels), set(said)) for labels, said in found["words"]]
    assert names[0] == names[1] == names[2]
    used = set(re.findall(r"gettext\('(\w+)'", contents()[f"{NAME}/{NAME}.php"].decode()))
    assert used | {"sending", "sent", "unset", "key", "many", "refused", "unreached"} <= names[0][0] | names[0][1]
    honest = ["https://rempart.example", "https://r.example:8443", "http://localhost:80", "http://[::1]"]
    assert found["origins"] == [*honest, *[""] * 8]
    assert found["most"] == MAX_MAIL
