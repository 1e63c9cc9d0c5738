"""Rows AWR-15 and AWR-24 of the acceptance list: the marks are learnt where they were missed, and figures are of teams alone."""

from pathlib import Path

import pytest
from django.test import Client

from rempart.directory.store.models import Team
from rempart.mail.actions.fix_figures import fix_one
from tests.cast import Cast
from tests.mail.hits.drill import make_drill, people
from tests.mail.hits.test_figures import clicks, client, over, reports

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))


def test_AWR_15_the_marks_of_the_mail_and_the_report_channel(cast_: Cast) -> None:
    drill = make_drill(cast_.lavande, people(cast_.lavande, 9), language="fr")
    page = Client().get(f"/t/{drill.token(0)}/teach/").content.decode()
    assert "Il vous laisse deux heures" in page
    assert "Signalez ce qui vous semble étrange" in page


def test_AWR_24_reports_and_drills_by_team_only(cast_: Cast, tmp_path: Path) -> None:
    large = people(cast_.lavande, 12, "Workshop")
    small = people(cast_.lavande, 3, "Board", start=12)
    team = Team.objects.get(name="Workshop").uid
    board = Team.objects.get(name="Board").uid
    cuts = {**dict.fromkeys(range(12), team), **dict.fromkeys(range(12, 15), board)}
    drill = make_drill(cast_.lavande, [*large, *small, *people(cast_.lavande, 8, start=15)], cuts=cuts)
    clicks(drill, tmp_path, 0, 12)
    reports(drill, 1, 2, 3, 13)
    over(drill)
    assert fix_one()
    page = client(cast_.alice).get(f"/campaigns/{drill.campaign.uid}/figures/").content.decode()
    assert "Workshop" in page
    assert "about 3 of 12 reported" in page
    assert "Board" not in page
    assert "Person" not in page.replace("Personal", "")
