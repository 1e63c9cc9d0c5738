"""The real server: a browser that types a password into the page, and kills while hits pour in. Nothing typed leaves the
page, no token reaches a log or a referrer, and every hit that was answered is a row afterwards, once. So is every report
that was taken by SMTP.
"""

import contextlib
import hashlib
import http.client
import json
import os
import signal
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Request

from dev.browser import chromium
from rempart.mail.store.joining import hash_of
from tests.daemon.house import House, living, until
from tests.mail.hits.drill import FIREFOX
from tests.mail.net import smtp_sender
from tests.mail.net.smtp_sender import Sender
from tests.servers.tls import free_port

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("mail-hits")]

# One campaign of 40 people without a mail having gone out; their tokens.
BEGIN = """
import django, json
django.setup()
from tests.mail.hits.drill import make_drill, people
from rempart.daemon.prepare import first_organisation
house = first_organisation()
drill = make_drill(house, people(house, 40))
print(json.dumps(list(drill.tokens.values())))
"""
SEEN = """
from rempart.mail.store.hits import Hit
seen = list(Hit.objects.values_list("message__token_hash", "link", "kind", "by"))
"""
KILLS = 2
EACH = 1_900  # addresses of one clicker: below what is kept of a mail
SMTP_PORT = free_port()
TYPED = "Zitrone-9-Kaktus"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """One for all."""
    with living(tmp_path_factory.mktemp("house") / "data", "--reports-smtp", f"127.0.0.1:{SMTP_PORT}") as found:
        yield found


def tokens_of(house: House) -> list[str]:
    made = house.run("-c", BEGIN)
    assert made.returncode == 0, made.stderr
    found: list[str] = json.loads(made.stdout)
    return found


def test_nothing_that_is_typed_leaves_the_page_and_no_token_is_told(house: House) -> None:
    tokens = tokens_of(house)
    asked: list[tuple[str, dict[str, str]]] = []
    with chromium() as browser:
        for token, has_scripts in ((tokens[0], True), (tokens[1], False)):
            # its own line says HeadlessChrome, and would be judged accordingly
            context = browser.new_context(java_script_enabled=has_scripts, user_agent=FIREFOX)
            page = context.new_page()
            requests: list[Request] = []
            page.on("request", lambda one, requests=requests: requests.append(one))
            page.goto(f"http://127.0.0.1:{house.port}/t/{token}/1")
            page.fill("#who", TYPED)
            page.fill("#pass", TYPED)
            page.press("#pass", "Enter")
            assert page.url.endswith(f"/t/{token}/page/")
            page.click("a.button")
            page.wait_for_url(f"**/t/{token}/teach/")
            assert "two hours" in page.inner_text("main")
            assert context.cookies() == []
            for one in requests:
                assert TYPED not in f"{one.url} {one.all_headers()} {one.post_data}"
                asked.append((one.method, one.all_headers()))
            context.close()
    with house.watcher(SEEN) as ask:
        for token in tokens[:2]:
            until(
                lambda token=token: [one for one in ask() if one[0] == hash_of(token) and one[2:] == ["teach", "human"]]
            )
    told = {headers.get("referer", "") for _, headers in asked}
    assert not any("/t/" in one for one in told), told  # what a sheet of styles asks for names the sheet
    assert [method for method, _ in asked if method != "GET"] == ["POST"]  # which says that a script ran
    said = house.said + "".join(file.read_text("utf-8") for file in (house.data / "logs").iterdir())
    assert not any(token in said for token in tokens[:2])


class Clicker(threading.Thread):
    """Asks for addresses, each one once, and notes what was answered."""

    def __init__(self, house: House, tokens: list[str], first: int) -> None:
        super().__init__(daemon=True)
        self.house = house
        self.addresses = [(tokens[n % len(tokens)], n // len(tokens)) for n in range(first, first + EACH)]
        self.answered: list[tuple[str, int]] = []
        self.over = threading.Event()

    def run(self) -> None:
        line = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=60)
        with contextlib.closing(line):
            for token, link in self.addresses:
                try:
                    line.request("GET", f"/t/{token}/{link}", headers={"User-Agent": "x" * 200})
                    answer = line.getresponse()
                    answer.read()
                    assert answer.status == 303
                    self.answered.append((token, link))
                except (OSError, http.client.HTTPException):
                    line.close()  # it is being started again
                if self.over.wait(0.01):
                    return


def test_none_that_was_answered_is_lost_in_a_kill(house: House) -> None:
    tokens = tokens_of(house)
    clickers = [Clicker(house, tokens, EACH * number) for number in range(2)]

    def count() -> int:
        return sum(len(one.answered) for one in clickers)

    for one in clickers:
        one.start()
    for _ in range(KILLS):
        enough = count() + 100
        until(lambda enough=enough: count() > enough)
        for name in ("granian", "rempart.daemon.worker"):
            if pid := house.child(name):
                os.killpg(pid, signal.SIGKILL)
    enough = count() + 50
    until(lambda: count() > enough)
    for one in clickers:
        one.over.set()
        one.join(10)
    answered = {(hash_of(token), link) for one in clickers for token, link in one.answered}
    mine = {hash_of(token) for token in tokens}
    with house.watcher(SEEN) as ask:

        def rows() -> list[tuple[str, int]]:
            return [(token, link) for token, link, *_ in ask() if token in mine]

        kept = until(lambda: len(found := rows()) >= len(answered) and found)
    assert answered <= set(kept)
    assert len(kept) == len(set(kept))


def test_no_report_that_was_taken_by_smtp_is_lost_in_a_kill(house: House) -> None:
    begun = house.run("-c", smtp_sender.BEGIN)
    assert begun.returncode == 0, begun.stderr
    senders = [Sender(SMTP_PORT, name) for name in ("one", "two")]
    for one in senders:
        one.start()
    for _ in range(KILLS):
        enough = sum(len(one.taken) for one in senders) + 10
        until(lambda enough=enough: sum(len(one.taken) for one in senders) > enough)
        if pid := house.child("rempart.daemon.worker"):
            os.killpg(pid, signal.SIGKILL)
    enough = sum(len(one.taken) for one in senders) + 5
    until(lambda: sum(len(one.taken) for one in senders) > enough)
    for one in senders:
        one.over.set()
        one.join(30)
    taken = {hashlib.sha256(raw).hexdigest() for one in senders for raw in one.taken}
    with house.watcher(smtp_sender.SEEN) as ask:
        kept = ask()
    assert taken <= set(kept)
    assert len(kept) == len(set(kept))  # one that was stored and not answered came again, and was known
