"""What the vault's facts say for the nine controls that read them."""

from typing import Any

import msgspec
import pytest

from rempart.facts.backup_copy import BackupCopy
from rempart.facts.backup_restore import BackupRestore
from rempart.facts.backup_run import BackupRun
from rempart.facts.backup_targets import BackupTargets
from rempart.facts.backup_three import BackupThree
from rempart.maturity.core import backup_rule as rule
from rempart.terms.state import State

RUN = BackupRun(
    every_s=21_600, age_s=3_600, files=10, tables=2, rows=5, places=2, span_s=86_400, worst_gap_s=21_700,
    copies=3, media=2, elsewhere=1, offline=1,
)  # fmt: skip
COPY = BackupCopy(
    place="p", medium="server", is_here=False, is_elsewhere=True, is_encrypted=True, is_key_kept=True, age_s=60,
    snapshots=3, verified_age_s=None, is_delete_refused=True,
)  # fmt: skip
RESTORE = BackupRestore(to="beside", is_whole=True, files=10, tables=2, rows=5, seconds=30, age_s=60)
THREE = BackupThree(sites=2, standing=2, without=0)
TARGETS = BackupTargets(sites=2, with_targets=2, met=2, missed=0, untried=0)
DAY = 86_400


@pytest.mark.parametrize(
    ("judge", "fact", "change", "state"),
    [
        (rule.judge_daily, RUN, {}, State.MET),
        (rule.judge_daily, RUN, {"tables": None}, State.MET),
        (rule.judge_daily, RUN, {"age_s": 27 * 3_600}, State.NOT_MET),
        (rule.judge_daily, RUN, {"every_s": 7 * DAY}, State.NOT_MET),
        (rule.judge_daily, RUN, {"tables": 0}, State.PARTIAL),
        (rule.judge_place, COPY, {}, State.MET),
        (rule.judge_frequent, RUN, {}, State.MET),
        (rule.judge_frequent, RUN, {"worst_gap_s": 8 * 3_600}, State.NOT_MET),
        (rule.judge_frequent, RUN, {"every_s": DAY}, State.NOT_MET),
        (rule.judge_frequent, RUN, {"span_s": 3_600}, State.UNKNOWN),
        (rule.judge_restored, RESTORE, {}, State.MET),
        (rule.judge_restored, RESTORE, {"to": "folder"}, State.MET),
        (rule.judge_restored, RESTORE, {"is_whole": False}, State.PARTIAL),
        (rule.judge_one_click, RESTORE, {}, State.MET),
        (rule.judge_one_click, RESTORE, {"to": "live"}, State.MET),
        (rule.judge_one_click, RESTORE, {"to": "folder"}, State.PARTIAL),
        (rule.judge_one_click, RESTORE, {"is_whole": False}, State.PARTIAL),
        (rule.judge_off_server, COPY, {}, State.MET),
        (rule.judge_off_server, COPY, {"is_elsewhere": False}, State.PARTIAL),
        (rule.judge_off_server, COPY, {"age_s": 2 * DAY}, State.NOT_MET),
        (rule.judge_off_server, COPY, {"is_here": True}, None),
        (rule.judge_encrypted, COPY, {}, State.MET),
        (rule.judge_encrypted, COPY, {"is_key_kept": False}, State.PARTIAL),
        (rule.judge_encrypted, COPY, {"is_encrypted": False}, State.NOT_MET),
        (rule.judge_three, THREE, {}, State.MET),
        (rule.judge_three, THREE, {"standing": 1}, State.PARTIAL),
        (rule.judge_three, THREE, {"standing": 0}, State.NOT_MET),
        (rule.judge_three, THREE, {"sites": 0, "standing": 0}, State.UNKNOWN),
        (rule.judge_targets, TARGETS, {}, State.MET),
        (rule.judge_targets, TARGETS, {"met": 1, "missed": 1}, State.NOT_MET),
        (rule.judge_targets, TARGETS, {"met": 1, "with_targets": 1}, State.PARTIAL),
        (rule.judge_targets, TARGETS, {"with_targets": 0, "met": 0}, State.UNKNOWN),
    ],
)
def test_what_a_fact_says(judge: Any, fact: Any, change: dict[str, object], state: State | None) -> None:
    said = judge(msgspec.structs.replace(fact, **change))
    assert (said.state if said is not None else None) is state
