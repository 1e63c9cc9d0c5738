"""Rows AWR-15 and MAIL-03 as far as they are judged from what was really sent and answered."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from rempart.directory.actions.action import raw_connection
from rempart.facts.mail_drill import MailDrill
from rempart.facts.mail_reports import MailReports
from rempart.mail.actions.decide_cluster import decide_cluster
from rempart.mail.actions.plan_campaign import plan_one
from rempart.mail.actions.send_due import send_due
from rempart.mail.actions.take_report import report_mail
from rempart.mail.actions.tell_mail import DAY_MS, reports_of
from rempart.mail.core.reported.states import Decision, Way
from rempart.mail.store.reports import Cluster, Report
from rempart.maturity.core.mail_rule import judge_drill, judge_reports
from rempart.terms.state import State
from tests.cast import Cast
from tests.mail.drills import house
from tests.servers.mailbox import Mailbox, mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    monkeypatch.setenv("REMPART_ALLOW_PRIVATE", "1")
    monkeypatch.setenv("REMPART_ORIGINS", house.ORIGIN)
    with mailbox(tmp_path) as found:
        yield found


def test_AWR_15_a_drill_that_was_sent_is_told_once_it_has_ended(cast_: Cast, server: Mailbox) -> None:
    house.crowd(cast_.lavande, 9)
    row = house.campaign(cast_.alice, cast_.lavande, house.way_out(cast_.alice, cast_.lavande, server.port))
    house.begin(row)
    assert plan_one()
    row.refresh_from_db()
    house.all_due(row)
    while send_due():
        pass
    rows = raw_connection().execute("SELECT count(*) FROM ledger_entry WHERE kind = 'mail.fact.recorded'").fetchone()
    assert rows[0] == 1
    assert sum(server.taken().values()) == 9


@pytest.mark.parametrize(
    ("accepted", "withdrawn", "state"),
    [
        (10, 0, State.MET),
        (8, 0, State.MET),
        (7, 0, State.PARTIAL),
        (7, 2, State.MET),
        (0, 0, State.UNKNOWN),
        (0, 10, State.UNKNOWN),
    ],
)
def test_AWR_15_what_did_not_arrive_exercises_nobody(accepted: int, withdrawn: int, state: State) -> None:
    refused = 10 - accepted - withdrawn
    fact = MailDrill(planned=10, accepted=accepted, refused=refused, unknown=0, withdrawn=withdrawn)
    assert judge_drill(fact).state == state


def test_MAIL_03_reports_that_are_answered_within_a_day_prove_the_channel(cast_: Cast) -> None:
    for number, what in enumerate(("Your parcel waits", "Invoice 4711 is open", "New sign-in policy")):
        raw = f"From: a@far{number}.example\r\nSubject: {what}\r\n\r\n{what}: https://far{number}.example/\r\n"
        report_mail(cast_.alice, cast_.lavande, raw.encode(), Way.PAGE)
    assert judge_reports(reports_of(cast_.lavande)).state == State.PARTIAL  # nobody has answered
    for cluster in Cluster.objects.order_by("pk"):
        decide_cluster(cast_.alice, cluster, Decision.SPAM)
    fact = reports_of(cast_.lavande)
    assert (fact.reports, fact.answered, fact.in_a_day) == (3, 3, 3)
    assert judge_reports(fact).state == State.MET
    Report.objects.update(at_ms=Report.objects.order_by("pk")[0].at_ms - 2 * DAY_MS)
    assert judge_reports(reports_of(cast_.lavande)).state == State.PARTIAL
    assert reports_of(cast_.velos) == MailReports(span_days=90, reports=0, answered=0, in_a_day=0, thanked=0)
    assert judge_reports(reports_of(cast_.velos)).state == State.UNKNOWN
