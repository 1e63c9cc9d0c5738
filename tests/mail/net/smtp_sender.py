"""A mail server that hands reports over by SMTP again and again, and notes which ones were taken."""

import contextlib
import smtplib
import threading

from tests.mail.reported_mails import sent_on

ADDRESS = "report@kill.example"
# What the house must know first; a mail of this machine needs no key.
BEGIN = """
import django
django.setup()
from rempart.daemon.prepare import first_organisation, first_owner
from rempart.mail.actions.set_intake import IntakeWish, set_intake
set_intake(first_owner(), first_organisation(), IntakeWish("report@kill.example", ("127.0.0.1/32",), "mx.kill.example", 0))
"""
SEEN = """
from rempart.mail.store.reports import Report
seen = list(Report.objects.filter(way="mail").values_list("arrival", flat=True))
"""


class Sender(threading.Thread):
    """One mail a connection, each until it is taken, as mail servers do."""

    def __init__(self, port: int, name: str) -> None:
        super().__init__(daemon=True)
        self.port, self.sender = port, name
        self.taken: list[bytes] = []
        self.over = threading.Event()

    def run(self) -> None:
        """Until it is told to stop."""
        while not self.over.is_set():
            inner = f"From: a@x.example\r\nSubject: {self.sender} {len(self.taken)}\r\n\r\nhello\r\n".encode()
            raw = sent_on(inner, "a@kill.example")
            with contextlib.suppress(OSError, smtplib.SMTPException):
                with smtplib.SMTP("127.0.0.1", self.port, timeout=20) as client:
                    client.sendmail("mx@kill.example", ADDRESS, raw)
                self.taken.append(raw)
            self.over.wait(0.02)  # between two mails
