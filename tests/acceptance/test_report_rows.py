"""Rows MAIL-03, IR-01, AWR-15 and THR-42 of the acceptance list, as far as reported mails answer them."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client

from rempart.directory.core.roles import Role
from rempart.mail.actions.decide_cluster import decide_cluster
from rempart.mail.actions.look_at import look_at_one
from rempart.mail.core.reported.answers import DRILL, SAID, WAITS
from rempart.mail.core.reported.states import Decision
from rempart.mail.store.reports import Cluster, DrillReport, Report
from tests.access.record import kinds
from tests.cast import Cast, colleague
from tests.mail.archives import PE, Made, zipped
from tests.mail.one_drill import drill_to, person_of
from tests.mail.reported_mails import mail
from tests.mail.web.test_report_pages import as_, eml, send

pytestmark = pytest.mark.django_db


def test_MAIL_03_a_report_channel_for_everybody_and_an_answer(cast_: Cast) -> None:
    learner = colleague(cast_.lavande, "Lena", Role.LEARNER)
    assert WAITS["en"] in as_(learner).post("/report/", eml(mail()), follow=True).content.decode()
    page = as_(learner).post("/report/button/").content.decode()
    key = re.search(r"rempart_report_[\w-]+", page)
    assert key is not None
    assert send(key.group(), mail("Another one, by the button of the mail program.")).status_code == 201
    assert Report.objects.count() == 2
    decide_cluster(cast_.alice, Cluster.objects.earliest("pk"), Decision.PHISHING)
    assert SAID[Decision.PHISHING]["en"] in as_(learner).get("/report/").content.decode()


def test_IR_01_whoever_reports_finds_out_how_and_who_responds_is_told(cast_: Cast) -> None:
    learner = colleague(cast_.lavande, "Lena", Role.LEARNER)
    page = as_(learner).get("/report/").content.decode()
    assert "How to save a mail" in page
    assert "call your security officer" in page
    as_(learner).post("/report/", eml(mail()))
    decide_cluster(cast_.alice, Cluster.objects.get(), Decision.PHISHING)
    assert "mail.phish.confirmed" in kinds(cast_.lavande)


def test_AWR_15_the_channel_knows_a_drill_and_thanks_at_once(cast_: Cast) -> None:
    learner = colleague(cast_.lavande, "Lena", Role.LEARNER)
    message, token = drill_to(cast_.lavande, person_of(cast_.lavande, learner, cast_.alice))
    page = as_(learner).post("/report/", eml(mail(f"https://x.example/t/{token}")), follow=True).content.decode()
    assert DRILL["en"] in page
    assert DrillReport.objects.get().message == message


def test_THR_42_a_program_dressed_as_a_document_is_told_before_anybody_opens_it(cast_: Cast) -> None:
    file = ("Q3.zip", zipped(Made("Q3 report.pdf.exe", PE)))
    assert send_as_owner(cast_, mail(sender="IT support <it@support.example>", file=file)).status_code == 302
    assert look_at_one()
    page = as_(cast_.alice).get(f"/triage/{Cluster.objects.get().uid}/").content.decode()
    assert "An attachment would do harm." in page


def send_as_owner(cast_: Cast, raw: bytes) -> HttpResponse:
    client: Client = as_(cast_.alice)
    return client.post("/report/", eml(raw))  # type: ignore[return-value]
