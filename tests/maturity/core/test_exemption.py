"""Limits of 'does not apply to us'."""

import pytest

from rempart.maturity.core.exemption import Exemption, granted, is_valid
from rempart.maturity.core.judge import judge
from rempart.terms.level import Level
from rempart.terms.state import State
from tests.maturity.core.made import DAY, NOW, control, seen


def exemption(name="stone", **changes):
    given = {"reason": "No shop.", "asked_by": "a", "approver": "b", "granted_at_ms": NOW - DAY}
    return Exemption(**{"control": name, "expires_at_ms": NOW + DAY, **given, **changes})


def test_a_valid_one_passes_until_it_ends():
    verdict = judge(control(), [seen("not_met")], now_ms=NOW, exemptions=[exemption()])
    assert (verdict.state, verdict.applies, verdict.valid_until_ms) == (State.NOT_APPLICABLE, False, NOW + DAY)


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": " "},
        {"approver": ""},
        {"approver": "a"},
        {"expires_at_ms": NOW},
        {"granted_at_ms": NOW + 1},
        {"expires_at_ms": NOW + 366 * DAY},
        {"control": "other"},
    ],
)
def test_without_reason_second_person_or_end_it_does_not_count(changes):
    verdict = judge(control(), [], now_ms=NOW, exemptions=[exemption(**changes)])
    assert verdict.state is State.UNKNOWN


@pytest.mark.parametrize("row", ["TLS-01", "BAK-05", "HARD-02", "HARD-03", "AUTH-03", "LOG-01"])
def test_never_for_tls_backup_updates_login_and_record(row):
    assert not is_valid(control(rows=("UP-01", row)), exemption(), NOW)
    assert is_valid(control(rows=("HARD-01",)), exemption(), NOW)


def test_at_most_two_for_each_level():
    stones = {name: control(name) for name in "abc"} | {"d": control("d", level=Level.TWO)}
    asked = [exemption(name, granted_at_ms=NOW - DAY - n) for n, name in enumerate("abcd")]
    assert [e.control for e in granted(stones, asked, NOW)] == ["d", "c", "b"]


def test_one_person_alone_waits_a_day():
    stones = {"stone": control()}
    own = exemption(approver="a", granted_at_ms=NOW - DAY + 1)
    assert granted(stones, [own], NOW, people=1) == ()
    assert granted(stones, [own], NOW + 1, people=1) == (own,)
    assert granted(stones, [own], NOW + 1, people=2) == ()
