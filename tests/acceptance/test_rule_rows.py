"""Rows COMP-05, COMP-06, ADD-01, IR-01, IR-02 and AWR-27: rules explained by article, and the house's own read and confirmed."""

import pytest

from rempart.maturity.core.house_rule import judge_known
from rempart.people.actions.confirm_house_rule import confirm
from rempart.people.actions.tell_house_rules import house_rules_of
from rempart.people.core.house_rule import HouseKind
from rempart.people.core.rule_library import rules
from rempart.people.core.which_rules import Answer, Likely, likely
from rempart.terms.state import State
from tests.cast import Cast
from tests.people.house import RIGHT, put
from tests.people.programmes import learner

LANGUAGES = {"en", "fr", "zh"}


def of_row(row: str) -> set[str]:
    found = {name for name, one in rules().items() if row in one["en"].rows}
    assert all(set(rules()[name]) == LANGUAGES for name in found)
    return found


def test_COMP_05_rules_are_explained_by_article_with_sources() -> None:
    assert {"gdpr", "iso_27001", "csa", "nis2", "pci_dss", "france"} <= of_row("COMP-05")
    for found in rules().values():
        for one in found.values():
            assert all(claim.at and claim.text.endswith("]") for claim in one.asks)
            assert one.review  # what nobody has verified is said


def test_COMP_06_the_ambiguous_abbreviations_are_said_to_be_so() -> None:
    one = rules()["csa"]["en"]
    assert "Cloud Security Alliance" in one.what
    assert "agency of the United States" in one.what
    assert "nobody can know which is meant" in one.what
    assert any(told.said.startswith("CISA is a rule") for told in one.misread)
    assert not any("CISA" in name for name in rules())  # never listed as a rule for staff


def test_ADD_01_chinese_law_beside_the_gdpr() -> None:
    chinese = of_row("ADD-01")
    assert chinese == {"pipl", "data_security_law", "cybersecurity_law", "network_data"}
    answers = {"in_china": Answer.YES}
    assert all(likely(rules()[name]["zh"].binds_if, answers) == Likely.LIKELY for name in chinese)
    law = rules()["cybersecurity_law"]["en"]
    assert law.since == "2026-01-01"
    assert "Multi-Level Protection Scheme" in law.what
    assert {"Art.23", "Report 4"} <= {claim.at for claim in law.asks}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "kind", [HouseKind.REPORTING, HouseKind.DISCLOSURE, HouseKind.SECRECY], ids=["IR-01", "IR-02", "AWR-27"]
)
def test_IR_01_IR_02_AWR_27_the_houses_own_are_read_and_measured(cast_: Cast, kind: HouseKind) -> None:
    readers = [learner(cast_.lavande, name) for name in ("Dora", "Emil")]
    assert judge_known(house_rules_of(cast_.lavande)).state == State.UNKNOWN
    version = put(cast_.alice, cast_.lavande, kind)
    confirm(readers[0], version, "en", RIGHT)
    assert judge_known(house_rules_of(cast_.lavande)).say == "too_few"
    confirm(readers[1], version, "en", RIGHT)
    assert judge_known(house_rules_of(cast_.lavande)).say == "no_law"


@pytest.mark.django_db
def test_COMP_06_staff_who_confirmed_the_laws_too_turn_the_stone(cast_: Cast) -> None:
    reader = learner(cast_.lavande, "Dora")
    for kind in (HouseKind.LAW, HouseKind.REPORTING):
        confirm(reader, put(cast_.alice, cast_.lavande, kind), "en", RIGHT)
    assert judge_known(house_rules_of(cast_.lavande)).state == State.MET
