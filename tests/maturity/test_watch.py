"""The watch against the model: fifty controls on five steps, none gated by the wall, none counted by a sensor alone."""

import msgspec
import pytest

from rempart.facts.profile import Profile
from rempart.maturity.core.control import Control
from rempart.registry.discover import discover
from rempart.registry.texts import localised
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension

PACKAGE = "rempart.maturity.controls"
STEPS: dict[int, tuple[str, str, str]] = {
    1: (
        "RD",
        "responsibilities_named report_channel_known incident_contacts_known leavers_removed first_awareness_round"
        " no_weak_service_passwords",
        "MOD-18 MAIL-03 IR-01 IR-02 JML-01 AWR-01 AUTH-05",
    ),
    2: (
        "RAD",
        "mail_drill_monthly staff_second_factor password_manager_used self_assessment_done lesson_hours_done"
        " components_inventoried three_two_one_backup attachments_inspected encrypted_mail_and_sharing"
        " final_test_and_plan",
        "AWR-02 AWR-13 AWR-15 AWR-19 AWR-21 AUTH-04 INV-01 BAK-08 MAIL-01 MAIL-02 MAIL-04",
    ),
    3: (
        "RAD",
        "leavers_automatic rights_reviewed_and_least critical_flaws_fixed_48h exploited_flaws_fixed_24h"
        " supplier_baseline supplier_duties_in_contract key_dependencies_mapped continuity_exercised"
        " recovery_targets_met config_checked_and_returned other_drills_held ai_keys_managed",
        "JML-02 ZT-03 PAT-01 PAT-02 PAT-03 VEN-01 VEN-02 VEN-03 VEN-05 BCP-01 BCP-02 BCP-03 CHG-01 CHG-02 CHG-05"
        " AWR-05 AWR-14 MAIL-05",
    ),
    4: (
        "RAD",
        "privileged_use_recorded behaviour_of_users_watched detect_locate_block_loop payments_by_two"
        " payment_source_verified steps_owned_and_recorded rules_known_by_staff breach_clock suppliers_redundant"
        " gradual_release everyday_tools_audited exposed_services_known automation_reviewed",
        "LOG-03 LOG-04 AI-02 SOC-02 PAY-01 PAY-02 PAY-03 PAY-04 COMP-05 COMP-06 COMP-08 VEN-04 CHG-03 CHG-04 INV-03"
        " PAT-04",
    ),
    5: (
        "RAD",
        "red_against_blue suppliers_attacked_and_audited network_segmented access_by_role_and_partition"
        " threat_knowledge_shared endpoints_protected backups_out_of_reach mail_filter_learns forged_media_checked",
        "PT-02 PT-03 ZT-02 ZT-04 IR-03 END-01 BAK-09 AI-03 AI-04",
    ),
}
FIRM = Profile(
    kind_of_site="company",
    collects_customer_data=True,
    sells=False,
    holds_card_data=False,
    is_regulated=False,
    is_revenue_critical=False,
    has_sensitive_ip=False,
    is_large_network=False,
    grows_fast=False,
    visitors_month=None,
    revenue_hour_minor=None,
    currency="EUR",
    people=1,
    moves_money=False,
)


def watch(step: int | None = None) -> dict[str, Control]:
    found = discover(PACKAGE, Control)
    return {n: c for n, c in found.items() if c.dimension is Dimension.WATCH and step in (None, int(c.level))}


@pytest.mark.parametrize("step", STEPS)
def test_controls_of_a_step_are_those_of_the_model(step: int) -> None:
    assert set(watch(step)) == set(STEPS[step][1].split())
    assert all(control.mandatory for control in watch(step).values())


@pytest.mark.parametrize("step", STEPS)
def test_every_row_of_a_step_is_served_by_one_of_its_controls(step: int) -> None:
    assert {row for control in watch(step).values() for row in control.rows} >= set(STEPS[step][2].split())


@pytest.mark.parametrize("step", STEPS)
def test_proof_is_of_the_step_and_a_document_stands_everywhere(step: int) -> None:
    for control in watch(step).values():
        assert "".join(Proof(p).value for p in control.proof) == STEPS[step][0], control.id


def test_fifty_in_all() -> None:
    assert len(watch()) == 50


@pytest.mark.parametrize("name", ["leavers_removed", "leavers_automatic"])
def test_leavers_apply_from_the_second_person_on(name: str) -> None:
    applies = watch()[name].applies
    assert applies is not None
    assert applies({Profile.kind: FIRM}) is False
    assert applies({Profile.kind: msgspec.structs.replace(FIRM, people=2)}) is True
    assert applies({}) is None


@pytest.mark.parametrize("name", ["payments_by_two", "payment_source_verified", "steps_owned_and_recorded"])
def test_payment_controls_apply_where_money_moves(name: str) -> None:
    applies = watch()[name].applies
    assert applies is not None
    assert applies({Profile.kind: FIRM}) is False
    assert applies({Profile.kind: msgspec.structs.replace(FIRM, moves_money=True)}) is True
    assert applies({}) is None


def test_a_virus_scanner_says_itself_that_it_never_counts_alone() -> None:
    control = watch()["endpoints_protected"]
    assert "END-02" in control.rows
    assert "never counts alone" in control.why
    assert "ne compte donc jamais seule" in localised(PACKAGE, control, "fr", "why")
    assert "从不单独算数" in localised(PACKAGE, control, "zh", "why")


def test_drills_punish_nobody() -> None:
    assert "nobody is punished" in " ".join(watch()["mail_drill_monthly"].fix)
    assert "nobody is punished" in " ".join(watch()["other_drills_held"].fix)
