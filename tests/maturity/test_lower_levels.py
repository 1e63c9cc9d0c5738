"""The wall's levels 1 and 2 and the advice, against the model: which controls, their proof, the threats they stop."""

import pytest

from rempart.maturity.core.control import Control
from rempart.maturity.core.threat import Threat
from rempart.maturity.core.threats import coverage
from rempart.maturity.core.verdict import Verdict
from rempart.registry.discover import discover
from rempart.terms.evidence import Proof
from rempart.terms.level import Dimension
from rempart.terms.state import Coverage, State

# level, mandatory, ids, proof letters: the tables of the model, row by row
MODEL: tuple[tuple[int, bool, str, str], ...] = (
    (1, True, "tls_certificate_valid tls_renewed_automatically https_everywhere tls_protocols_current", "O"),
    (1, True, "backup_daily backup_place_known", "RCD"),
    (1, True, "restore_time_known", "RD"),
    (1, True, "update_lag_known", "CO"),
    (1, False, "hsts security_headers no_version_told no_user_names_told security_txt", "OC"),
    (1, False, "administrator_not_default", "OC"),
    (1, False, "hosting_kind_known", "OCD"),  # asked of the host, so a document may tell
    (2, True, "malware_scanned_regularly malware_answer_known", "ACD"),
    (2, True, "outage_alerted traffic_peak_alerted owner_told_in_time", "RO"),
    (2, True, "sql_injection_stopped script_injection_stopped xmlrpc_abuse_stopped", "O"),
    (2, True, "known_plugin_exploits_stopped firewall_rules_current", "O"),
    (2, True, "login_attempts_limited second_factor_for_editors login_challenge", "OC"),
    (2, True, "files_hardened risky_functions_off updates_applied vulnerability_told_in_time", "CAO"),
)
# A sensor on the same host cannot speak for what strangers meet.
OUTSIDE = {
    "tls_certificate_valid",
    "tls_renewed_automatically",
    "https_everywhere",
    "tls_protocols_current",
    "sql_injection_stopped",
    "script_injection_stopped",
    "xmlrpc_abuse_stopped",
    "known_plugin_exploits_stopped",
    "firewall_rules_current",
    "login_attempts_limited",
    "outage_alerted",
}
THREATS = discover("rempart.maturity.threats", Threat)
CONTROLS = discover("rempart.maturity.controls", Control)


def lower() -> dict[str, Control]:
    return {name: c for name, c in CONTROLS.items() if c.dimension is Dimension.WALL and c.level <= 2}


def test_ids_levels_and_proofs_are_those_of_the_model() -> None:
    wanted = {name: (level, must, proof) for level, must, names, proof in MODEL for name in names.split()}
    found = {n: (int(c.level), c.mandatory, "".join(Proof(p).value for p in c.proof)) for n, c in lower().items()}
    assert found == wanted


@pytest.mark.parametrize(("level", "mandatory", "count"), [(1, True, 8), (1, False, 7), (2, True, 17), (2, False, 0)])
def test_each_level_has_as_many_controls_as_the_model_counts(level: int, mandatory: bool, count: int) -> None:
    assert sum(c.level == level and c.mandatory is mandatory for c in lower().values()) == count


def test_outside_claims_are_marked() -> None:
    assert {name for name, control in lower().items() if control.outside} == OUTSIDE


def statuses(level: int) -> dict[str, Coverage]:
    """Threats when exactly the mandatory controls of the wall's levels up to this one are met."""
    met = {n: c for n, c in CONTROLS.items() if c.dimension is Dimension.WALL and c.level <= level and c.mandatory}
    verdicts = {name: Verdict(control=name, state=State.MET, say="x") for name in met}
    return {found.id[:3].upper(): found.status for found in coverage(CONTROLS.values(), THREATS.values(), verdicts)}


def test_level_one_leaves_password_guessing_and_malware_open() -> None:
    """GAP-02, guide 1:156."""
    found = statuses(1)
    assert found["T01"] is Coverage.COVERED
    assert {found["T02"], found["T07"]} == {Coverage.OPEN}


def test_level_two_stops_them_and_leaves_the_neighbours_open() -> None:
    """GAP-03, guide 1:157."""
    found = statuses(2)
    assert {found[name] for name in ("T02", "T06", "T07")} == {Coverage.COVERED}
    assert found["T08"] is Coverage.OPEN
