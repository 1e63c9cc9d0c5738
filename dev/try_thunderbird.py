"""Press the report button in a real Thunderbird, without a screen: `python dev/try_thunderbird.py ADDRESS KEY`.

By hand, not in CI: Debian's package unpacks to 300 MB. ADDRESS is a console that runs, KEY one of its report keys. It speaks
Marionette, Mozilla's own way to drive its programs, and prints what the person would read.
"""

import argparse
import json
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PORT = 2_828  # Marionette's own
PATIENCE_S = 90.0
PREFERENCES: dict[str, object] = {
    "app.update.auto": False, "datareporting.policy.dataSubmissionEnabled": False, "mail.provider.suppress_dialog_on_startup": True,
    "mail.shell.checkDefaultClient": False, "mail.spotlight.firstRunDone": True, "mailnews.start_page.enabled": False,
    "toolkit.telemetry.enabled": False, "alerts.useSystemBackend": False, "marionette.port": PORT,
    "extensions.webextOptionalPermissionPrompts": False,  # nobody is there to press Allow
}  # fmt: skip
MAIL = (
    "From: it@mail-quota.example\nTo: lena@lavande.example\nSubject: Quota\nDate: Mon, 02 Nov 2026 10:00:00 +0100\n"
    "Message-ID: <tried@mail-quota.example>\n\nYour mailbox is full, sign in: https://mail-quota.example/x\n"
)
WRAP = "const done = arguments[arguments.length - 1]; (async (given) => {%s})([...arguments]).then(done, (bad) => done(`failed: ${bad}`));"
# Types address and key into the page of settings, as a person does, and says what it says.
SETTINGS = """
const [address, key] = given;
const policy = WebExtensionPolicy.getByID("report@rempart.invalid");
const where = { url: policy.getURL("options.html"), linkHandler: "single-page", triggeringPrincipal: policy.extension.principal };
const tab = document.getElementById("tabmail").openTab("contentTab", where);
await new Promise((go) => setTimeout(go, 2000));
const inside = `
  const page = content.document;
  page.getElementById("address").value = ${JSON.stringify(address)};
  page.getElementById("key").value = ${JSON.stringify(key)};
  page.notifyUserGestureActivation();
  content.windowUtils.setHandlingUserInput(true);
  page.getElementById("save").click();
  let left = 40;
  const look = () => {
    const said = page.getElementById("said").textContent;
    if (said || !left--) sendAsyncMessage("said", said || "nothing"); else content.setTimeout(look, 250);
  };
  look();`;
const said = new Promise((go) => tab.browser.messageManager.addMessageListener("said", (one) => go(one.data)));
tab.browser.messageManager.loadFrameScript("data:text/javascript;charset=utf-8," + encodeURIComponent(inside), false);
return said;
"""
# A mail in a local folder, opened in a tab of its own.
SHOW = """
const { MailServices } = ChromeUtils.importESModule("resource:///modules/MailServices.sys.mjs");
const { MailUtils } = ChromeUtils.importESModule("resource:///modules/MailUtils.sys.mjs");
try { MailServices.accounts.localFoldersServer; } catch { MailServices.accounts.createLocalMailAccount(); }
const root = MailServices.accounts.localFoldersServer.rootFolder.QueryInterface(Ci.nsIMsgLocalMailFolder);
const folder = root.createLocalSubfolder("tried").QueryInterface(Ci.nsIMsgLocalMailFolder);
MailUtils.openMessageInNewTab([folder.addMessage(given[0])]);
await new Promise((go) => setTimeout(go, 3000));
return "shown";
"""
# Presses the button over it, and says which notice comes up.
PRESS = """
const pages = document.getElementById("tabmail").tabInfo.map((one) => one.chromeBrowser?.contentWindow);
const about = pages.find((one) => one?.location.href === "about:message");
const button = [...about.document.querySelectorAll("[id*='report_rempart_invalid']")].find((one) => one.id.endsWith("toolbarbutton"));
const said = new Promise((go) => {
  const watch = (opened) => opened.addEventListener("load", () => {
    if (opened.location.href.includes("alert")) go(opened.document.documentElement.textContent || opened.arguments[2]);
  }, { once: true });
  Services.obs.addObserver({ observe: watch }, "domwindowopened");
  setTimeout(() => go("nothing was said"), 30000);
});
button.click();
return `${button.getAttribute("label")}: ${await said}`;
"""


class Marionette:
    """Its wire: the size, a colon, JSON."""

    def __init__(self) -> None:
        self._line = _connected()
        self._file = self._line.makefile("rb")
        self._count = 0
        self._hear()

    def ask(self, name: str, **given: object) -> object:
        """Raises RuntimeError with what it says."""
        self._count += 1
        words = json.dumps([0, self._count, name, given]).encode()
        self._line.sendall(str(len(words)).encode() + b":" + words)
        _, _, bad, found = self._hear()
        if bad:
            raise RuntimeError(f"{name}: {bad['error']}: {bad['message']}")
        return found.get("value", found) if isinstance(found, dict) else found

    def do(self, script: str, *given: str) -> object:
        """In Thunderbird's own window."""
        return self.ask("WebDriver:ExecuteAsyncScript", script=WRAP % script, args=list(given))

    def _hear(self) -> Any:
        size = b""
        while (one := self._file.read(1)) != b":":
            size += one
        return json.loads(self._file.read(int(size)))


def _connected() -> socket.socket:
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            return socket.create_connection(("127.0.0.1", PORT), PATIENCE_S)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def tried(folder: Path, address: str, key: str) -> None:
    """Installed, set up, pressed."""
    sys.path.insert(0, str(ROOT))
    from rempart.mail.buttons.thunderbird import FILE_NAME, xpi

    (folder / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    )
    (folder / FILE_NAME).write_bytes(xpi())
    command = ["thunderbird", "--headless", "--marionette", "--remote-allow-system-access", "-no-remote", "-profile"]
    process = subprocess.Popen([*command, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        there = Marionette()
        there.ask("WebDriver:NewSession", capabilities={})
        there.ask("WebDriver:SetTimeouts", script=60_000)
        there.ask("Marionette:SetContext", value="chrome")
        print("installed:", there.ask("Addon:Install", path=str(folder / FILE_NAME), temporary=True))
        print("settings:", there.do(SETTINGS, address, key))
        print("mail:", there.do(SHOW, MAIL))
        print("button:", there.do(PRESS))
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    """Once."""
    parser = argparse.ArgumentParser()
    parser.add_argument("address")
    parser.add_argument("key")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tried(Path(folder), chosen.address, chosen.key)


if __name__ == "__main__":
    main()
