"""AWR-15, AWR-24: what came of a drill, by group alone; the attacks that would single out one person; each one's own page."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rempart.directory.actions.action import now_ms
from rempart.directory.actions.erase_person import erase_person
from rempart.directory.core.roles import Role
from rempart.directory.store.models import Account, Person, Team
from rempart.mail.actions.erase_results import erase_results
from rempart.mail.actions.fix_figures import SETTLE_MS, fix_one
from rempart.mail.actions.forget_hits import forget_hits
from rempart.mail.actions.judge_hits import judge_one
from rempart.mail.actions.set_networks import set_networks
from rempart.mail.core.drill.states import State
from rempart.mail.core.hits.arrived import Kind
from rempart.mail.core.hits.judge import By
from rempart.mail.store.drill import Campaign, Message
from rempart.mail.store.hits import KEPT_DAYS, RAW_DAYS, Figures, Hit
from rempart.mail.store.reports import DrillReport
from rempart.mail.web.present_figures import effect_of
from rempart.terms.duration import DAY_S
from tests.cast import Cast, colleague
from tests.mail.hits.drill import Drill, arrived, make_drill, people, person_clicks, spool, take_all

pytestmark = pytest.mark.django_db
DAY_MS = DAY_S * 1_000


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REMPART_DATA", str(tmp_path))


def client(account: Account, language: str = "en") -> Client:
    found = Client(headers={"accept-language": language})
    found.force_login(account)
    return found


def clicks(drill: Drill, state: Path, *numbers: int) -> None:
    for number in numbers:
        spool(state, *person_clicks(drill.token(number), drill.begun_ms + 600_000 + number * 1_000, number))
    take_all(state)


def reports(drill: Drill, *numbers: int, after_ms: int = 300_000) -> None:
    for number in numbers:
        DrillReport.objects.create(message=drill.messages[number], at_ms=drill.begun_ms + after_ms, way="button")


def over(drill: Drill, *, ago_ms: int = SETTLE_MS + 1) -> None:
    Campaign.objects.filter(pk=drill.campaign.pk).update(state=State.DONE, ended_ms=now_ms() - ago_ms)
    drill.campaign.refresh_from_db()


def body(who: Client, drill: Drill) -> str:
    answer = who.get(f"/campaigns/{drill.campaign.uid}/figures/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_hits_to_the_page_and_the_pdf(cast_: Cast, tmp_path: Path) -> None:
    drill = make_drill(cast_.lavande, people(cast_.lavande, 20))
    clicks(drill, tmp_path, 0, 1)
    reports(drill, 1, 2, 3, 4, 5)
    spool(tmp_path, arrived(drill.token(9), Kind.OPEN), arrived(drill.token(8), agent="curl/8"))
    take_all(tmp_path)
    who = client(cast_.alice)
    page = body(who, drill)
    assert "5 of 20" in page
    assert "2 of 20" in page  # neither the picture nor the machine is a click
    assert "before the first click" in page
    assert 'data-state="running"' in page
    assert "three days after the end" in page
    over(drill)
    assert fix_one()
    assert not fix_one()
    page = body(who, drill)
    assert "Nothing changes them any more" in page
    for language in ("en", "fr", "zh-hans"):
        pdf = client(cast_.alice, language).get(f"/campaigns/{drill.campaign.uid}/figures.pdf")
        assert (pdf["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")
    assert drill.campaign.name in who.get("/drills/figures/").content.decode()


def test_who_may_read_them(cast_: Cast) -> None:
    drill = make_drill(cast_.lavande, people(cast_.lavande, 9))
    learner = colleague(cast_.lavande, "Lena", Role.LEARNER)
    team = Team.objects.create(organisation=cast_.lavande, name="Night")
    lead = colleague(cast_.lavande, "Lea", Role.TEAM_LEAD, reach=[team])
    way = f"/campaigns/{drill.campaign.uid}/figures/"
    for path in (way, way.replace("figures/", "figures.pdf"), "/drills/figures/"):
        assert client(learner).get(path).status_code == 403
        assert client(lead).get(path).status_code == 403  # a part of the house would be a cut of its own
        assert Client().get(path).status_code == 302
    assert client(cast_.charlie).get(way).status_code == 404


def test_too_few_people_have_no_figures(cast_: Cast, tmp_path: Path) -> None:
    drill = make_drill(cast_.lavande, people(cast_.lavande, 7))
    clicks(drill, tmp_path, 0)
    page = body(client(cast_.alice), drill)
    assert "Too few people for figures" in page
    assert "1 of 7" not in page
    assert "Reports that were right" not in page


def told(drill: Drill) -> dict[str, Any]:
    """Everything that is kept and told of a fixed campaign."""
    found: dict[str, Any] = Figures.objects.get(campaign=drill.campaign).body
    return found


def test_attack_the_figures_of_one_person_by_subtracting(cast_: Cast, tmp_path: Path) -> None:
    """Teams of 10 and 8, and one person without a team: the whole minus both teams would be that person."""
    who = people(cast_.lavande, 19)
    cuts = {**dict.fromkeys(range(10), "a" * 16), **dict.fromkeys(range(10, 18), "b" * 16)}
    drill = make_drill(cast_.lavande, who, cuts=cuts)
    clicks(drill, tmp_path, 18)
    over(drill)
    assert fix_one()
    found = told(drill)
    assert [(one["id"], one["people"]) for one in found["cuts"]] == [("a" * 16, 10), ("", 9)]
    assert [one["clicked"] for one in found["cuts"]] == [0, 0]  # in steps: 0 may be one


def test_attack_look_erase_look_again(cast_: Cast, tmp_path: Path) -> None:
    """Neither live nor fixed figures change when a person is erased, so the difference tells nothing."""
    who = people(cast_.lavande, 12)
    drill = make_drill(cast_.lavande, who)
    clicks(drill, tmp_path, 0, 3)
    Hit.objects.filter(message=drill.messages[0]).update(rules=0, by="")  # not judged yet when it is erased
    judged = {"clicked": 2}  # both again, once it was judged
    reports(drill, 1, 2, 3)
    rows = dict.fromkeys(("clicked", "reported", "reported_first"), 0)

    def seen() -> dict[str, Any]:
        answer = json.loads(json.dumps(live(drill)))
        return {name: answer[name]["k"] for name in rows} | {"people": answer["people"]}

    before = seen() | judged
    name = drill.messages[0].pseudonym
    erase_person(cast_.alice, who[0])
    assert seen() == before
    assert not Message.objects.filter(pseudonym=name).exists()
    assert not Hit.objects.filter(message=drill.messages[0]).exclude(sealed=b"", network="").exists()
    over(drill)
    assert fix_one()
    fixed = told(drill)
    erase_person(cast_.alice, who[3])
    Campaign.objects.filter(pk=drill.campaign.pk).update(team_minimum=5)
    DrillReport.objects.all().delete()
    assert told(drill) == fixed
    assert not fix_one()
    erase_results([who[3].uid])  # again, as after a restore


def live(drill: Drill) -> dict[str, Any]:
    from rempart.mail.web.present_figures import live_or_fixed

    return live_or_fixed(Campaign.objects.get(pk=drill.campaign.pk))[0]


def test_attack_figures_by_team_while_they_move(cast_: Cast, tmp_path: Path) -> None:
    """Watching a team's count beside a person who has just clicked would tell who it was: there is none until it is fixed."""
    drill = make_drill(cast_.lavande, people(cast_.lavande, 20), cuts=dict.fromkeys(range(10), "a" * 16))
    over(drill, ago_ms=1_000)
    clicks(drill, tmp_path, 0)
    assert not fix_one()  # people come back from a weekend first
    assert live(drill)["cuts"] == []
    assert live(drill)["clicked"]["k"] == 1


def test_the_effect_on_the_next_drill(cast_: Cast, tmp_path: Path) -> None:
    who = people(cast_.lavande, 60)
    first = make_drill(cast_.lavande, who, control=range(30, 60), begun_ms=now_ms() - 60 * DAY_MS)
    over(first, ago_ms=50 * DAY_MS)
    assert fix_one()
    assert effect_of(first.campaign).verdict == "too_few"
    second = make_drill(cast_.lavande, who, begun_ms=now_ms() - 30 * DAY_MS)
    for number in range(30, 50):
        for one in person_clicks(second.token(number), second.begun_ms + 600_000 + number, number):
            spool(tmp_path, one)
    take_all(tmp_path)
    over(second, ago_ms=20 * DAY_MS)
    assert fix_one()
    found = effect_of(first.campaign)
    assert (found.verdict, found.taught.k, found.taught.n, found.control.k, found.control.n) == ("fewer", 0, 30, 20, 30)
    assert "Fewer clicks than in the control group" in body(client(cast_.alice), first)
    third = make_drill(cast_.lavande, who, begun_ms=now_ms() - 10 * DAY_MS)
    over(third, ago_ms=5 * DAY_MS)
    assert fix_one()
    assert effect_of(first.campaign) == found  # only the next drill of each person counts
    assert effect_of(second.campaign).verdict == "too_few"  # nobody was in a control group


def test_ones_own_results_and_nobody_elses(cast_: Cast, tmp_path: Path) -> None:
    lena = colleague(cast_.lavande, "Lena", Role.LEARNER)
    paul = colleague(cast_.lavande, "Paul", Role.LEARNER)
    who = people(cast_.lavande, 9)
    Person.objects.filter(pk=who[0].pk).update(account=lena)
    Person.objects.filter(pk=who[1].pk).update(account=paul)
    drill = make_drill(cast_.lavande, who)
    clicks(drill, tmp_path, 0)
    reports(drill, 1)
    assert "No drill that is over" in client(lena).get("/my/drills/").content.decode()
    over(drill)
    assert "link followed" in client(lena).get("/my/drills/").content.decode()
    page = client(paul, "fr").get("/my/drills/").content.decode()
    assert "Il vous laisse deux heures" in page
    assert "link followed" not in client(paul).get("/my/drills/").content.decode()
    assert "not linked to a person" in client(cast_.alice).get("/my/drills/").content.decode()


def test_rules_and_networks_that_change_judge_again(cast_: Cast, tmp_path: Path) -> None:
    drill = make_drill(cast_.lavande, people(cast_.lavande, 9))
    clicks(drill, tmp_path, 0)
    Hit.objects.filter(kind=Kind.HERE).delete()  # no script ran there
    Hit.objects.update(rules=0)
    assert judge_one()
    assert set(Hit.objects.values_list("by", flat=True)) == {By.HUMAN}
    set_networks(cast_.alice, cast_.lavande, [], ["10.0.0.0/24"])
    assert judge_one()
    assert set(Hit.objects.values_list("by", flat=True)) == {By.MACHINE}
    assert "cloud" in Hit.objects.values_list("reasons", flat=True)[0]
    set_networks(cast_.alice, cast_.lavande, ["10.0.0.0/24"], [])
    assert judge_one()
    assert set(Hit.objects.values_list("by", flat=True)) == {By.HUMAN}
    assert not judge_one()


def test_raw_parts_and_hits_are_forgotten_in_time_and_verdicts_stand(cast_: Cast, tmp_path: Path) -> None:
    drill = make_drill(cast_.lavande, people(cast_.lavande, 9))
    clicks(drill, tmp_path, 0)
    forget_hits()
    assert not Hit.objects.filter(sealed=b"").exists()
    forget_hits(now_ms() + RAW_DAYS * DAY_MS)
    assert set(Hit.objects.values_list("network", "by")) == {("", By.HUMAN)}
    assert all(not bytes(one) for one in Hit.objects.values_list("sealed", flat=True))
    Hit.objects.update(rules=7)  # other rules: what has nothing raw any more keeps its verdict
    assert not judge_one()
    forget_hits(now_ms() + KEPT_DAYS * DAY_MS)
    assert not Hit.objects.exists()
