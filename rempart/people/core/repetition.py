"""When a question comes again: five boxes, each a longer pause (Leitner 1972; spacing: Cepeda et al. 2006)."""

from rempart.terms.duration import DAY_S

PAUSES_D = (1, 3, 7, 21, 60)  # days until a card of that box is asked again
FIRST, LAST = 1, len(PAUSES_D)
MOST_A_DAY = 8  # asked of one person: five minutes


def next_box(box: int, *, is_right: bool) -> int:
    """One further when right, back to the first when wrong; 0 stands for a card that was never asked."""
    return min(box + 1, LAST) if is_right else FIRST


def due_ms(box: int, at_ms: int) -> int:
    """When a card that came into this box at that moment is asked again."""
    return at_ms + PAUSES_D[max(FIRST, box) - 1] * DAY_S * 1_000
