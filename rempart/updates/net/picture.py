"""Pictures of pages in a real Chromium that can reach nothing but the gate of a copy; spoken to through a pipe.

Every name leads nowhere but the site's own, which leads to the gate; each request is looked at before it leaves.
"""

import base64
import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rempart.channel.source import Trouble
from rempart.updates.core.picture import STIR, TILE, Tiles, tiles

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
WIDTH, HEIGHT, SCALE = 1280, 900, 0.5
MAX_HEIGHT = 6_000  # of one page; the rest is not in the picture
PAGE_S = 25.0  # until a page has loaded
QUIET_S = 0.4  # after that: fonts and late scripts
CALL_S = 30.0
MESSAGE_MAX = 64 * 1024 * 1024  # one message of the browser
PICTURE_MAX = 20 * 1024 * 1024
ARGUMENTS = (
    "--headless=new", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-quic", "--disable-extensions", "--disable-default-apps", "--mute-audio",
    "--hide-scrollbars", "--force-webrtc-ip-handling-policy=disable_non_proxied_udp", "--disable-dev-shm-usage",
    "--ignore-certificate-errors", "--remote-debugging-pipe", "--force-color-profile=srgb", "--disable-breakpad",
)  # fmt: skip
_LAUNCH = (
    "import os,sys;a,b=(os.dup(int(n)+0) for n in sys.argv[1:3]);a,b=(os.dup2(n,n+50) for n in (a,b));"
    "os.dup2(a,3);os.dup2(b,4);os.execvp(sys.argv[3],sys.argv[3:])"
)
_COMPARE = """(async (one, other) => {
 const load = async (data) => { const i = new Image(); i.src = 'data:image/png;base64,' + data; await i.decode(); return i; };
 const [a, b] = [await load(one), await load(other)];
 const w = Math.max(a.width, b.width), h = Math.max(a.height, b.height);
 const of = (i) => { const c = new OffscreenCanvas(w, h), x = c.getContext('2d', {willReadFrequently: true});
   x.fillStyle = '#f0f'; x.fillRect(0, 0, w, h); x.drawImage(i, 0, 0); return x.getImageData(0, 0, w, h).data; };
 const p = of(a), q = of(b), T = TILE, columns = Math.ceil(w / T), rows = Math.ceil(h / T);
 const changed = new Array(columns * rows).fill(0);
 for (let y = 0, k = 0; y < h; y++) for (let x = 0; x < w; x++, k += 4)
   if (Math.abs(p[k] - q[k]) > STIR || Math.abs(p[k+1] - q[k+1]) > STIR || Math.abs(p[k+2] - q[k+2]) > STIR)
     changed[Math.floor(y / T) * columns + Math.floor(x / T)]++;
 return {columns, rows, changed};
})""".replace("TILE", str(TILE)).replace("STIR", str(STIR))


def program() -> str | None:
    """The browser of this machine, if there is one."""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


@contextmanager
def browser(home: str, at: str, carries: Mapping[str, str]) -> Iterator["Browser"]:
    """One for the copy of `home` behind the gate `at`; `carries` are headers for the gate alone. Raises Trouble."""
    found = program()
    if found is None:
        raise Trouble("no_tool", "no Chromium on this machine")
    host, gate = urlsplit(home).hostname or "", urlsplit(at or home)
    rules = f"MAP {host} {gate.hostname}:{gate.port or 80},MAP * ~NOTFOUND"
    with tempfile.TemporaryDirectory(prefix="rempart-pictures-", ignore_cleanup_errors=True) as folder:
        down, up = os.pipe(), os.pipe()  # what it reads, what it writes
        argv = [found, *ARGUMENTS, f"--host-resolver-rules={rules}", f"--user-data-dir={folder}", "about:blank"]
        if os.geteuid() == 0:
            argv.insert(1, "--no-sandbox")  # its own sandbox refuses to be root's
        process = subprocess.Popen(
            [sys.executable, "-S", "-c", _LAUNCH, str(down[0]), str(up[1]), *argv],
            pass_fds=(down[0], up[1]), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, start_new_session=True,
            env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": folder, "LANG": "C.UTF-8"},
        )  # fmt: skip
        os.close(down[0])
        os.close(up[1])
        try:
            yield Browser(down[1], up[0], home, carries)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(down[1])
            os.close(up[0])


class Browser:
    """One page at a time."""

    def __init__(self, to: int, back: int, home: str, carries: Mapping[str, str]) -> None:
        self._to, self._back, self._home, self._carries = to, back, home, dict(carries)
        self._number, self._rest, self._is_loaded = 0, bytearray(), False
        self.refused: set[str] = set()  # hosts that a page asked for and did not get
        self._session = ""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = str(self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        self._call("Page.enable")
        self._call("Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False)
        self._call("Emulation.setEmulatedMedia", features=[{"name": "prefers-reduced-motion", "value": "reduce"}])
        self._call("Fetch.enable", patterns=[{"urlPattern": "*"}])

    def picture(self, url: str, cookies: Mapping[str, str] | None = None) -> bytes:
        """The page as a PNG of half its size. Raises Trouble."""
        self._call("Network.clearBrowserCookies")
        for name, value in (cookies or {}).items():
            self._call("Network.setCookie", name=name, value=value, url=self._home)
        self._is_loaded = False
        self._call("Page.navigate", url=url)
        self._wait(lambda: self._is_loaded, PAGE_S)
        self._wait(lambda: False, QUIET_S)
        size = self._call("Page.getLayoutMetrics")["cssContentSize"]
        clip = {
            "x": 0, "y": 0, "width": WIDTH, "height": max(1, min(int(size["height"]), MAX_HEIGHT)), "scale": SCALE,
        }  # fmt: skip
        said = self._call("Page.captureScreenshot", format="png", clip=clip, captureBeyondViewport=True)
        found = base64.b64decode(said["data"])
        if len(found) > PICTURE_MAX:
            raise Trouble("too_large", "a picture of more than 20 MiB")
        return found

    def compare(self, one: bytes, other: bytes) -> Tiles:
        """How many pixels differ in each tile. Raises Trouble."""
        self._is_loaded = False
        self._call("Page.navigate", url="about:blank")
        words = ",".join(json.dumps(base64.b64encode(data).decode()) for data in (one, other))
        said = self._call("Runtime.evaluate", expression=f"{_COMPARE}({words})", awaitPromise=True, returnByValue=True)
        value = said.get("result", {}).get("value")
        if not isinstance(value, dict):
            raise Trouble("bad_answer", "the pictures could not be compared")
        try:
            return tiles(int(value["columns"]), int(value["rows"]), value["changed"])
        except (KeyError, TypeError, ValueError) as bad:
            raise Trouble("bad_answer", "the pictures could not be compared") from bad

    def _call(self, method: str, **given: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": given})
        ends = time.monotonic() + CALL_S
        while True:
            said = self._hear(ends)
            if said is None:
                raise Trouble("silent", f"the browser did not answer {method}")
            if said.get("id") == number:
                if "error" in said:
                    raise Trouble("bad_answer", f"{method}: {str(said['error'])[:200]}")
                return dict(said.get("result", {}))
            self._heed(said)

    def _send(self, words: dict[str, Any]) -> None:
        if self._session:
            words["sessionId"] = self._session
        data = json.dumps(words).encode() + b"\0"
        try:
            while data:
                data = data[os.write(self._to, data) :]
        except OSError as gone:
            raise Trouble("silent", "the browser has ended") from gone

    def _hear(self, ends: float) -> dict[str, Any] | None:
        """The next message, None when the time is over. Raises Trouble when it has ended."""
        while (cut := self._rest.find(b"\0")) < 0:
            if not select.select([self._back], [], [], max(0.0, ends - time.monotonic()))[0]:
                return None
            block = os.read(self._back, 1 << 20)
            if not block or len(self._rest) > MESSAGE_MAX:
                raise Trouble("silent", "the browser has ended")
            self._rest += block
        message = json.loads(bytes(self._rest[:cut]))
        del self._rest[: cut + 1]
        return dict(message)

    def _wait(self, is_over: Any, within_s: float) -> None:
        ends = time.monotonic() + within_s
        while not is_over() and (said := self._hear(ends)) is not None:
            self._heed(said)

    def _heed(self, said: dict[str, Any]) -> None:
        if said.get("method") == "Page.loadEventFired":
            self._is_loaded = True
        elif said.get("method") == "Fetch.requestPaused":
            self._judge(said["params"])
        elif said.get("method") == "Page.javascriptDialogOpening":
            self._tell("Page.handleJavaScriptDialog", accept=False)

    def _judge(self, asked: dict[str, Any]) -> None:
        request, parts = asked["request"], urlsplit(str(asked["request"]["url"]))
        if parts.scheme in ("http", "https") and parts.netloc.lower() == urlsplit(self._home).netloc.lower():
            headers = {**request["headers"], **self._carries}
            listed = [{"name": name, "value": value} for name, value in headers.items()]
            self._tell("Fetch.continueRequest", requestId=asked["requestId"], headers=listed)
        elif parts.scheme in ("data", "about", "blob"):
            self._tell("Fetch.continueRequest", requestId=asked["requestId"])
        else:
            self.refused.add((parts.hostname or parts.scheme)[:200])
            self._tell("Fetch.failRequest", requestId=asked["requestId"], errorReason="AddressUnreachable")

    def _tell(self, method: str, **given: Any) -> None:
        """Without waiting for the answer: it comes among the others and is nobody's."""
        self._number += 1
        self._send({"id": self._number, "method": method, "params": given})


def save(data: bytes, file: Path) -> None:
    """For the page of the report."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    file.write_bytes(data)
    file.chmod(0o600)
