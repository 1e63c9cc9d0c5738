"""Rows AUTH-02 and AUTH-03 of the acceptance list, on the site: recorded where the plug-in's own second step was set up and
asked, and where it asks for more after wrong tries."""

import json
from typing import Any

from dev.recording.form import JUDGED, RECORDED, read_seen
from rempart.maturity.controls.login_challenge import UNIT
from rempart.maturity.core.judge import judge


def recorded(control: str, state: str) -> dict[str, Any]:
    """What dev/record.py saw, and how it was judged."""
    found: dict[str, Any] = json.loads((RECORDED / "controls" / control / f"{state}.json").read_text())
    return found


def test_AUTH_02_a_second_factor_is_asked_and_proven_by_the_products_own_part() -> None:
    met, failing = (recorded("second_factor_for_editors", state) for state in ("met", "not_met"))
    seen = met["observations"][0]["fact"]
    assert met["verdict"]["source"] == "companion"
    assert seen["editors"] == seen["editors_with_factor"] == seen["editors_enforced"] == 1
    assert failing["observations"][0]["fact"]["editors_enforced"] == 0


def test_AUTH_03_more_is_asked_after_wrong_tries_and_proven_by_the_products_own_part() -> None:
    kept, new = (read_seen(RECORDED / "facts" / "companion" / f"companion_{name}.json") for name in ("kept", "new"))
    verdict = judge(UNIT, kept.observations, now_ms=JUDGED)
    assert (verdict.state.value, verdict.say, verdict.source) == ("met", "kept", "companion")
    assert verdict.evidence is not None
    assert verdict.evidence.name == "CONFIGURED"
    assert judge(UNIT, new.observations, now_ms=JUDGED).state.value == "unknown"  # nothing was switched on there
