"""What the probe set on a copy adds up to: passed is only what was shown."""

from typing import Any

import pytest

from rempart.facts.fact import Fact
from rempart.facts.probe import FilterProbe, LoginLimitProbe
from rempart.facts.wordpress_exposure import WordPressFiles, WordPressUsers
from rempart.scanner.core.probes.tally import CLASSES, QUESTIONS, Uploads, tally


def probes(blocked: int = 2, **changes: Any) -> list[Fact]:
    given = {"sent": 2, "blocked": blocked, "twins_sent": 2, "twins_blocked": 0} | changes
    return [FilterProbe(attack=name, blocks_identification_only=False, ways=(), **given) for name in CLASSES]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "codes", "stands", "outcome", "code"),
    [
        (probes(), (), True, "passed", "all_stopped"),
        (probes(blocked=1), (), True, "passed", "came_through"),
        (probes(blocked=0), (), True, "passed", "came_through"),
        (probes(), (), False, "failed", "broken_by_attack"),
        (probes(twins_blocked=1), (), True, "failed", "twin_blocked"),
        ([], ("twin_blocked",), True, "failed", "twin_blocked"),
        ([], ("budget_spent",), True, "skipped", "nothing_shown"),
        (probes()[:5], (), True, "skipped", "part_shown"),
        (probes(twins_sent=0), (), True, "skipped", "nothing_shown"),
        (probes(sent=0, blocked=0), (), True, "skipped", "nothing_shown"),
    ],
)
def test_what_it_says(found: list[Fact], codes: tuple[str, ...], stands: bool, outcome: str, code: str) -> None:
    told = tally(found, codes, Uploads(0, 0), 0, stands=stands)
    assert (told.outcome, told.code) == (outcome, code)
    assert told.numbers["untold"] == QUESTIONS - 1  # the uploads alone were looked at


def test_what_was_taken_out_before_is_told_as_lying_there() -> None:
    users = WordPressUsers(ways=("rest",), names_seen=1, tells_admin=False)
    files = WordPressFiles(
        told=(), logs=(), config_copies=(), listings=(), php_in_uploads=None, installer_open=True, looked_for=1
    )
    limit = LoginLimitProbe(tried=4, limited_after=3, sign="page", own_address_banned=False)
    told = tally([*probes(), users, files, limit], (), None, 2, stands=True).numbers
    assert (told["files"], told["files_taken_out"], told["users_told"], told["limited_after"]) == (3, 2, 1, 3)
    assert "uploads" not in told
    assert told["untold"] == 2
