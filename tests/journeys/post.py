"""What a mail server took, read as its recipients read it."""

import email
import email.policy
import re
import time
from email.message import EmailMessage

from tests.servers.mailbox import Mailbox

PATIENCE_S = 120.0
CODE = re.compile(r"(?<![\d-])\d{3,4} ?\d{3,4}(?![\d-])")  # no date, no price


class Post:
    """Of one server that keeps what it takes."""

    def __init__(self, server: Mailbox) -> None:
        self.server = server
        self._read = 0
        self._letters: dict[str, list[EmailMessage]] = {}

    def to(self, address: str) -> list[EmailMessage]:
        """Everything that came for somebody, in the order it was taken."""
        for path in sorted(self.server.folder.iterdir())[self._read :]:
            letter = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
            self._letters.setdefault(str(letter["To"]).rpartition("<")[2].strip("<> ").lower(), []).append(letter)
            self._read += 1
        return self._letters.get(address, [])

    def wait(self, address: str, count: int) -> EmailMessage:
        """Until somebody has that many letters; the last one of them."""
        until = time.monotonic() + PATIENCE_S
        while len(found := self.to(address)) < count:
            assert time.monotonic() < until, f"{address} has {len(found)} letters, not {count}"
            time.sleep(0.05)  # between two looks at the condition
        return found[count - 1]

    def code(self, address: str, count: int) -> str:
        """The number that stands in the letter of that place among those that bring one."""
        until = time.monotonic() + PATIENCE_S
        while len(found := [code[0] for one in self.to(address) if (code := CODE.findall(words(one)))]) < count:
            assert time.monotonic() < until, f"{address} has {len(found)} letters with a code, not {count}"
            time.sleep(0.05)  # between two looks at the condition
        return str(found[count - 1]).replace(" ", "")

    def drills(self, sender: str, domain: str) -> dict[str, EmailMessage]:
        """Mails of one sender to people of a domain, by whom they came for."""
        self.to("")
        return {
            who: one
            for who, all_ in self._letters.items() if who.endswith(f"@{domain}")
            for one in all_ if sender in str(one["From"])
        }  # fmt: skip


def words(letter: EmailMessage) -> str:
    """Its text."""
    body = letter.get_body(("plain",))
    return str(body.get_content()) if body is not None else ""


def link(letter: EmailMessage) -> str:
    """The one a reader would follow."""
    body = letter.get_body(("html", "plain"))
    assert body is not None
    found = re.findall(r"https?://[^\s\"'<>)]+/t/[\w-]+/1\b", str(body.get_content()))
    assert found, body.get_content()
    return str(found[0])
