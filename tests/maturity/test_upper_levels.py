"""The wall's levels 3 to 5, against the model: which controls, their proof, and how evidence of them ages."""

import pytest

from rempart.maturity.core.control import Control
from rempart.registry.discover import discover
from rempart.terms.duration import DAY_S
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension

# level, ids, proof letters: the tables of the model, row by row
MODEL: tuple[tuple[int, str, str], ...] = (
    (3, "behaviour_detected", "R"),
    (3, "backup_frequent backup_off_server backup_encrypted backup_known_clean full_restore_in_one_click", "RC"),
    (3, "accounts_isolated processes_isolated", "AD"),
    (3, "flood_absorbed flood_answer_time_known", "OD"),
    (3, "staging_available updates_tested_before_live", "RC"),
    (4, "watched_day_and_night incident_process_exercised containment_in_time", "RD"),
    (4, "user_activity_recorded server_events_recorded record_kept_long_enough record_tamper_evident", "RCA"),
    (4, "card_data_duties_documented personal_data_duties_documented proof_for_partners", "RD"),
    (4, "firewall_rules_fit_the_risk monitoring_rules_fit_the_risk", "R"),
    (5, "every_user_verified every_device_verified every_connection_verified", "OR"),
    (5, "dedicated_servers environments_fully_isolated", "AD"),
    (5, "firewall_rules_bespoke anomalies_learned_and_flagged", "R"),
    (5, "attacked_on_schedule findings_of_attacks_closed", "RD"),
)
VOIDS = {
    "host_changed",
    "address_changed",
    "certificate_changed",
    "core_updated",
    "components_changed",
    "edge_changed",
    "ownership_lost",
    "profile_changed",
}
# Claims about the outside: a sensor on the same host cannot make them.
OUTSIDE = {
    "backup_off_server",
    "flood_absorbed",
    "record_tamper_evident",
    "firewall_rules_fit_the_risk",
    "firewall_rules_bespoke",
    "every_user_verified",
    "every_device_verified",
    "every_connection_verified",
}


def upper() -> dict[str, Control]:
    found = discover("rempart.maturity.controls", Control)
    return {name: c for name, c in found.items() if c.dimension is Dimension.WALL and c.level >= 3}


@pytest.mark.parametrize(("level", "count"), [(3, 12), (4, 12), (5, 9)])
def test_mandatory_controls_of_a_level_are_as_many_as_the_model_counts(level: int, count: int) -> None:
    assert sum(control.level == level and control.mandatory for control in upper().values()) == count


def test_ids_levels_and_proofs_are_those_of_the_model() -> None:
    wanted = {name: (level, proof) for level, names, proof in MODEL for name in names.split()}
    found = {name: (int(c.level), "".join(Proof(p).value for p in c.proof)) for name, c in upper().items()}
    assert found == wanted


def test_outside_claims_are_marked() -> None:
    assert {name for name, control in upper().items() if control.outside} == OUTSIDE


def test_level_five_takes_an_exercise_wherever_one_exists() -> None:
    five = {name for name, control in upper().items() if control.level == 5 and not control.exercise_exists}
    assert five == {"dedicated_servers"}


def test_evidence_is_voided_only_by_changes_of_the_closed_list() -> None:
    assert all(set(control.voided_by) <= VOIDS for control in upper().values())


def test_documents_age_as_the_design_says() -> None:
    ages = {name: control.document_max_age_s // DAY_S for name, control in upper().items()}
    assert ages["full_restore_in_one_click"] == 30
    assert ages["incident_process_exercised"] == 180
    assert ages["attacked_on_schedule"] == 90
    assert ages["accounts_isolated"] == 365


def test_every_control_names_a_source_in_the_guide_and_something_to_do() -> None:
    for control in upper().values():
        assert control.source.startswith("guide 1:"), control.id
        assert 2 <= len(control.fix) <= 4, control.id
        assert control.question.endswith("?"), control.id
        assert control.key is not None, control.id
