"""Row AUTH-02 of the acceptance list, on the site: recorded where the plug-in's own second step was set up and asked."""

import json
from typing import Any

from dev.recording.form import RECORDED


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
