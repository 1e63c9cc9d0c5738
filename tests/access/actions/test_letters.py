"""Letters go to a real SMTP server, in the reader's language, and tell nothing they should not."""

from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message

from dev.wordpress.phprun import free_port
from rempart.access.actions.note_failure import close_windows, note_failure
from rempart.access.actions.on_ending import on_ending
from rempart.access.actions.send_letters import send_letters
from rempart.access.actions.visit import Visit
from rempart.access.actions.write_letter import write_letter
from rempart.access.core.browser import browser_of
from rempart.access.core.limits import MANY_FAILURES, WINDOW_S
from rempart.access.store.models import FailureWindow, Letter, SignIn
from rempart.directory.actions.action import system_action
from rempart.events import directory as events
from rempart.terms.scope import Subject
from tests.access.people import FIREFOX, browser
from tests.access.record import every_byte, kinds
from tests.cast import Cast


class Box(Message):  # type: ignore[misc]
    """Keeps what came."""

    def __init__(self) -> None:
        super().__init__()
        self.came: list[Any] = []

    def handle_message(self, message: Any) -> None:
        """aiosmtpd's hook."""
        self.came.append(message)


@pytest.fixture
def box(settings: Any) -> Iterator[Box]:
    held = Box()
    server = Controller(held, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield held
    server.stop()


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "word"), [("en", "second factor"), ("fr", "second facteur"), ("zh-hans", "第二验证方式")]
)
def test_a_letter_arrives_in_the_readers_language(cast_: Cast, box: Box, language: str, word: str) -> None:
    write_letter("factor_added", {}, account=cast_.alice, language=language)
    assert send_letters() is True
    (letter,) = box.came
    assert letter["To"] == cast_.alice.email
    assert word in letter.get_payload(decode=True).decode()
    assert not Letter.objects.exists()


VISIT = Visit("203.0.113.7", FIREFOX, "", browser_of(FIREFOX), "")


@pytest.mark.django_db
def test_failures_are_counted_and_many_shout(cast_: Cast) -> None:
    for _ in range(MANY_FAILURES + 2):
        note_failure(cast_.alice, VISIT)
    assert kinds(cast_.lavande).count("access.sign_in.hammered") == 1
    assert close_windows() == 0
    FailureWindow.objects.update(from_ms=FailureWindow.objects.get().from_ms - 2 * WINDOW_S * 1000)
    assert close_windows() == 1
    assert kinds(cast_.lavande).count("access.sign_in.failed") == 1
    assert b"203.0.113.7" not in every_byte()


@pytest.mark.django_db
def test_failures_of_nobody_known_leave_no_entry(cast_: Cast) -> None:
    before = len(kinds(cast_.lavande))
    note_failure(None, VISIT)
    FailureWindow.objects.update(from_ms=0)
    assert close_windows() == 1
    assert len(kinds(cast_.lavande)) == before


@pytest.mark.django_db
def test_an_ending_twice_is_harmless(cast_: Cast) -> None:
    client = browser()
    client.force_login(cast_.bob)
    for _ in range(2):
        with system_action(cast_.lavande) as record:
            record.event(events.MEMBER_REMOVED, Subject("account", cast_.bob.uid), {})
            on_ending(record, cast_.bob, cast_.lavande)
    assert kinds(cast_.lavande).count("access.session.ended") == 1
    assert SignIn.objects.get(account=cast_.bob).why_ended == "access"
