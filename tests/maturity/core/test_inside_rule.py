"""What a look from inside says: the worst first, and never a pass out of what could not be read."""

from typing import Any

import msgspec
import pytest

from rempart.facts.companion_accounts import CompanionAccounts
from rempart.facts.companion_activity import CompanionActivity
from rempart.facts.companion_hardening import CompanionHardening
from rempart.facts.companion_updates import Behind, CompanionUpdates
from rempart.facts.fact import Fact
from rempart.maturity.controls import (
    administrator_not_default,
    files_hardened,
    risky_functions_off,
    second_factor_for_editors,
    updates_applied,
    user_activity_recorded,
)
from rempart.terms.state import State
from tests.maturity.controls.opinions import heard

ACCOUNTS = CompanionAccounts(
    is_complete=True, accounts=3, editors=2, editors_with_factor=2, editors_enforced=0, administrators=1,
    administrators_with_factor=1, editors_with_application_passwords=0, editors_unused_90_days=0, called_admin=0, unread=(),
)  # fmt: skip
HARD = CompanionHardening(
    file_editor_off=True, file_changes_off=False, config_mode=0o640, debug_shown=False, debug_log_in_content=False,
    unfiltered_uploads=False, weak_salts=0, core_writable=True, risky_functions=("putenv",), url_include=False,
    errors_shown=False, registration_open=False, xmlrpc_enabled=True, application_passwords=True, admin_over_tls_only=True,
)  # fmt: skip
UPDATES = CompanionUpdates(
    core="6.5.5", core_newest="6.5.5", looked_at=4, behind=(), unknown=1, automatic=0, checked_hours=5
)
ACTIVITY = CompanionActivity(kinds_seen=("role", "signin"), hours_recorded=9, gaps=0, last_event_hours=1)
OLD = Behind("plugin", "shop", "1.0", "1.1")


@pytest.mark.parametrize(
    ("unit", "fact", "changes", "state", "say"),
    [
        (second_factor_for_editors, ACCOUNTS, {}, State.MET, "all"),
        (second_factor_for_editors, ACCOUNTS, {"editors_with_factor": 1}, State.PARTIAL, "some"),
        (second_factor_for_editors, ACCOUNTS, {"editors_with_factor": 0}, State.NOT_MET, "some"),
        (
            second_factor_for_editors,
            ACCOUNTS,
            {"editors_with_factor": 1, "unread": ("wordfence",)},
            State.UNKNOWN,
            "unread",
        ),
        (second_factor_for_editors, ACCOUNTS, {"is_complete": False}, State.UNKNOWN, "not_all_seen"),
        (second_factor_for_editors, ACCOUNTS, {"editors": 0, "editors_with_factor": 0}, State.UNKNOWN, "not_all_seen"),
        (administrator_not_default, ACCOUNTS, {}, State.MET, "other_inside"),
        (
            administrator_not_default,
            ACCOUNTS,
            {"called_admin": 1, "is_complete": False},
            State.NOT_MET,
            "default_inside",
        ),
        (administrator_not_default, ACCOUNTS, {"is_complete": False}, State.UNKNOWN, "none_seen"),
        (files_hardened, HARD, {}, State.MET, "switches_set"),
        (files_hardened, HARD, {"config_mode": 0o644}, State.NOT_MET, "config_open"),
        (files_hardened, HARD, {"config_mode": None}, State.UNKNOWN, "config_unseen"),
        (files_hardened, HARD, {"config_mode": None, "file_editor_off": False}, State.NOT_MET, "editor_on"),
        (files_hardened, HARD, {"debug_log_in_content": True}, State.NOT_MET, "debug_log"),
        (files_hardened, HARD, {"unfiltered_uploads": True}, State.NOT_MET, "any_upload"),
        (risky_functions_off, HARD, {}, State.MET, "off"),
        (risky_functions_off, HARD, {"risky_functions": ("exec", "putenv")}, State.NOT_MET, "on"),
        (risky_functions_off, HARD, {"url_include": True}, State.NOT_MET, "url_include"),
        (updates_applied, UPDATES, {}, State.MET, "parts_newest"),
        (updates_applied, UPDATES, {"behind": (OLD,)}, State.NOT_MET, "parts_behind"),
        (updates_applied, UPDATES, {"checked_hours": None}, State.UNKNOWN, "not_asked"),
        (updates_applied, UPDATES, {"checked_hours": 73}, State.UNKNOWN, "not_asked"),
        (user_activity_recorded, ACTIVITY, {}, State.MET, "arrives"),
        (user_activity_recorded, ACTIVITY, {"kinds_seen": ("signin",)}, State.UNKNOWN, "nothing_yet"),
        (user_activity_recorded, ACTIVITY, {"kinds_seen": ("failure", "option")}, State.UNKNOWN, "nothing_yet"),
        (user_activity_recorded, ACTIVITY, {"gaps": 1}, State.PARTIAL, "gaps"),
    ],
)
def test_the_worst_is_said_first(unit: Any, fact: Fact, changes: dict[str, Any], state: State, say: str) -> None:
    need = next(need for need in unit.UNIT.needs if isinstance(fact, need.fact))
    assert heard(unit.UNIT, need.judge(msgspec.structs.replace(fact, **changes))) == (state, say)
