"""Who may bring reports by SMTP, for whom, and what becomes of them; and who only says so."""

import pytest

from rempart.directory.actions.remove_member import remove_member
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Membership
from rempart.mail.actions import take_report as taking
from rempart.mail.actions.report_keys import make_key
from rempart.mail.actions.set_intake import IntakeWish, Taken, end_intake, set_intake
from rempart.mail.actions.take_smtp import TAKEN, SmtpGate
from rempart.mail.core.reported.own_networks import TooWide, is_within, network_of
from rempart.mail.core.reported.states import Pile
from rempart.mail.net.smtp_talk import Pass
from rempart.mail.store.reports import DrillReport, Report
from tests.access.record import kinds
from tests.cast import Cast, colleague
from tests.mail.one_drill import drill_to, person_of
from tests.mail.reported_mails import mail, sent_on

MX, OWN, STRANGER = "mx.lavande.example", "192.0.2.7", "198.51.100.9"
OURS, THEIRS = "report@lavande.example", "report@velos.example"
GATE = SmtpGate()


def wish(address: str = OURS, *networks: str) -> IntakeWish:
    return IntakeWish(address, networks or ("192.0.2.0/28",), MX, 0)


@pytest.fixture
def lena(cast_: Cast) -> Account:
    set_intake(cast_.alice, cast_.lavande, wish())
    set_intake(cast_.charlie, cast_.velos, wish(THEIRS, "203.0.113.0/24"))
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


def vouched(account: Account) -> str:
    domain = account.email.rpartition("@")[2]
    return f"Authentication-Results: {MX}; dmarc=pass header.from={domain}\r\n"


def key_of(cast_: Cast, account: Account) -> Pass:
    held = GATE.pass_of(make_key(account, cast_.lavande).secret)
    assert held is not None
    return held


@pytest.mark.django_db
def test_a_key_says_who_reports_and_a_drill_is_known(cast_: Cast, lena: Account) -> None:
    _, token = drill_to(cast_.lavande, person_of(cast_.lavande, lena, cast_.alice))
    held = key_of(cast_, lena)
    assert GATE.takes(OURS, STRANGER, held)
    forward = sent_on(mail(), "somebody.else@x.example")
    assert GATE.take(OURS, STRANGER, held, forward) == TAKEN
    assert GATE.take(OURS, STRANGER, held, forward) == TAKEN  # the answer was lost on its way, so it came again
    report = Report.objects.get()
    assert (report.account, report.way, report.cluster.pile) == (lena, "mail", Pile.QUEUE)
    drill = sent_on(mail(f"https://x.example/t/{token}"), lena.email)
    assert GATE.take(OURS, STRANGER, held, drill) == TAKEN
    assert DrillReport.objects.count() == 1
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_only_an_own_server_is_believed_what_it_says_of_a_sender(cast_: Cast, lena: Account) -> None:
    forward = sent_on(mail(), lena.email, head=vouched(lena))
    assert GATE.is_own_server(OWN)
    assert not GATE.is_own_server(STRANGER)
    assert not GATE.takes(OURS, STRANGER, None)
    assert GATE.take(OURS, STRANGER, None, forward).startswith("550")  # it brought its own proof
    assert GATE.take(OURS, "203.0.113.8", None, forward).startswith("550")  # a neighbour's server
    assert not Report.objects.exists()
    assert GATE.take(OURS, OWN, None, forward) == TAKEN
    assert Report.objects.get().account == lena
    unproven = sent_on(mail("A quite different text, of a bill that nobody ever ordered."), lena.email)
    assert GATE.take(OURS, OWN, None, unproven) == TAKEN
    assert Report.objects.latest("pk").cluster.pile == Pile.UNPROVEN


@pytest.mark.django_db
def test_a_key_opens_its_own_house_alone_and_as_long_as_its_holder_is_there(cast_: Cast, lena: Account) -> None:
    held = key_of(cast_, lena)
    assert not GATE.takes(THEIRS, STRANGER, held)
    assert not GATE.takes(THEIRS, OWN, held)
    assert not GATE.takes("boss@lavande.example", STRANGER, held)
    assert GATE.pass_of("rempart_report_" + "x" * 32) is None
    remove_member(cast_.alice, Membership.objects.get(organisation=cast_.lavande, account=lena))
    assert GATE.take(OURS, STRANGER, held, sent_on(mail(), lena.email)).startswith("550")
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_who_floods_waits_and_nothing_empty_is_kept(
    cast_: Cast, lena: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = key_of(cast_, lena)
    monkeypatch.setattr(taking, "A_DAY", 1)
    assert GATE.take(OURS, STRANGER, held, sent_on(mail(), lena.email)) == TAKEN
    assert GATE.take(OURS, STRANGER, held, sent_on(mail("another one of them"), lena.email)).startswith("452")
    assert GATE.take(OURS, OWN, None, b"\r\n").startswith("550")
    assert Report.objects.count() == 1


@pytest.mark.django_db
def test_an_address_belongs_to_one_house_and_ends(cast_: Cast, lena: Account) -> None:
    with pytest.raises(Taken):
        set_intake(cast_.charlie, cast_.velos, wish(OURS.upper()))
    assert GATE.takes(THEIRS, "203.0.113.8", None)  # what was set before still is
    end_intake(cast_.alice, cast_.lavande)
    assert not GATE.takes(OURS, OWN, None)
    assert "mail.intake.set" in kinds(cast_.lavande)
    assert "mail.intake.ended" in kinds(cast_.lavande)
    assert lena.is_active


def test_networks_are_one_s_own_servers_and_not_a_provider() -> None:
    assert str(network_of(" 192.0.2.7 ")) == "192.0.2.7/32"
    for wide in ("0.0.0.0/0", "10.0.0.0/8", "2001:db8::/32"):
        with pytest.raises(TooWide):
            network_of(wide)
    with pytest.raises(ValueError, match="does not appear"):
        network_of("mx.example")
    assert is_within("::ffff:192.0.2.7", ["192.0.2.0/28"])
    assert is_within("2001:db8::1%eth0", ["2001:db8::/64"])
    assert not is_within("192.0.2.17", ["192.0.2.0/28"])
    assert not is_within("not an address", ["192.0.2.0/28"])
