"""Row MAIL-03 of the acceptance list, by the ways beside page and mailbox: the channel is where people read their mail."""

import pytest

from rempart.directory.core.roles import Role
from rempart.mail.actions.decide_cluster import decide_cluster
from rempart.mail.actions.report_keys import make_key
from rempart.mail.actions.set_intake import IntakeWish, set_intake
from rempart.mail.actions.take_smtp import TAKEN, SmtpGate
from rempart.mail.core.reported.answers import SAID
from rempart.mail.core.reported.states import Decision
from rempart.mail.store.reports import Cluster
from tests.cast import Cast, colleague
from tests.mail.reported_mails import mail, sent_on
from tests.mail.web.test_report_pages import as_

pytestmark = pytest.mark.django_db


def test_MAIL_03_each_mail_program_has_a_button_to_load(cast_: Cast) -> None:
    learner = as_(colleague(cast_.lavande, "Lena", Role.LEARNER))
    page = learner.get("/report/button/").content.decode()
    for file in ("thunderbird.xpi", "roundcube.zip", "outlook.xml"):
        assert f"/report/button/{file}" in page
        answer = learner.get(f"/report/button/{file}")
        assert answer.status_code == 200
        assert "attachment" in answer.headers["Content-Disposition"]
    assert b"http://testserver/addin/outlook/" in learner.get("/report/button/outlook.xml").content


def test_MAIL_03_what_came_by_smtp_is_answered_like_any_other(cast_: Cast) -> None:
    lena = colleague(cast_.lavande, "Lena", Role.LEARNER)
    set_intake(cast_.alice, cast_.lavande, IntakeWish("report@lavande.example", (), "", 0))
    gate = SmtpGate()
    held = gate.pass_of(make_key(lena, cast_.lavande).secret)
    assert gate.take("report@lavande.example", "198.51.100.9", held, sent_on(mail(), lena.email)) == TAKEN
    decide_cluster(cast_.alice, Cluster.objects.get(), Decision.PHISHING)
    assert SAID[Decision.PHISHING]["en"] in as_(lena).get("/report/").content.decode()
