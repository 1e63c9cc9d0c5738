"""Everything dark at once is more likely our own way out; a few, or one, is not."""

from rempart.watch.core.blind import is_blind

DARK = [(f"h{n}", 100, "bad") for n in range(4)]


def test_enough_others_must_be_dark_and_none_may_answer() -> None:
    assert is_blind("a", DARK, 50)
    assert not is_blind("a", DARK[:2], 50)
    assert not is_blind("a", [*DARK, ("h9", 100, "ok")], 50)
    assert not is_blind("a", DARK, 101)  # looked at before it began: nobody knows
    assert not is_blind("h0", [("h0", 100, "bad")] * 9, 50)  # the same host many times is one
