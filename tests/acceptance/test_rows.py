"""Rows MOD, SELF, GAP, ROAD and END-02 of the acceptance list: assessment, gaps, roadmap."""

from itertools import pairwise
from typing import Any

import pytest

from rempart.maturity.core.need import needed
from rempart.maturity.core.sayings import sentence
from rempart.maturity.web.need_notes import NeedNotes, notes_of
from rempart.maturity.web.present import wall_page
from rempart.maturity.web.present_history import Risk, risks_page
from rempart.maturity.web.present_levels import levels_page
from rempart.maturity.web.present_questions import Given, questions_page
from rempart.maturity.web.present_return import return_page
from rempart.maturity.web.present_roadmap import roadmap_page
from rempart.maturity.web.present_stone import stone_page
from rempart.maturity.web.present_threats import threats_page
from rempart.terms.level import Dimension
from rempart.terms.state import Coverage, State
from tests.acceptance.pages import MADE, answered, frame, profile, proof, shown, standing_at
from tests.maturity.core import made


def test_MOD_01_a_claim_is_kept_apart_from_evidence() -> None:
    found = standing_at(0, *answered("yes"))
    assert (found.wall.proven, found.wall.claimed) == (0, 5)
    assert "With what is only claimed, the wall would be 5." in wall_page(frame(found)).lead


def test_MOD_02_the_level_there_is_stands_beside_the_level_needed() -> None:
    text = shown("wall", wall_page(frame(standing_at(1, kind_of_site="agency"))), notes=NeedNotes())
    assert "The business needs wall 3" in text
    assert wall_page(frame(standing_at(1, kind_of_site="agency"))).rows[0].proven == 1


def test_MOD_03_each_level_stands_on_the_one_below() -> None:
    upper = [proof(control) for control in MADE.values() if control.level >= 2]
    assert standing_at(0, *upper).wall.proven == 0
    assert standing_at(1, *upper).wall.proven == 5


def test_MOD_04_the_pages_say_where_it_stands_what_is_covered_and_where_gaps_are() -> None:
    page = threats_page(frame(standing_at(2)))
    assert {row.status for row in page.rows} == {"open", "partly", "covered"}
    assert page.gaps_title == "Your gaps from level 2"


def test_MOD_05_the_need_follows_the_business_and_seldom_reaches_the_top() -> None:
    small: list[dict[str, Any]] = [
        {},
        {"kind_of_site": "company"},
        {"sells": True},
        {"kind_of_site": "agency"},
        {"visitors_month": 50_000},
    ]
    assert [needed(profile(**told)).wall for told in small] == [1, 2, 2, 3, 2]
    assert "The highest is not the best" in levels_page(frame(standing_at(1))).lead


def test_MOD_06_the_five_levels_have_their_names() -> None:
    titles = [level.title for level in levels_page(frame(standing_at(1))).wall]
    names = ("Basic", "Proactive", "Advanced", "Enterprise", "Zero trust")
    assert titles == [f"Level {number}, {name}" for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("told", "wall"),
    [
        pytest.param({}, 1, id="MOD_07_blog"),
        pytest.param({"kind_of_site": "company"}, 2, id="MOD_08_active_company"),
        pytest.param({"collects_customer_data": True}, 2, id="MOD_08_any_customer_data"),
        pytest.param({"kind_of_site": "shop", "sells": True}, 2, id="MOD_08_modest_shop"),
        pytest.param({"is_revenue_critical": True}, 3, id="MOD_09_revenue_critical"),
        pytest.param({"kind_of_site": "membership"}, 3, id="MOD_09_membership"),
        pytest.param({"kind_of_site": "agency"}, 3, id="MOD_09_agency"),
        pytest.param({"kind_of_site": "saas"}, 4, id="MOD_10_saas"),
        pytest.param({"kind_of_site": "finance"}, 4, id="MOD_10_finance"),
        pytest.param({"kind_of_site": "health"}, 4, id="MOD_10_health"),
        pytest.param({"kind_of_site": "government"}, 5, id="MOD_11_government"),
        pytest.param({"kind_of_site": "defence"}, 5, id="MOD_11_defence"),
        pytest.param({"has_sensitive_ip": True}, 5, id="MOD_11_sensitive_ip"),
    ],
)
def test_MOD_07_to_11_who_needs_which_level(told: dict[str, object], wall: int) -> None:
    need = needed(profile(**told))
    assert need.wall == wall
    assert all(sentence(reason.code) and reason.lines for reason in need.reasons)
    assert all(level.for_whom for level in levels_page(frame(standing_at(1))).wall)


def test_MOD_11_a_large_network_is_suggested_level_5_and_not_forced() -> None:
    need = needed(profile(is_large_network=True))
    assert need.wall == 1
    assert [reason.level for reason in need.suggested] == [5]


@pytest.mark.parametrize(
    ("level", "told", "says"),
    [
        pytest.param(1, {"collects_customer_data": True}, "customer", id="MOD_12_data"),
        pytest.param(1, {"sells": True}, "sell", id="MOD_12_sells"),
        pytest.param(1, {"visitors_month": 20_000}, "visitors", id="MOD_12_traffic"),
        pytest.param(2, {"sells": True, "grows_fast": True}, "gains value", id="MOD_13_value_grows"),
        pytest.param(3, {"kind_of_site": "company", "is_regulated": True}, "regulat", id="MOD_14_regulated"),
        pytest.param(3, {"is_revenue_critical": True, "grows_fast": True}, "grow", id="MOD_14_growth"),
        pytest.param(4, {"has_sensitive_ip": True}, "intellectual property", id="MOD_15_research"),
    ],
)
def test_MOD_12_to_15_what_makes_a_level_too_low_is_said_on_wall_and_roadmap(
    level: int, told: dict[str, object], says: str
) -> None:
    pages = frame(standing_at(level, **told))
    notes = notes_of(profile(**told), pages)
    assert any(says in text.lower() for text in (*notes.reasons, *notes.consider)), notes
    for template, page in (("wall", wall_page(pages)), ("roadmap", roadmap_page(pages))):
        assert says in shown(template, page, notes=notes).lower()
    cost = levels_page(pages).wall[level - 1]
    assert cost.hidden_cost in shown("levels", levels_page(pages))


def test_MOD_16_too_much_is_said_with_its_price() -> None:
    pages = frame(standing_at(5))
    notes = notes_of(profile(), pages)
    assert "€" in notes.over
    assert notes.over in shown("roadmap", roadmap_page(pages), notes=notes)
    assert notes_of(profile(kind_of_site="saas"), pages).over == ""


@pytest.mark.parametrize(("value", "vague"), [("extra_fee", False), ("yes", True)])
def test_MOD_17_a_vague_answer_and_an_extra_fee_are_bad_answers_and_the_stone_says_so(value: str, vague: bool) -> None:
    found = standing_at(0, *answered(value, vague=vague))
    assert {verdict.state for verdict in found.verdicts.values() if verdict.applies} == {State.NOT_MET}
    assert (found.wall.claimed, found.wall.unrefuted) == (0, 0)
    page = stone_page(frame(found), "backup_daily")
    assert ("counts as a no" if vague else "extra fee") in page.verdict
    assert page.fix
    assert "your own hands" in shown("questionnaire", questions_page(frame(found), {}))


def test_MOD_18_each_control_names_the_side_that_acts() -> None:
    assert {control.side.value for control in MADE.values()} == {"owner", "host", "both"}
    assert "responsible: owner and host together" in stone_page(frame(standing_at(1)), "backup_daily").line


def test_MOD_19_certificate_firewall_and_backups_are_vital_and_not_sufficient() -> None:
    vital = {c.id for c in MADE.values() if c.rows[0].startswith(("TLS-", "WAF-", "BAK-"))}
    assert standing_at(0, *(proof(MADE[name]) for name in sorted(vital))).wall.proven < 2
    rest = [proof(c) for c in MADE.values() if c.id not in vital]
    assert standing_at(0, *rest).wall.proven == 0


@pytest.mark.parametrize(
    ("row", "control"),
    [
        ("SELF-01", "full_restore_in_one_click"),
        ("SELF-02", "hosting"),
        ("SELF-03", "restore_time_known"),
        ("SELF-04", "vulnerability_told_in_time"),
    ],
)
def test_SELF_01_to_04_the_guides_four_questions_come_first(row: str, control: str) -> None:
    first = questions_page(frame(standing_at(1)), {}).groups[0]
    assert first.is_open
    assert [question.control for question in first.questions].index(control) == int(row[-1]) - 1
    rest = [q.control for group in questions_page(frame(standing_at(1)), {}).groups[1:] for q in group.questions]
    assert control not in rest


def test_SELF_02_what_the_servers_do_is_asked_in_seven_rows() -> None:
    question = questions_page(frame(standing_at(1)), {}, {"support": "generic"}).groups[0].questions[1]
    assert question.href.endswith("/hosting/")
    assert question.title.startswith("Of 7 rows:")


def test_SELF_05_not_sure_never_counts_as_yes() -> None:
    found = standing_at(0, *answered("not_sure"))
    assert (found.wall.proven, found.wall.claimed) == (0, 0)
    given = {"restore_time_known": Given("not_sure")}
    text = shown("questionnaire", questions_page(frame(found), given))
    assert "Then the level is probably lower than it seems" in text


def test_GAP_01_the_level_is_known_by_the_threats_it_leaves_open() -> None:
    left = [{t.id for t in standing_at(n).threats if t.status is not Coverage.COVERED} for n in range(6)]
    assert all(after < before for before, after in pairwise(left[:5]))
    assert "T14" in left[5]  # people remain


@pytest.mark.parametrize(
    ("level", "threats", "says"),
    [
        pytest.param(1, ["T02", "T07"], "password guessing and malware", id="GAP_02"),
        pytest.param(2, ["T08", "T22"], "isolation and advanced detection", id="GAP_03"),
        pytest.param(3, ["T25", "T24"], "compliance and rules", id="GAP_04"),
        pytest.param(4, ["T24"], "backed by a state", id="GAP_derived_4"),
        pytest.param(5, [], "human error", id="GAP_derived_5"),
    ],
)
def test_GAP_02_to_04_the_gaps_are_those_the_guide_names(level: int, threats: list[str], says: str) -> None:
    pages = frame(standing_at(level))
    page = threats_page(pages)
    titles = [gap.title for gap in page.gaps]
    assert says in page.gaps_say
    assert [t for t in threats if pages.texts.threat(t).title not in titles] == []
    assert threats == [] or titles[0] == pages.texts.threat(threats[0]).title
    behind = [link.href for gap in page.gaps for link in gap.close]
    if level == 2:
        assert {"/sites/x/stones/accounts_isolated/", "/sites/x/stones/behaviour_detected/"} <= set(behind)
    if level == 3:
        assert "/sites/x/stones/firewall_rules_fit_the_risk/" in behind


def test_GAP_05_each_gap_is_closed_or_accepted_with_owner_reason_and_end() -> None:
    pages = frame(standing_at(1))
    gap = threats_page(pages).gaps[0]
    assert gap.close
    assert gap.accept[0].href.startswith("/sites/x/risks/?control=")
    control = gap.accept[0].href.rpartition("=")[2]
    assert control in dict(risks_page(pages, [], chosen=control).choices)
    names = [link.href.rpartition("=")[2] for link in gap.accept]
    assert threats_page(pages, accepted=names).gaps[0].is_accepted
    one = risks_page(pages, [Risk("u", control, "Claire Morel", "We move in March.", made.NOW)])
    assert "Claire Morel" in shown("risks", one)
    assert "We move in March." in shown("risks", one)


def test_ROAD_01_one_next_step_first() -> None:
    pages = frame(standing_at(1))
    steps = roadmap_page(pages).steps
    assert [step.number for step in steps] == list(range(1, len(steps) + 1))
    step = wall_page(pages).step
    assert step is not None
    assert step.title == steps[0].title


@pytest.mark.parametrize(
    ("level", "first"),
    [
        pytest.param(1, ["WAF"] * 5 + ["MAL"] * 2, id="ROAD_02"),
        pytest.param(2, ["ISO", "ISO", "DDOS", "DDOS"], id="ROAD_03"),
    ],
)
def test_ROAD_02_and_03_what_the_guide_puts_first(level: int, first: list[str]) -> None:
    guide = [s for s in standing_at(level).guide if MADE[s.control].dimension is Dimension.WALL]
    assert [MADE[step.control].rows[0].split("-")[0] for step in guide[: len(first)]] == first


def test_ROAD_04_the_four_steps_stand_in_order_on_each_of_their_pages() -> None:
    pages = frame(standing_at(1))
    four = [questions_page(pages, {}), threats_page(pages), roadmap_page(pages), return_page(pages, None)]
    for place, page in enumerate(four):
        assert [item.label for item in page.way] == ["Self-assessment", "Gaps", "Roadmap", "Return"]
        assert [item.is_current for item in page.way].index(True) == place


def test_END_02_a_virus_scanner_is_never_counted_alone() -> None:
    scanner = MADE["endpoints_protected"]
    against = {one.threat for one in scanner.threats}
    alone = {t.id: t for t in standing_at(0, proof(scanner)).threats}
    assert all(alone[threat].status is not Coverage.COVERED for threat in against)
    assert standing_at(0, proof(scanner)).watch.proven == 0
