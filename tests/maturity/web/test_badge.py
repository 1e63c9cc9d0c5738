"""The badge is grey exactly while the proven level cannot be confirmed, and stamped on a laboratory run."""

from rempart.design.drawing.badge import badge_svg
from rempart.maturity.web.present_badge import badge_of
from tests.maturity.web import sample

DAY_MS = 86_400_000


def test_confirmed_until_the_evidence_runs_out() -> None:
    document = sample.document(2)
    assert badge_of(document, "en", now_ms=sample.NOW_MS).is_confirmed
    late = badge_of(document, "en", now_ms=sample.NOW_MS + 3 * DAY_MS)
    assert not late.is_confirmed
    assert "cannot be confirmed" in late.name


def test_nothing_proven_is_never_green() -> None:
    assert not badge_of(sample.document(0), "en", now_ms=sample.NOW_MS).is_confirmed


def test_says_level_and_date() -> None:
    drawn = badge_svg(badge_of(sample.document(2), "en", now_ms=sample.NOW_MS))
    assert "Wall 2 proven" in drawn
    assert "21\u00a0Nov\u00a02026" in drawn


def test_laboratory_run_is_stamped() -> None:
    assert "LAB" in badge_svg(badge_of(sample.document(2, lab=True), "en", now_ms=sample.NOW_MS))
