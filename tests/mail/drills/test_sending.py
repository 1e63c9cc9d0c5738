"""Mails go out once, to whoever is still here, and stop at once; a real SMTP server takes them."""

import email
import email.policy
from collections.abc import Iterator
from pathlib import Path

import dkim
import pytest

from rempart.directory.actions.action import now_ms
from rempart.directory.store.models import Account, Person
from rempart.directory.store.rights import Delegation
from rempart.events import lifecycle
from rempart.ledger.entry import Entry, Recorded
from rempart.mail.actions.decide_unknown import Decision, NothingThere, decide_unknown
from rempart.mail.actions.forget_drills import forget_drills
from rempart.mail.actions.note_leavers import take
from rempart.mail.actions.on_erasure import on_erasure
from rempart.mail.actions.plan_campaign import plan_one
from rempart.mail.actions.profiles import try_profile
from rempart.mail.actions.send_due import send_due
from rempart.mail.actions.stop_campaign import NotRunning, stop_campaign
from rempart.mail.core.drill.states import Group, Sent, State
from rempart.mail.net.signing import public_of
from rempart.mail.store import outbox
from rempart.mail.store.drill import Campaign, Message, Profile, Recipient
from rempart.mail.store.joining import Joiner, hash_of
from rempart.terms.scope import Subject
from tests.access.record import kinds
from tests.cast import Cast
from tests.mail.drills import house
from tests.mail.drills.test_starting import KEY
from tests.servers.mailbox import Mailbox, mailbox

pytestmark = pytest.mark.django_db
DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailbox]:
    with mailbox(tmp_path_factory.mktemp("mailbox"), keep=True) as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_taken_yet(server: Mailbox) -> None:
    server.file.write_text("")


def started(cast_: Cast, server: Mailbox, template: str = "parcel", **other: object) -> Campaign:
    row = house.campaign(
        cast_.alice, cast_.lavande, house.way_out(cast_.alice, cast_.lavande, server.port), template, **other
    )
    house.begin(row)
    assert plan_one()
    row.refresh_from_db()
    return row


def sent_all(row: Campaign) -> dict[str, int]:
    house.all_due(row)
    while send_due():
        pass
    row.refresh_from_db()
    return {name: count for name, count in outbox.counts(row).items() if count}


def tell(cast_: Cast, kind: str, person: Person) -> None:
    entry = Entry(kind, cast_.lavande.uid, Subject("person", person.uid), now_ms(), "system", {})
    take(cast_.lavande, Recorded(entry, cast_.lavande.uid, 1, "", "", 0, 0, now_ms()))


def test_everybody_once_and_what_the_server_said(cast_: Cast, server: Mailbox, tmp_path: Path) -> None:
    house.crowd(cast_.lavande, 30, "Bureau")
    house.crowd(cast_.lavande, 2, address="no-{}@staff.example")
    house.crowd(cast_.lavande, 1, address="later-{}@staff.example")
    house.crowd(cast_.lavande, 1, address="")
    row = started(cast_, server)
    assert Message.objects.filter(campaign=row, group=Group.CONTROL).count() == 7  # 20 % of 33
    assert sent_all(row) == {"accepted": 30, "refused": 2, "planned": 1}
    assert set(server.taken().values()) == {1}
    assert (row.state, len(server.taken())) == (State.RUNNING, 30)  # one comes later, by the server's own wish
    again = Message.objects.get(campaign=row, state=Sent.PLANNED)
    assert again.due_ms > now_ms()
    assert (again.code, again.attempts) == ("451", 1)
    for _ in range(outbox.MOST_TRIES - 1):
        assert sent_all(row)
    assert outbox.counts(row)["refused"] == 3
    row.refresh_from_db()
    assert row.state == State.DONE
    assert Recipient.objects.filter(campaign=row, sent=1).count() == 30
    assert kinds(cast_.lavande)[-3:] == ["mail.campaign.planned", "mail.campaign.ended", "mail.fact.recorded"]


def test_the_token_in_the_mail_is_the_one_whose_hash_is_kept(cast_: Cast, server: Mailbox) -> None:
    (person,) = house.crowd(cast_.lavande, 1)
    row = started(cast_, server)
    before = len(server.letters())
    assert sent_all(row) == {"accepted": 1}
    message = Message.objects.get(campaign=row)
    letter = email.message_from_bytes(server.letters()[before], policy=email.policy.default)
    text = letter.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    token = text.partition(f"{house.ORIGIN}/t/")[2].partition("/")[0]
    assert (len(token), hash_of(token)) == (22, message.token_hash)
    assert letter["To"] == person.email


def test_who_knows_the_address_does_not_know_the_token(cast_: Cast, server: Mailbox) -> None:
    """Attack: somebody with both tables, and without the sealed key, joins them by any column."""
    house.crowd(cast_.lavande, 40, "Bureau")
    row = started(cast_, server)
    sent_all(row)
    people = [str(value) for line in Recipient.objects.filter(campaign=row).values() for value in line.values()]
    people += [str(value) for line in Person.objects.values("uid", "email", "name") for value in line.values()]
    unique = {field.name for field in Message._meta.fields} - {
        "campaign",
        "state",
        "group",
        "stage",
        "attempts",
        "code",
    }
    for line in Message.objects.filter(campaign=row).values("uid", "pseudonym", "token_hash", "at_ms"):
        assert not {str(value) for value in line.values()} & set(people)
    assert not unique & {field.name for field in Recipient._meta.fields} - {"id"}
    in_rows = list(Message.objects.filter(campaign=row).order_by("pk").values_list("pseudonym", flat=True))
    joined = Joiner(cast_.lavande).people(row)
    numbers = [int(joined[one].person.staff_number) for one in in_rows]
    assert sorted(in_rows) == in_rows
    assert numbers != sorted(numbers)  # the order of rows says nothing of the order of people


def test_stop_acts_before_the_next_mail(cast_: Cast, server: Mailbox) -> None:
    house.crowd(cast_.lavande, 20)
    row = started(cast_, server)
    house.all_due(row)
    assert stop_campaign(cast_.alice, row) == 20
    assert not send_due()
    assert not server.taken()
    with pytest.raises(NotRunning):
        stop_campaign(cast_.alice, row)


def test_stop_in_the_middle_counts_what_is_on_the_wire(
    cast_: Cast, server: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    house.crowd(cast_.lavande, 60)
    row = started(cast_, server)
    house.all_due(row)
    written = outbox.write_down
    calls = []

    def stopping(outcomes: object, now: int) -> None:
        written(outcomes, now)  # type: ignore[arg-type]
        calls.append(1)
        if len(calls) == 3:
            Campaign.objects.filter(pk=row.pk).update(state=State.STOPPED)

    monkeypatch.setattr(outbox, "write_down", stopping)
    send_due()
    counts = outbox.counts(row)
    assert counts["accepted"] == len(server.taken()) < 60
    assert counts["claimed"] == counts["unknown"] == 0


def test_a_leaver_in_the_middle_gets_nothing_more(cast_: Cast, server: Mailbox) -> None:
    people = house.crowd(cast_.lavande, 5)
    row = started(cast_, server, "supplier_two_steps")
    assert Message.objects.filter(campaign=row).count() == 10
    tell(cast_, lifecycle.PERSON_LEFT.name, people[0])
    people[1].account = Account.objects.create_user("gone@staff.example", None, is_active=False)
    people[1].save()
    assert sent_all(row) == {"accepted": 6, "withdrawn": 4}
    assert set(server.taken()) == {one.email for one in people[2:]}
    tell(cast_, lifecycle.PERSON_JOINED.name, people[0])
    assert house.campaign(cast_.alice, cast_.lavande, Profile.objects.get()).state == State.DRAFT


def test_nobody_is_due_so_late_that_the_end_comes_first(cast_: Cast, server: Mailbox) -> None:
    house.crowd(cast_.lavande, 60)
    now = now_ms()
    row = started(cast_, server, starts_ms=now - 60_000, ends_ms=now + 600_000, jitter=False)
    last = row.message_set.order_by("-due_ms").first()
    assert last is not None
    assert row.ends_ms - 80_000 < last.due_ms < row.ends_ms - 59_000


def test_leave_is_respected(cast_: Cast, server: Mailbox) -> None:
    """As covers say it: away for all of the drill, or back before its end."""
    people = house.crowd(cast_.lavande, 3)
    now = now_ms()
    for person, until in zip(people[:2], (now + 40 * DAY_MS, now + 5 * DAY_MS), strict=True):
        person.account = Account.objects.create_user(f"{person.uid}@staff.example", None)
        person.save()
        Delegation.objects.create(
            organisation=cast_.lavande, giver=person.account, taker=cast_.bob, from_ms=now - DAY_MS, until_ms=until
        )
    row = started(cast_, server)
    assert set(Recipient.objects.filter(campaign=row).values_list("person", flat=True)) == {people[1].pk, people[2].pk}
    back = Message.objects.get(campaign=row, pseudonym=Joiner(cast_.lavande).pseudonym(people[1].uid))
    assert back.due_ms >= now + 5 * DAY_MS
    assert sent_all(row) == {
        "accepted": 1,
        "planned": 1,
    }  # and whoever is away at that moment waits until they are back


def test_a_server_that_is_gone_loses_nothing(cast_: Cast, server: Mailbox) -> None:
    house.crowd(cast_.lavande, 5)
    row = started(cast_, server)
    assert row.profile is not None
    Profile.objects.filter(pk=row.profile.pk).update(port=1)
    assert sent_all(row) == {"planned": 5}
    assert (row.trouble, set(Message.objects.values_list("attempts", flat=True))) == ("refused", {0})
    Profile.objects.filter(pk=row.profile.pk).update(port=server.port)
    assert sent_all(row) == {"accepted": 5}
    assert kinds(cast_.lavande)[-4:] == [
        "mail.server.failed",
        "mail.server.answered",
        "mail.campaign.ended",
        "mail.fact.recorded",
    ]


def test_the_fence_holds(cast_: Cast, server: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Attack: a way out that is a service inside."""
    monkeypatch.delenv("REMPART_ALLOW_PRIVATE")
    way = house.way_out(cast_.alice, cast_.lavande, server.port)
    assert try_profile(cast_.alice, way, "Hello", "Text") == "barred"


def test_what_a_killed_worker_left_is_decided_by_a_person(cast_: Cast, server: Mailbox) -> None:
    house.crowd(cast_.lavande, 4)
    row = started(cast_, server)
    Message.objects.filter(campaign=row).update(state=Sent.CLAIMED, attempts=1)
    Campaign.objects.filter(pk=row.pk).update(lease="gone", lease_until_ms=now_ms() - 1, next_ms=0)
    assert sent_all(row) == {"unknown": 4}
    assert not server.taken()
    first = Joiner(cast_.lavande).join(row)[Message.objects.filter(campaign=row)[0].pseudonym][0]
    assert decide_unknown(cast_.alice, row, Decision.AS_SENT, [first]) == 1
    assert decide_unknown(cast_.alice, row, Decision.AGAIN) == 3
    assert sent_all(row) == {"accepted": 4}
    assert len(server.taken()) == 3
    with pytest.raises(NothingThere):
        decide_unknown(cast_.alice, row, Decision.AGAIN)


def test_signed_so_that_others_verify_it(cast_: Cast, server: Mailbox) -> None:
    way = house.way_out(cast_.alice, cast_.lavande, server.port, dkim_key=KEY)
    before = len(server.letters())
    assert try_profile(cast_.alice, way, "Essai é", "Bonjour {organisation}") == ""
    letter = server.letters()[before]
    record = f"v=DKIM1; k=rsa; p={public_of(KEY)}".encode()
    assert dkim.verify(letter, dnsfunc=lambda *_, **__: record, minkey=512)
    assert not dkim.verify(letter.replace(b"Subject: ", b"Subject: x"), dnsfunc=lambda *_, **__: record, minkey=512)


def test_erased_at_once_and_forgotten_in_time(cast_: Cast, server: Mailbox) -> None:
    people = house.crowd(cast_.lavande, 3)
    row = started(cast_, server)
    joiner = Joiner(cast_.lavande)
    on_erasure([people[0].uid])
    assert not Message.objects.filter(pseudonym=joiner.pseudonym(people[0].uid)).exists()
    assert Message.objects.filter(campaign=row, state=Sent.WITHDRAWN).count() == 1  # counts do not change by it
    people[0].delete()
    assert sent_all(row) == {"accepted": 2, "withdrawn": 1}
    assert not forget_drills(now_ms() + 364 * DAY_MS)
    while forget_drills(now_ms() + 366 * DAY_MS):
        pass
    row.refresh_from_db()
    assert not Message.objects.filter(campaign=row).exists()
    assert not Recipient.objects.filter(campaign=row).exists()
    assert (row.counts["accepted"], row.forgotten_ms is not None) == (2, True)
