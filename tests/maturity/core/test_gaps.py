"""Gaps: what the next course would close, the guide's own first."""

from rempart.maturity.core.gaps import Closer, Gap, gaps

ISOLATION = Closer("accounts_isolated", ("ISO-02",), ("T08",))
BEHAVIOUR = Closer("behaviour_detected", ("DET-01",), ("T22", "T08"))
COPIES = Closer("backup_off_server", ("BAK-05",), ("T11",))


def test_the_guides_own_words_come_first() -> None:
    found = gaps(2, {"T08", "T11", "T22"}, [COPIES, BEHAVIOUR, ISOLATION])
    assert found == (
        Gap("T08", ("accounts_isolated", "behaviour_detected")),
        Gap("T22", ("behaviour_detected",)),
        Gap("T11", ("backup_off_server",)),
    )


def test_a_covered_threat_is_no_gap_and_nothing_left_is_none() -> None:
    assert gaps(2, {"T11"}, [ISOLATION, COPIES]) == (Gap("T11", ("backup_off_server",)),)
    assert gaps(5, {"T14"}, []) == ()
