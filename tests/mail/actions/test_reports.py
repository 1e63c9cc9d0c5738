"""MAIL-03: a report is taken, a drill thanked at once, the rest judged once for all who reported it, and answered."""

import io
import json
from pathlib import Path

import pytest
import segno
from django.core import mail as outbox

from rempart.channel.sealed import decrypt
from rempart.directory.actions.action import now_ms, raw_connection
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Person
from rempart.directory.store.sealed_field import context_of
from rempart.ledger.entry import place
from rempart.mail.actions import take_report as taking
from rempart.mail.actions.answer import answer_one, brief_of
from rempart.mail.actions.decide_cluster import decide_cluster
from rempart.mail.actions.export_decided import NotEmpty, export_decided
from rempart.mail.actions.forget_reports import forget_reports
from rempart.mail.actions.look_at import look_at_one
from rempart.mail.actions.on_erasure import on_erasure
from rempart.mail.actions.report_keys import end_key, make_key, use_key
from rempart.mail.actions.take_report import Taken, TooLarge, TooMany, Who, report_mail, take_report
from rempart.mail.actions.tell_thanks import tell_thanks
from rempart.mail.core.reported.limits import MAX_MAIL
from rempart.mail.core.reported.states import Decision, Letter, Pile, Way
from rempart.mail.store.reports import Cluster, DrillReport, Report, ReportKey, Thanks
from rempart.mail.web.report_present import found_of
from tests.cast import Cast, colleague
from tests.mail.archives import PE, Made, zipped
from tests.mail.one_drill import drill_to, person_of
from tests.mail.reported_mails import PHISH_TEXT, mail

pytestmark = pytest.mark.django_db
DAY_MS = 86_400_000


@pytest.fixture
def lena(cast_: Cast) -> Account:
    """Somebody who may do nothing but learn and report."""
    return colleague(cast_.lavande, "Lena", Role.LEARNER)


def told(kind: str) -> list[dict]:
    rows = (
        raw_connection().execute("SELECT front, tail FROM ledger_entry WHERE kind = ? ORDER BY id", (kind,)).fetchall()
    )
    return [json.loads(place(bytes(front), bytes(tail), 1)) for front, tail in rows]


def send(who: Account, cast_: Cast, raw: bytes | None = None) -> Taken:
    return report_mail(who, cast_.lavande, mail() if raw is None else raw, Way.PAGE)


def test_a_report_is_sealed_and_waits(cast_: Cast, lena: Account) -> None:
    taken = send(lena, cast_)
    assert not taken.is_drill
    assert taken.report is not None
    row = Report.objects.get()
    assert b"mail-quota" not in bytes(row.raw) + bytes(row.brief)
    assert decrypt(row.raw, context_of(row, "raw")) == mail()
    assert brief_of(row)["subject"] == "Your mailbox is full"
    assert "quota" not in json.dumps(told("mail.report.made"))


def test_one_mail_of_many_people_is_decided_once_and_all_are_answered(
    cast_: Cast, lena: Account, django_capture_on_commit_callbacks
) -> None:
    send(lena, cast_)
    send(cast_.bob, cast_, mail(PHISH_TEXT.replace("8841", "1207")))
    send(
        cast_.alice,
        cast_,
        mail("Lunch is at noon, see you there, bring a jumper.", subject="Lunch", sender="p@lavande.example"),
    )
    phish, lunch = Cluster.objects.order_by("pk")
    assert (phish.count, lunch.count) == (2, 1)
    decide_cluster(cast_.alice, phish, Decision.PHISHING)
    assert [one["body"]["verdict"] for one in told("mail.cluster.decided")] == ["phishing"]
    assert len(told("mail.phish.confirmed")) == 1
    assert {one["subject"]["id"] for one in told("mail.report.true")} == {lena.uid, cast_.bob.uid}
    while answer_one():
        pass
    assert sorted(one.to[0] for one in outbox.outbox) == sorted([lena.email, cast_.bob.email])
    assert "phishing" in outbox.outbox[0].body
    assert "https://" not in outbox.outbox[0].body
    assert set(Report.objects.filter(cluster=phish).values_list("letter", flat=True)) == {Letter.SENT}


def test_a_later_report_of_a_known_phish_is_answered_at_once_and_counted_once(cast_: Cast, lena: Account) -> None:
    send(cast_.bob, cast_)
    decide_cluster(cast_.alice, Cluster.objects.get(), Decision.PHISHING)
    taken = send(lena, cast_, mail(PHISH_TEXT.replace("8841", "1")))
    assert taken.report is not None
    assert taken.report.cluster.decision == Decision.PHISHING
    send(lena, cast_, mail(PHISH_TEXT.replace("8841", "2")))
    assert [one["subject"]["id"] for one in told("mail.report.true")].count(lena.uid) == 1


def test_nothing_joins_a_mail_that_was_found_genuine(cast_: Cast, lena: Account) -> None:
    """Attack: the first wave is harmless, the next one hides behind its verdict."""
    send(cast_.bob, cast_)
    decide_cluster(cast_.alice, Cluster.objects.get(), Decision.HARMLESS)
    taken = send(lena, cast_, mail(PHISH_TEXT.replace("8841", "1")))
    assert taken.report is not None
    assert taken.report.cluster.decision == ""


def test_a_change_of_mind_answers_again_and_thanks_once(cast_: Cast, lena: Account) -> None:
    send(lena, cast_)
    row = Cluster.objects.get()
    for decision in (Decision.PHISHING, Decision.HARMLESS, Decision.PHISHING, Decision.PHISHING):
        decide_cluster(cast_.alice, row, decision)
        while answer_one():
            pass
    assert len(outbox.outbox) == 3
    assert len(told("mail.report.true")) == 1


def test_only_who_does_triage_decides(cast_: Cast, lena: Account) -> None:
    from django.core.exceptions import PermissionDenied

    send(lena, cast_)
    with pytest.raises(PermissionDenied):
        decide_cluster(lena, Cluster.objects.get(), Decision.HARMLESS)


def test_the_same_mail_again_is_one_report(cast_: Cast, lena: Account) -> None:
    assert send(lena, cast_).is_new
    assert not send(lena, cast_).is_new
    assert Report.objects.count() == 1


def test_ones_own_drill_is_thanked_at_once_and_counts_once(cast_: Cast, lena: Account) -> None:
    person = person_of(cast_.lavande, lena, cast_.alice)
    message, token = drill_to(cast_.lavande, person)
    raw = mail(f"Your parcel waits: https://drill.example/t/{token}")
    assert send(lena, cast_, raw).is_drill
    assert send(lena, cast_, raw).is_drill
    assert DrillReport.objects.get().message == message
    assert Thanks.objects.get().count == 1
    assert not Report.objects.exists()
    assert [one["body"]["is_drill"] for one in told("mail.report.made")] == [True, True]


def test_somebody_elses_drill_is_thanked_and_counts_for_nobody(cast_: Cast, lena: Account) -> None:
    _, token = drill_to(cast_.lavande, person_of(cast_.lavande, lena, cast_.alice))
    assert send(cast_.bob, cast_, mail(f"https://drill.example/t/{token}")).is_drill
    assert not DrillReport.objects.exists()
    assert not Thanks.objects.exists()


def test_another_firms_drill_is_a_mail_like_any_other(cast_: Cast, lena: Account) -> None:
    _, token = drill_to(cast_.lavande, person_of(cast_.lavande, lena, cast_.alice))
    taken = report_mail(cast_.charlie, cast_.velos, mail(f"https://drill.example/t/{token}"), Way.PAGE)
    assert not taken.is_drill
    assert not DrillReport.objects.exists()


def test_no_row_and_no_entry_joins_a_person_to_a_drill_mail(cast_: Cast, lena: Account) -> None:
    """Attack of promise A-RP4: whoever reads tables and record finds who reported, or which mail was, never both."""
    _, token = drill_to(cast_.lavande, person_of(cast_.lavande, lena, cast_.alice))
    send(lena, cast_, mail(f"https://drill.example/t/{token}"))
    (made,) = told("mail.report.made")
    assert lena.uid not in json.dumps(made)
    assert made["actor"] == "system"
    assert {field.name for field in DrillReport._meta.fields} == {"id", "message", "at_ms", "way"}
    assert not {"at_ms", "message", "way"} & {field.name for field in Thanks._meta.fields}
    assert not tell_thanks()  # not on the same day: the hour would tell
    Thanks.objects.update(day=1)
    assert tell_thanks()
    (counted,) = told("mail.report.counted")
    assert counted["subject"]["id"] == lena.uid
    assert counted["body"] == {"count": 1, "day": 1}


def test_nobody_vouched_for_is_kept_apart_and_never_thanked(cast_: Cast, lena: Account) -> None:
    """Attack of promise A-RP2: a forged report."""
    person = person_of(cast_.lavande, lena, cast_.alice)
    _message, token = drill_to(cast_.lavande, person)
    drill, phish = mail(f"https://drill.example/t/{token}"), mail()
    for raw in (drill, phish):
        take_report(cast_.lavande, Who(), raw, raw, Way.MAIL)
    assert not DrillReport.objects.exists()
    assert not Thanks.objects.exists()
    assert set(Cluster.objects.values_list("pile", flat=True)) == {Pile.UNPROVEN}
    send(lena, cast_)
    assert Cluster.objects.get(pile=Pile.QUEUE).count == 1
    for row in Cluster.objects.filter(pile=Pile.UNPROVEN):
        decide_cluster(cast_.alice, row, Decision.PHISHING)
    assert told("mail.report.true") == []
    assert not answer_one()


def test_a_flood_is_kept_apart_then_refused_and_nobody_else_waits(
    cast_: Cast, lena: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attack of promise A-RP5."""
    monkeypatch.setattr(taking, "AN_HOUR", 2)
    monkeypatch.setattr(taking, "A_DAY", 4)
    words = ("apples on trees", "boats at sea", "cold winter nights", "dogs that bark")
    for text in words:
        send(lena, cast_, mail(f"All about {text} today", subject=text))
    assert sorted(Cluster.objects.values_list("pile", flat=True)) == ["flood", "flood", "queue", "queue"]
    with pytest.raises(TooMany):
        send(lena, cast_, mail("one more of them"))
    assert Report.objects.count() == 4
    assert send(cast_.bob, cast_).report.cluster.pile == Pile.QUEUE  # type: ignore[union-attr]


def test_too_large_is_refused(cast_: Cast, lena: Account) -> None:
    with pytest.raises(TooLarge):
        send(lena, cast_, b"Subject: x\r\n\r\n" + b"a" * MAX_MAIL)


def test_a_bad_attachment_is_found_by_the_inspector(cast_: Cast, lena: Account) -> None:
    """A zip bomb or a program behind a double extension: looked into behind walls, before anybody opens it."""
    send(lena, cast_, mail(file=("Q3.zip", zipped(Made("Q3 report.pdf.exe", PE)))))
    assert look_at_one()
    assert not look_at_one()
    row = Cluster.objects.get()
    found = json.loads(decrypt(row.found, context_of(row, "found")))
    assert found["files"]["verdict"] == "unsafe"
    assert "disguised" in {one["code"] for one in found["files"]["reasons"]}
    assert row.machine


def test_where_a_code_in_a_picture_leads_is_told(cast_: Cast, lena: Account) -> None:
    picture = io.BytesIO()
    segno.make("https://paypal-secure.icu/login", micro=False).save(picture, kind="png", scale=5)
    send(lena, cast_, mail(file=("scan-me.png", picture.getvalue())))
    assert look_at_one()
    found = found_of(Cluster.objects.get(), "fr")
    assert ("Dans un code QR, il mène à\u202f: https://paypal-secure.icu/login", True) in found["reasons"]


def test_it_is_forgotten_in_time(cast_: Cast, lena: Account) -> None:
    send(lena, cast_)
    forget_reports()
    assert Report.objects.exclude(raw=b"").count() == 1
    forget_reports(now_ms() + 91 * DAY_MS)
    row = Report.objects.get()
    assert (bytes(row.raw), bytes(row.brief), row.cluster.marks) == (b"", b"", {})
    assert brief_of(row) == {}
    forget_reports(now_ms() + 367 * DAY_MS)
    assert not Report.objects.exists()
    assert not Cluster.objects.exists()


def test_it_goes_with_the_person(cast_: Cast, lena: Account) -> None:
    send(lena, cast_)
    key = make_key(lena, cast_.lavande)
    on_erasure([lena.uid])
    assert not Report.objects.exists()
    assert use_key(key.secret) is None


def test_keys_report_and_end(cast_: Cast, lena: Account) -> None:
    made = make_key(lena, cast_.lavande)
    assert made.secret not in str(ReportKey.objects.values())
    assert use_key(made.secret) == made.key
    assert use_key(made.secret + "x") is None
    ReportKey.objects.update(until_ms=1)
    assert use_key(made.secret) is None
    other = make_key(lena, cast_.lavande)
    end_key(lena, other.key)
    assert use_key(other.secret) is None


def test_a_key_ends_with_the_membership(cast_: Cast, lena: Account) -> None:
    made = make_key(lena, cast_.lavande)
    lena.membership_set.all().delete()
    assert use_key(made.secret) is None


def test_whoever_came_by_staff_number_is_answered_where_the_house_writes_to(cast_: Cast, lena: Account) -> None:
    """Their account has a stand-in address that receives nothing, and they read Chinese."""
    person = person_of(cast_.lavande, lena, cast_.alice)
    Account.objects.filter(pk=lena.pk).update(email="x@learner.invalid", language="zh-hans")
    lena.refresh_from_db()
    send(lena, cast_)
    decide_cluster(cast_.alice, Cluster.objects.get(), Decision.PHISHING)
    assert answer_one()
    assert outbox.outbox[0].to == [person.email]
    assert "这是钓鱼邮件" in str(outbox.outbox[0].body)


def test_a_person_without_an_account_is_answered_too(cast_: Cast, lena: Account) -> None:
    person = person_of(cast_.lavande, lena, cast_.alice)
    Person.objects.filter(pk=person.pk).update(account=None)
    person.refresh_from_db()
    take_report(cast_.lavande, Who(None, person), mail(), mail(), Way.MAIL)
    decide_cluster(cast_.alice, Cluster.objects.get(), Decision.UNSURE)
    assert answer_one()
    assert outbox.outbox[0].to == [person.email]


def test_decided_mails_are_copied_for_training_and_forged_ones_never(
    cast_: Cast, lena: Account, tmp_path: Path
) -> None:
    send(lena, cast_)
    send(lena, cast_, mail("The minutes of Tuesday hang here for you all.", subject="Minutes"))
    take_report(cast_.lavande, Who(), mail("poison for the judge, word by word"), b"x", Way.MAIL)
    for row, decision in zip(Cluster.objects.order_by("pk"), ("phishing", "harmless", "harmless"), strict=True):
        decide_cluster(cast_.alice, row, Decision(decision))
    assert export_decided(cast_.lavande, tmp_path / "out") == {"bad": 1, "good": 1}
    (bad,) = (tmp_path / "out" / "bad").iterdir()
    assert bad.read_bytes() == mail()
    assert bad.stat().st_mode & 0o077 == 0
    with pytest.raises(NotEmpty):
        export_decided(cast_.lavande, tmp_path / "out")
