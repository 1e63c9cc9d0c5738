"""The extension is whole, packed the same everywhere, and sends the mail byte for byte: its own scripts run in Node here.

Thunderbird itself is not started here: what stands for it is its `messenger` object. dev/try_thunderbird.py starts it, by hand.
"""

import io
import json
import re
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rempart.mail.buttons.thunderbird import SOURCE, contents, xpi
from rempart.mail.core.reported.limits import MAX_MAIL

MANIFEST = json.loads(contents()["manifest.json"])
LOCALES = ("en", "fr", "zh_CN")
SCRIPT = """
const fs = require("fs"), vm = require("vm");
const mail = fs.readFileSync(0);
const given = JSON.parse(process.argv[1]);
const said = [];
let onClick;
globalThis.messenger = {
  messageDisplayAction: { onClicked: { addListener: (one) => { onClick = one; } } },
  messageDisplay: { getDisplayedMessages: async () => given.list ? [{ id: 7 }] : { id: null, messages: [{ id: 7 }] } },
  messages: { getRaw: async (id, how) => { if (id !== 7 || how.data_format !== "File") throw new Error("asked otherwise"); return new Blob([mail]); } },
  storage: { local: { get: async (first) => ({ ...first, ...given.settings }) } },
  notifications: { create: async (what) => said.push(what.message) },
  i18n: { getMessage: (name) => `(${name})` },
  runtime: { openOptionsPage: async () => said.push("options") },
};
for (const name of given.scripts) vm.runInThisContext(fs.readFileSync(given.folder + "/" + name, "utf8"));
onClick({ id: 1 }).then(() => process.stdout.write(JSON.stringify(said)));
"""


@dataclass
class Hub:
    """What arrived there; `status` and `says` are what it answers."""

    port: int = 0
    status: int = 201
    says: str = "Thank you."
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)


@pytest.fixture
def hub() -> Iterator[Hub]:
    here = Hub()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            here.got.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
            said = json.dumps({"says": here.says}).encode()
            self.send_response(here.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    here.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield here
    server.shutdown()
    server.server_close()


def click(mail: bytes, **settings: str) -> list[str]:
    given = {
        "settings": settings,
        "folder": str(SOURCE),
        "scripts": MANIFEST["background"]["scripts"],
        "list": len(mail) % 2,
    }
    run = subprocess.run(
        ["node", "-e", SCRIPT, json.dumps(given)], input=mail, capture_output=True, timeout=60, check=True
    )
    return list(json.loads(run.stdout))


@pytest.mark.slow
def test_a_click_sends_the_mail_as_it_is(hub: Hub) -> None:
    raw = b"From: a@x.example\r\nSubject: \xe9\xff\x00\r\n\r\n" + bytes(range(256)) * 40
    assert click(raw, address=f"http://127.0.0.1:{hub.port}/some/path", key="rempart_report_x") == ["Thank you."]
    ((path, heads, body),) = hub.got
    assert (path, body) == ("/api/v1/mail/reports", raw)
    assert heads["authorization"] == "Bearer rempart_report_x"
    assert heads["content-type"] == "message/rfc822"
    assert "cookie" not in heads


@pytest.mark.slow
def test_of_a_mail_that_is_too_large_its_beginning_is_sent(hub: Hub) -> None:
    click(b"Subject: x\r\n\r\n" + b"a" * MAX_MAIL, address=f"http://127.0.0.1:{hub.port}", key="k")
    assert len(hub.got[0][2]) == 512 * 1024


@pytest.mark.slow
def test_what_went_wrong_is_said(hub: Hub) -> None:
    here = f"http://127.0.0.1:{hub.port}"
    for status, says in ((401, ["(key)", "options"]), (429, ["(many)"]), (500, ["(refused)"])):
        hub.status = status
        assert click(b"Subject: x\r\n\r\n", address=here, key="k") == says
    assert click(b"x", address="http://127.0.0.1:9", key="k") == ["(unreached)"]
    before = len(hub.got)
    for address in (
        "",
        "http://rempart.example",
        "ftp://x.example",
        "javascript:alert(1)",
    ):  # never in clear over a network
        assert click(b"x", address=address, key="k") == ["(unset)", "options"]
    assert len(hub.got) == before


SETTINGS = """
const fs = require("fs"), vm = require("vm");
const [folder, typed] = process.argv.slice(1);
const fields = {}, asked = [];
const element = (id) => (fields[id] ??= { value: "", addEventListener: (_, one) => { fields.submit = one; } });
globalThis.document = { getElementById: element };
globalThis.messenger = {
  i18n: { getMessage: (name) => name },
  storage: { local: { get: async (first) => first, set: async () => {} } },
  permissions: { request: async ({ origins }) => { asked.push(...origins); return true; } },
};
for (const name of ["send.js", "options.js"]) vm.runInThisContext(fs.readFileSync(folder + "/" + name, "utf8"));
setTimeout(() => { element("address").value = typed; fields.submit({ preventDefault() {} }).then(() => process.stdout.write(JSON.stringify(asked))); }, 0);
"""


@pytest.mark.slow
def test_it_asks_to_send_to_a_host_whatever_its_port() -> None:
    """A pattern with a port is granted by Thunderbird 153 and fits no address: every report was “unreached”."""
    for typed, pattern in (
        ("https://r.example:8443/x", "https://r.example/*"),
        ("http://[::1]:8734", "http://[::1]/*"),
    ):
        run = subprocess.run(["node", "-e", SETTINGS, str(SOURCE), typed], capture_output=True, timeout=60, check=True)
        assert json.loads(run.stdout) == [pattern]


def test_it_is_packed_the_same_everywhere() -> None:
    assert xpi() == xpi()
    with zipfile.ZipFile(io.BytesIO(xpi())) as archive:
        assert archive.testzip() is None
        assert "manifest.json" in archive.namelist()
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_every_file_and_word_it_names_is_there() -> None:
    held = contents()
    named = [*MANIFEST["background"]["scripts"], *MANIFEST["icons"].values(), MANIFEST["options_ui"]["page"]]
    named += re.findall(r'(?:src|href)="([^"]+)"', held["options.html"].decode())
    assert set(named) <= set(held)
    scripts = b"".join(held[name] for name in held if name.endswith(".js")).decode()
    words = {name: set(json.loads(held[f"_locales/{name}/messages.json"])) for name in LOCALES}
    assert len(set(map(frozenset, words.values()))) == 1
    used = set(re.findall(r"__MSG_(\w+)__", held["manifest.json"].decode()))
    used |= set(re.findall(r'(?:getMessage|text)\("(\w+)"\)', scripts)) | {
        "sent",
        "unset",
        "key",
        "many",
        "refused",
        "unreached",
    }
    assert used <= words["en"]


def test_it_asks_for_no_more_than_it_needs() -> None:
    assert MANIFEST["manifest_version"] == 3
    assert set(MANIFEST["permissions"]) == {"messagesRead", "notifications", "storage"}
    assert "host_permissions" not in MANIFEST  # asked for when the address is typed, and for that one alone
    scripts = b"".join(body for name, body in contents().items() if name.endswith((".js", ".html"))).decode()
    assert not re.search(r"\beval\b|innerHTML|new Function|https?://(?!\S*localhost)\w", scripts)
