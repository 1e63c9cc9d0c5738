"""A whole installation on a small disk of its own that fills up and is freed again: a real ENOSPC in every process."""

import contextlib
import html
import http.cookiejar
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.daemon.house import ROOT, House, until
from tests.journeys.totp import code_of

pytestmark = pytest.mark.slow
DISK = "24m"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
FINISH = f"""
import django
django.setup()
from allauth.mfa.totp.internal.auth import TOTP
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.directory.actions.finish_account import finish_account
owner = first_owner()
finish_account(owner, first_organisation(), name="Ida", email="ida@lavande.example", password="granite-not-gravel-5")
TOTP.activate(owner, "{SECRET}")
"""
FILLED = "upkeep.disk.filled"
KINDS = f"""
import sqlite3
from rempart.channel.place import database, state_folder
opened = sqlite3.connect(database(state_folder()))
print(*opened.execute("SELECT kind FROM ledger_entry WHERE kind = '{FILLED}'").fetchall())
"""
LONG = "Carrière de granit " * 10


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[House, Path]]:
    """In a mount namespace, where anybody may mount; and its disk as seen from here."""
    found = House(tmp_path / "data")
    found.data.mkdir()
    found.log = tmp_path / "log"
    script = f'mount -t tmpfs -o size={DISK},mode=700 tmpfs "$1" && shift && exec "$@"'
    up = [sys.executable, "-m", "rempart", "up", "--listen", f"127.0.0.1:{found.port}"]
    with found.log.open("wb") as log:
        found.process = subprocess.Popen(
            ["unshare", "-rm", "sh", "-c", script, "sh", found.data, *up],
            cwd=ROOT, env=found.environment, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        until(lambda: "/in/" in found.said or found.process is None or found.process.poll() is not None)
        assert "/in/" in found.said, found.said
        yield found, Path(f"/proc/{found.process.pid}/root") / found.data.relative_to("/")
    finally:
        if found.process.poll() is None:
            found.process.terminate()
            found.process.wait(90)


class Browser:
    """Cookies, redirects, and the token of the form."""

    def __init__(self, base: str) -> None:
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.open, self.base = urllib.request.build_opener(jar).open, base

    def get(self, path: str) -> tuple[int, str]:
        """Status and text."""
        return self._ask(urllib.request.Request(self.base + path))

    def post(self, path: str, **fields: str) -> tuple[int, str]:
        """As the form of that page does."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        assert token is not None
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._ask(urllib.request.Request(self.base + path, body))

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.open(request, timeout=30) as answer:
                return int(answer.status), html.unescape(answer.read().decode())
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, html.unescape(refused.read().decode())


def fill(disk: Path) -> Path:
    """Until not one byte more fits."""
    filler = disk / "filler"
    handle = os.open(filler, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with contextlib.suppress(OSError):
        while True:
            os.write(handle, bytes(4_096))
    os.close(handle)
    return filler


def test_it_reads_on_waits_and_comes_back(house: tuple[House, Path]) -> None:
    home, disk = house
    assert home.process is not None
    enter = ["nsenter", "-t", str(home.process.pid), "-U", "-m", "--preserve-credentials", f"--wd={ROOT}"]
    made = subprocess.run([*enter, sys.executable, "-c", FINISH], env=home.environment, check=False, timeout=60)
    assert made.returncode == 0
    browser = Browser(f"http://127.0.0.1:{home.port}")
    browser.post("/account/login/", login="ida@lavande.example", password="granite-not-gravel-5")
    browser.post("/account/2fa/authenticate/", code=code_of(SECRET))
    until(lambda: list((disk / "backups" / "data").glob("[0-9]*Z")))
    page = "/organisation/suppliers/"
    assert browser.post(page, name="before", kind="host")[0] == 200
    filler = fill(disk)
    answers: list[tuple[int, str]] = []
    until(lambda: answers.append(browser.post(page, name=LONG, kind="host")) or answers[-1][0] == 503)  # type: ignore[func-returns-value]
    assert {status for status, _ in answers} <= {200, 503}
    assert LONG.strip() in answers[-1][1]
    status, text = browser.get(page)
    assert status == 200
    assert "The disk is full." in text
    assert "before" in text
    assert browser.get("/health")[0] == 200
    filler.unlink()
    assert browser.post(page, name="after", kind="host")[0] == 200
    assert "after" in browser.get(page)[1]
    until(lambda: FILLED in subprocess.run(
        [*enter, sys.executable, "-c", KINDS], env=home.environment, capture_output=True, text=True, check=True
    ).stdout)  # fmt: skip
    alive = home.process.poll()
    assert alive is None
    assert " ended (code" not in home.said
    verified = subprocess.run(
        [*enter, sys.executable, "-m", "rempart", "ledger", "verify"],
        env=home.environment, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert verified.returncode == 0, verified.stdout + verified.stderr
