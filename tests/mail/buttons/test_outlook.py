"""Outlook's add-in: its page in a browser beside a real console, with a stand-in for Microsoft's office.js.

It was not run in Outlook: what stands for it is the `Office` object, as Microsoft's documentation describes it.
"""

import base64
import contextlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from dev.browser import chromium
from rempart.channel.door import Answer
from rempart.mail.buttons.outlook import FOLDER, SOURCE, contents, manifest
from rempart.mail.core.reported.answers import DRILL, WAITS
from rempart.mail.core.reported.look import look
from rempart.mail.doors.outlook import FRAMERS, UNIT
from tests.cast import Cast
from tests.mail.buttons.reporter import Reporter, arrived, reporter
from tests.mail.reported_mails import mail

OFFICE_JS = """
const given = GIVEN;
const held = {};
const later = (value) => (...words) => words.at(-1)({ status: "succeeded", value });
window.tried = [];
window.Office = {
  onReady: (begin) => addEventListener("load", () => begin()),
  context: {
    displayLanguage: given.language,
    requirements: { isSetSupported: (name, version) => name === "Mailbox" && Number(version.split(".")[1]) <= given.version },
    roamingSettings: { get: (name) => held[name], set: (name, value) => { held[name] = value; }, remove: (name) => { delete held[name]; }, saveAsync: later() },
    mailbox: { item: {
      getAsFileAsync: later(given.file), getAllInternetHeadersAsync: later(given.head), body: { getAsync: later(given.body) },
      subject: given.subject, from: { emailAddress: "it@mail-quota.example" }, internetMessageId: "<1@x>", dateTimeCreated: new Date(0),
    } },
  },
};
"""
# What a script on that page might try against the console, were it not Microsoft's any more.
ATTACK = """async () => {
  const tried = {};
  tried.fetch = await fetch("/report/").then(() => "in", () => "shut");
  tried.elsewhere = await fetch("https://elsewhere.example/").then(() => "in", () => "shut");
  tried.window = window.open("/report/") ? "in" : "shut";
  const frame = document.createElement("iframe");
  frame.src = "/report/";
  document.body.append(frame);
  await new Promise((done) => { frame.onload = done; setTimeout(done, 1000); });
  let inside = "";
  try { inside = frame.contentDocument?.querySelector("main")?.textContent ?? ""; } catch { inside = ""; }
  tried.frame = inside ? "in" : "shut";
  tried.worker = await navigator.serviceWorker.register("report.js").then(() => "in", () => "shut");
  tried.script = await new Promise((done) => {
    const one = document.createElement("script");
    one.onload = () => done("in"); one.onerror = () => done("shut");
    one.src = "/static/design/copy.js"; document.body.append(one);
  });
  return tried;
}"""
STRANGE = b"From: it@mail-quota.example\r\nSubject: Quota \xe9\xff\r\n\r\nlone \x80 bytes\r\n"


def asked(path: str, host: str = "rempart.example.org", method: str = "GET") -> Answer:
    found = UNIT.answer({"PATH_INFO": path, "HTTP_HOST": host, "REQUEST_METHOD": method, "wsgi.url_scheme": "http", "HTTP_COOKIE": "sessionid=x"})  # fmt: skip
    assert found is not None
    return found


@contextlib.contextmanager
def browsing() -> Iterator[BrowserContext]:
    """A narrow window. No row can be read meanwhile: Playwright's loop runs in this thread."""
    with chromium() as browser, browser.new_context(viewport={"width": 390, "height": 700}) as found:
        yield found


def opened(context: BrowserContext, url: str, **given: Any) -> Page:
    """The page as the door serves it; `given` is what Outlook has."""
    host = url.partition("//")[2]

    def door(route: Route) -> None:
        found = asked(route.request.url.partition(host)[2].partition("?")[0], host)
        route.fulfill(status=int(found.status[:3]), headers=dict(found.headers), body=found.body)

    given = {"version": 14, "language": "en-GB", "file": "", "head": "", "body": "", "subject": "", **given}
    page = context.new_page()
    page.route("**/addin/outlook/**", door)
    script = OFFICE_JS.replace("GIVEN", json.dumps(given))
    page.route("https://appsforoffice.microsoft.com/**", lambda route: route.fulfill(body=script, content_type="text/javascript"))  # fmt: skip
    page.goto(f"{url}{FOLDER}")
    return page


def with_key(page: Page, key: str) -> None:
    page.locator("#key").fill(key)
    page.locator("#save").click()
    expect(page.locator("#report")).to_be_visible()


def says(page: Page, text: str) -> None:
    page.locator("#report").click()
    expect(page.locator("#said")).to_have_text(text, timeout=20_000)


def tell(context: BrowserContext, url: str, lena: Reporter) -> None:
    """Everything that can be said of the four mails, and what they are."""
    page = opened(context, url, file=base64.b64encode(STRANGE).decode())
    page.locator("#key").fill("not a key")
    page.locator("#save").click()
    expect(page.locator("#said")).to_contain_text("begins with rempart_report_")
    with_key(page, "rempart_report_" + "x" * 32)  # well-formed, and nobody's
    says(page, "The key is no longer good. Make a new one on the page “The button”.")
    with_key(page, lena.key)  # it asked for another one
    says(page, WAITS["en"])
    expect(page.locator("#said")).not_to_be_empty()
    drill = mail(f"Your parcel: https://drill.example/t/{lena.token}")
    page = opened(context, url, file=base64.b64encode(drill).decode(), language="fr-FR")
    with_key(page, lena.key)
    says(page, DRILL["en"])

    head = "Received: by mx\r\n with tricks\r\nFrom: boss@x.example\r\nSubject: an\r\n other\r\nContent-Type: text/plain;\r\n boundary=x\r\nMIME-Version: 1.0\r\n\r\nEvil: x"
    page = opened(context, url, version=8, head=head, body="<p>Grüße, https://evil.example/x</p>", language="zh-CN")
    expect(page.locator("#help")).to_contain_text("密钥")
    with_key(page, lena.key)
    says(page, WAITS["en"])
    page = opened(context, url, version=5, subject="a\r\nBcc: x@y.example 你好", body="<p>quite another text of a bill: https://bill.example/</p>")  # fmt: skip
    with_key(page, lena.key)
    says(page, WAITS["en"])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_mail_is_reported_whole_or_as_far_as_outlook_gives_it(cast_: Cast, live_server: LiveServer) -> None:
    lena = reporter(cast_)
    with browsing() as context:
        tell(context, live_server.url, lena)
    mails, drills = arrived()
    assert mails[0] == STRANGE
    assert drills == 1
    seen = look(mails[1])
    assert (seen.address, seen.subject) == ("boss@x.example", "an other")
    assert "https://evil.example/x" in seen.links or "evil.example" in seen.hosts
    assert "Grüße" in seen.text
    oldest = look(mails[2])
    assert (oldest.address, oldest.subject) == ("it@mail-quota.example", "a Bcc: x@y.example 你好")
    assert b"\nBcc:" not in mails[2]


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_script_of_that_page_reaches_nothing_else_of_the_console(live_server: LiveServer) -> None:
    with browsing() as context:
        page = opened(context, live_server.url)
        expect(page.locator("#form")).to_be_visible()
        tried = page.evaluate(ATTACK)
    assert set(tried.values()) == {"shut"}, tried


@pytest.mark.django_db
def test_the_console_keeps_its_own_policy(client: Any) -> None:
    for path in ("/report/", "/account/login/", "/addin/", "/addin/outlook/"):  # the last one as Django alone sees it
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "microsoft" not in policy
        assert "frame-ancestors 'none'" in policy


def test_the_door_serves_its_files_and_nothing_else() -> None:
    page = asked(FOLDER)
    assert page.body == (SOURCE / "index.html").read_bytes()
    heads = dict(page.headers)
    policy = heads["Content-Security-Policy"]
    assert f"frame-ancestors {FRAMERS};" in policy
    assert "connect-src http://rempart.example.org/api/v1/mail/reports;" in policy
    assert "unsafe" not in policy
    assert not any(name.lower() in ("set-cookie", "access-control-allow-origin", "x-frame-options") for name in heads)
    assert asked(f"{FOLDER}icon-80.png", method="HEAD").body == b""
    for path in ("../thunderbird/manifest.json", "manifest.xml", "/etc/passwd", "..", "index.html/"):
        assert asked(f"{FOLDER}{path}").status.startswith("404")
    assert asked(FOLDER, method="POST").status.startswith("404")
    for host in ("x; script-src *", "a b", "", "x,y", "x'"):
        answer = asked(FOLDER, host)
        assert answer.status.startswith("404")
        assert "script-src *" not in dict(answer.headers)["Content-Security-Policy"]


def test_the_manifest_names_this_console_and_what_is_there() -> None:
    made = manifest("https://rempart.example.org")
    assert made == manifest("https://rempart.example.org")
    assert made != manifest("https://other.example.org")
    text = made.decode()
    assert "{" not in text.replace("{http", "")
    root = ET.fromstring(text)
    assert root.tag == "{http://schemas.microsoft.com/office/appforoffice/1.1}OfficeApp"
    named = {one.removeprefix("https://rempart.example.org") for one in re.findall(r'DefaultValue="(https://[^"]+)"', text)}  # fmt: skip
    assert {one.removeprefix(FOLDER) or "index.html" for one in named} <= set(contents())
    for scope in (part for part in root.iter() if part.tag.endswith("}VersionOverrides")):
        own = [part for part in scope if part.tag.endswith("}Resources")]
        ids = {one.get("id") for one in own[0].iter() if one.get("id")}
        used = {one.get("resid") for part in scope if not part.tag.endswith("}VersionOverrides") for one in part.iter() if one.get("resid")}  # fmt: skip
        assert used <= ids
    assert "ReadItem" in text  # the least with which a mail can be read; nothing is written
    assert "<x" not in manifest('https://a"<x').decode()


def test_its_scripts_do_no_more_than_they_say() -> None:
    scripts = "".join(path.read_text("utf-8") for path in sorted(Path(SOURCE).glob("*.js")))
    assert not re.search(r"\beval\b|innerHTML|new Function|document\.cookie|localStorage|https?://", scripts)
    assert "http" not in (SOURCE / "report.css").read_text("utf-8")
