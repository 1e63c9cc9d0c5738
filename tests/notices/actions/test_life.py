"""Mail that really leaves, and silence that is heard."""

import contextlib
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from django.core.mail import send_mail
from django.db import connection
from django.test import Client

from rempart.console.mail import NoMailServer
from rempart.directory.actions.action import now_ms
from rempart.notices.actions import report_life as life
from rempart.notices.actions import set_mail
from rempart.notices.actions.watch_peers import MISSED, add_peer, hear, miss
from rempart.notices.store.models import MailServer, Peer, Pulse
from tests.cast import Cast
from tests.record.receivers import http_receiver
from tests.servers.tls import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def real_mail(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """The product's own backend, not the one of the test runner."""
    settings.EMAIL_BACKEND = "rempart.console.mail.OperatorsMail"  # type: ignore[attr-defined]
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")


@dataclass
class Box:
    """A mail server with one user."""

    port: int = 0
    mails: list[Message] = field(default_factory=list)
    refuse: str = ""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuse:
            return self.refuse
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.mails.append(message_from_bytes(envelope.original_content or b""))
        return "250 OK"


@contextlib.contextmanager
def mail_server(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    """STARTTLS and a password are demanded."""
    own = trustme.CA()
    roots = folder / "roots.pem"
    own.cert_pem.write_to_path(str(roots))
    monkeypatch.setenv("REMPART_CA_FILE", str(roots))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.issue_cert("localhost", "127.0.0.1").configure_cert(context)

    def allow(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"rempart", b"granite")
        return AuthResult(success=good, handled=False)

    box = Box()
    controller = Controller(
        box, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True, auth_required=True,
        authenticator=allow,
    )  # fmt: skip
    controller.start()
    assert controller.server is not None
    box.port = controller.server.sockets[0].getsockname()[1]
    try:
        yield box
    finally:
        controller.stop()


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Box]:
    with mail_server(tmp_path, monkeypatch) as found:
        yield found


def wish(box: Box, **more: object) -> set_mail.Wish:
    values = {
        "host": "localhost",
        "port": box.port,
        "security": "starttls",
        "user": "rempart",
        "password": "granite",
        "sender": "rempart@lavande.example",
    }
    return set_mail.Wish(**{**values, **more})  # type: ignore[arg-type]


def test_without_a_server_mail_is_refused_and_says_so(cast_: Cast) -> None:
    with pytest.raises(NoMailServer, match="No way out"):
        send_mail("x", "y", None, ["a@b.example"])


def test_a_test_mail_arrives_and_its_code_confirms(cast_: Cast, box: Box) -> None:
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box))
    assert MailServer.objects.get().confirmed_at_ms is None
    assert set_mail.send_test(cast_.alice, cast_.lavande, "alice@lavande.example", "Test", "Code: {code}") == ""
    [mail] = box.mails
    code = str(mail.get_payload()).split("Code: ")[1].strip()
    assert mail["From"] == "rempart@lavande.example"
    assert not set_mail.confirm(cast_.alice, cast_.lavande, "000000" if code != "000000" else "1")
    assert set_mail.confirm(cast_.alice, cast_.lavande, code)
    assert not set_mail.confirm(cast_.alice, cast_.lavande, code), "a code counts once"
    assert MailServer.objects.get().confirmed_at_ms is not None
    assert b"granite" not in bytes(MailServer.objects.get().sealed)


def test_new_settings_must_be_confirmed_again_and_keep_the_password(cast_: Cast, box: Box) -> None:
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box))
    MailServer.objects.update(confirmed_at_ms=1)
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box, password="", sender="other@lavande.example"))
    assert MailServer.objects.get().confirmed_at_ms is None
    assert set_mail.send_test(cast_.alice, cast_.lavande, "a@b.example", "T", "{code}") == ""


def test_a_password_does_not_follow_to_another_server(cast_: Cast, box: Box) -> None:
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box))
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box, host="evil.example", password=""))
    assert bytes(MailServer.objects.get().sealed) == b""


@pytest.mark.parametrize(
    ("change", "code"),
    [({"password": "gravel"}, "sign_in_refused"), ({"port": 1}, "unreached"), ({"security": "none"}, "not_offered")],
)
def test_what_goes_wrong_is_named(cast_: Cast, box: Box, change: dict[str, object], code: str) -> None:
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box, **change))
    said = set_mail.send_test(cast_.alice, cast_.lavande, "a@b.example", "T", "{code}")
    assert said == code


@pytest.mark.parametrize("address", ["a[b@lavande.example", "a@-.", f"a@{'x' * 70}.example"])
def test_an_address_that_no_mail_can_carry_is_named(cast_: Cast, box: Box, address: str) -> None:
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box))
    assert set_mail.send_test(cast_.alice, cast_.lavande, address, "T", "{code}") == "address_refused"
    assert box.mails == []


def test_a_password_that_cannot_be_opened_is_named(cast_: Cast, box: Box) -> None:
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box))
    MailServer.objects.update(sealed=b"altered")
    assert set_mail.send_test(cast_.alice, cast_.lavande, "a@b.example", "T", "{code}") == "sealed"


def test_a_refused_address_is_named(cast_: Cast, box: Box) -> None:
    box.refuse = "550 no such user"
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box))
    assert set_mail.send_test(cast_.alice, cast_.lavande, "a@b.example", "T", "{code}") == "address_refused"


def test_a_server_with_a_stranger_s_certificate_is_not_trusted(
    cast_: Cast, box: Box, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REMPART_CA_FILE")
    set_mail.set_mail(cast_.alice, cast_.lavande, wish(box))
    assert set_mail.send_test(cast_.alice, cast_.lavande, "a@b.example", "T", "{code}") == "unreached"
    assert box.mails == []


def test_who_falls_silent_is_missed_once_and_welcomed_back(cast_: Cast, client: Client) -> None:
    peer, secret = add_peer(cast_.alice, cast_.lavande, "backup", 60)
    assert not miss()
    Peer.objects.update(last_ms=now_ms() - (MISSED * 60 + 1) * 1000)
    assert miss()
    assert not miss(), "said once"
    assert client.post(f"/beat/{secret}").status_code == 200
    assert miss()
    assert not Peer.objects.get(pk=peer.pk).is_silent


def test_a_beat_needs_its_secret_and_does_nothing_else(cast_: Cast, client: Client) -> None:
    assert client.get("/beat/unknown").status_code == 404
    assert client.get("/beat/" + "x" * 500).status_code == 404
    _, secret = add_peer(cast_.alice, cast_.lavande, "backup", 60)
    assert secret not in str(vars(Peer.objects.get()))
    assert not hear(secret[:-1])


def test_this_installation_reports_while_it_is_well(cast_: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with http_receiver() as got:
        life.set_pulse(cast_.alice, cast_.lavande, f"http://127.0.0.1:{got.port}/beat", 60)
        life.report_life()
        assert len(got.posts) == 1
        life.report_life()
        assert len(got.posts) == 1, "not before its time"
        Pulse.objects.update(last_ok_ms=now_ms() - 61_000)
        monkeypatch.setattr(life, "WAITING_MAX", -1)
        life.report_life()
        assert len(got.posts) == 1, "silence is the alarm"
        assert Pulse.objects.get().code == "unwell"


def test_two_installations_watch_each_other(cast_: Cast, live_server: object) -> None:
    _, secret = add_peer(cast_.charlie, cast_.velos, "the other Rempart", 60)
    Peer.objects.update(last_ms=1)
    life.set_pulse(cast_.alice, cast_.lavande, f"{live_server}/beat/{secret}", 60)
    life.report_life()
    assert Pulse.objects.get().code == ""
    assert (Peer.objects.get().last_ms or 0) > now_ms() - 60_000


def test_who_loses_the_race_for_a_peer_says_nothing_and_goes_on_with_the_next(cast_: Cast) -> None:
    first, _ = add_peer(cast_.alice, cast_.lavande, "one", 60)
    second, _ = add_peer(cast_.alice, cast_.lavande, "two", 60)
    Peer.objects.update(last_ms=now_ms() - MISSED * 60_000 - 1)
    before = kinds_of(cast_)

    taken: list[str] = []

    def other_was_faster(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("UPDATE") and "notices_peer" in sql and not taken:
            taken.append(sql)
            Peer.objects.filter(pk=first.pk).update(is_silent=True)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(other_was_faster):
        assert miss()
    assert taken
    assert Peer.objects.get(pk=second.pk).is_silent
    assert kinds_of(cast_)[len(before) :] == [("notices.peer.silent", second.uid)]


def kinds_of(cast: Cast) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, subject_id FROM ledger_entry WHERE org = %s ORDER BY id", [cast.lavande.uid])
        return [(kind, subject) for kind, subject in cursor.fetchall()]
