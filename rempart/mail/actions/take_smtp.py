"""What is behind the SMTP door: who may bring mail, for whom, and taking it. 250 is said after the report is committed."""

import contextlib
import logging
from collections.abc import Iterator

from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, close_old_connections, connection

from rempart.directory.actions.action import Closed
from rempart.directory.store.models import Person
from rempart.mail.actions.read_mailbox import who_is
from rempart.mail.actions.report_keys import use_key
from rempart.mail.actions.take_report import Empty, TooLarge, TooMany, Who, take_report
from rempart.mail.core.reported.arrival import proven_sender
from rempart.mail.core.reported.own_networks import is_within
from rempart.mail.core.reported.states import Way
from rempart.mail.core.reported.unwrap import unwrap
from rempart.mail.net.smtp_talk import Busy, Pass
from rempart.mail.store.intake import Intake
from rempart.mail.store.reports import ReportKey

log = logging.getLogger("rempart.mail")

TAKEN = "250 2.0.0 Taken, thank you"


@contextlib.contextmanager
def _patiently() -> Iterator[None]:
    """A busy database is no answer: the other server comes back."""
    try:
        yield
    except (DatabaseError, Closed) as bad:
        log.warning("mail: a report by SMTP has to come again: %s", type(bad).__name__)
        raise Busy from bad


class SmtpGate:
    """One for all connections; each has a thread of its own."""

    def is_own_server(self, peer: str) -> bool:
        """Of any organisation here; which one's is asked with the address."""
        with _patiently():
            return any(is_within(peer, row.networks) for row in _open())

    def pass_of(self, secret: str) -> Pass | None:
        """By a key of the report button."""
        with _patiently():
            key = use_key(secret)
        return Pass(key.uid) if key else None

    def takes(self, address: str, peer: str, held: Pass | None) -> bool:
        """A key opens the address of its own organisation, a network that of the organisation whose it is."""
        with _patiently():
            return _row(address, peer, held) is not None

    def take(self, address: str, peer: str, held: Pass | None, raw: bytes) -> str:
        """The answer. Whatever goes wrong here, the mail comes again."""
        try:
            with _patiently():
                return self._taken(address, peer, held, raw)
        except TooMany:
            return "452 4.2.2 Very many today: come back tomorrow"
        except (TooLarge, Empty):
            return "550 5.6.0 Nothing in it that could be looked at"
        except PermissionDenied:
            return "550 5.7.1 No longer taken"

    def _taken(self, address: str, peer: str, held: Pass | None, raw: bytes) -> str:
        row = _row(address, peer, held)
        if row is None:
            return "550 5.7.1 No longer taken"
        key = _key(held)
        who = _of_key(key) if key else who_is(row.organisation, proven_sender(raw, row.authserv_id, row.own_hops))
        take_report(row.organisation, who, unwrap(raw).raw, raw, Way.MAIL)
        return TAKEN

    def leave(self) -> None:
        """The thread ends: its connection to the database too."""
        if not connection.in_atomic_block:  # a test's transaction is not ours to end
            close_old_connections()
            connection.close()


def _open() -> list[Intake]:
    return list(Intake.objects.filter(organisation__closure=None).select_related("organisation").order_by("pk"))


def _row(address: str, peer: str, held: Pass | None) -> Intake | None:
    for row in _open():
        if row.address == address:
            key = _key(held)
            mine = key is not None and key.organisation == row.organisation
            return row if mine or (held is None and is_within(peer, row.networks)) else None
    return None


def _key(held: Pass | None) -> ReportKey | None:
    if held is None:
        return None
    return ReportKey.objects.filter(uid=held.key).select_related("account", "organisation").first()


def _of_key(key: ReportKey) -> Who:
    return Who(key.account, Person.objects.filter(organisation=key.organisation, account=key.account).first())
