"""Mails that people sent on are taken in from a real mailbox: recognised, forged, flooding, and after a kill."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account
from rempart.mail.actions import read_mailbox as reading
from rempart.mail.actions import take_report as taking
from rempart.mail.actions.answer import brief_of
from rempart.mail.actions.read_mailbox import read_mailbox
from rempart.mail.actions.set_mailbox import MailboxWish, set_mailbox, try_mailbox
from rempart.mail.core.reported.states import Pile
from rempart.mail.store.reports import DrillReport, Mailbox, Report
from tests.access.record import kinds
from tests.cast import Cast, colleague
from tests.mail.one_drill import drill_to, person_of
from tests.mail.reported_mails import mail, sent_on
from tests.servers.dovecot import PASSWORD, USER, PostBox, dovecot

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MX = "mx.lavande.example"


def vouched(domain: str) -> str:
    return f"Authentication-Results: {MX}; dmarc=pass header.from={domain}\r\nReceived: by {MX}\r\n"


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PostBox]:
    ca = trustme.CA()
    ca.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("REMPART_CA_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    with dovecot(ca) as here:
        yield here


@pytest.fixture
def lena(cast_: Cast) -> Account:
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


def set_up(cast_: Cast, post: PostBox, password: str = PASSWORD) -> Mailbox:
    wish = MailboxWish("report@lavande.example", "127.0.0.1", post.port, USER, password, "INBOX", MX, 0)
    return set_mailbox(cast_.alice, cast_.lavande, wish)


def again() -> None:
    Mailbox.objects.update(next_ms=0)
    while read_mailbox():
        pass


def test_what_was_sent_on_is_taken_in(
    cast_: Cast, lena: Account, post: PostBox, monkeypatch: pytest.MonkeyPatch
) -> None:
    domain = lena.email.rpartition("@")[2]
    _, token = drill_to(cast_.lavande, person_of(cast_.lavande, lena, cast_.alice))
    drill = mail(f"Your parcel: https://drill.example/t/{token}")
    post.deliver(
        sent_on(mail(), lena.email, head=vouched(domain)),  # a real one
        sent_on(drill, lena.email, head=vouched(domain), as_file=True),  # her own drill
        sent_on(
            mail(subject="forged"), lena.email, head=f"Received: by {MX}\r\n{vouched(domain)}"
        ),  # brought its own proof
        b"\xff\xfe broken" * 50,
    )
    set_up(cast_, post)
    assert try_mailbox(cast_.alice, cast_.lavande) == ""
    again()
    real, forged, broken = Report.objects.order_by("pk")
    assert (real.account, brief_of(real)["address"], real.cluster.pile) == (lena, "it@mail-quota.example", Pile.QUEUE)
    assert (forged.account, forged.person, forged.cluster.pile) == (None, None, Pile.UNPROVEN)
    assert broken.account is None
    assert DrillReport.objects.count() == 1
    assert post.flags() == ["S", "S", "S", "S"]

    # killed after the report was committed and before the mail was marked: it comes again, and is one report
    for path in (post.folder / "cur").iterdir():
        path.rename(path.with_name(path.name.partition(":2,")[0] + ":2,"))
    again()
    assert Report.objects.count() == 3
    assert post.flags() == ["S", "S", "S", "S"]

    # one person floods: the others do not wait, and nothing is lost
    monkeypatch.setattr(taking, "A_DAY", 2)
    bob = cast_.bob
    flood = [sent_on(mail(f"flood {word} of words here"), lena.email, head=vouched(domain)) for word in ("one", "two")]
    post.deliver(*flood, sent_on(mail(), bob.email, head=vouched(bob.email.rpartition("@")[2])))
    again()
    assert Report.objects.filter(account=lena).count() == 2
    assert Report.objects.filter(account=bob).count() == 1
    assert sorted(post.flags()) == ["F", "S", "S", "S", "S", "S", "S"]
    monkeypatch.setattr(taking, "A_DAY", 200)
    Mailbox.objects.update(later_ms=0)
    again()
    assert Report.objects.filter(account=lena).count() == 3

    # trouble is said once, and its end too
    row = set_up(cast_, post, "wrong")
    again()
    again()
    row.refresh_from_db()
    assert row.trouble == "refused_us"
    assert row.next_ms > time.time() * 1_000
    set_up(cast_, post)
    Mailbox.objects.update(trouble="refused_us")
    again()
    told = [one for one in kinds(cast_.lavande) if one.startswith("mail.mailbox")]
    assert told[1:] == ["mail.mailbox.failed", "mail.mailbox.set", "mail.mailbox.read"][: len(told) - 1] or told == [
        "mail.mailbox.set", "mail.mailbox.set", "mail.mailbox.failed", "mail.mailbox.set", "mail.mailbox.read"
    ]  # fmt: skip
    assert reading.BATCH > 1
