"""Seats: whatever people do, never more than there are, first come first seated, and nobody waits beside a free one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.people.core.seats import has_room, moving_up

PEOPLE = st.integers(0, 7)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("take"), PEOPLE), st.tuples(st.just("leave"), PEOPLE), st.tuples(st.just("more"), st.integers(0, 3))
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=150)
@given(st.integers(0, 4), STEPS)
def test_a_hall_through_a_day(capacity: int, steps: list[tuple[str, int]]) -> None:
    seated: list[int] = []
    waiting: list[int] = []
    came: dict[int, int] = {}
    for clock, (what, value) in enumerate(steps):
        if what == "take" and value not in seated + waiting:
            came[value] = clock
            (seated if has_room(capacity, len(seated)) else waiting).append(value)
        elif what == "leave" and value in seated + waiting:
            (seated if value in seated else waiting).remove(value)
        elif what == "more":
            capacity += value
        lucky = moving_up(capacity, len(seated), waiting)
        seated += lucky
        waiting = waiting[len(lucky) :]
        assert len(seated) <= capacity
        assert not waiting or len(seated) == capacity
        assert waiting == sorted(waiting, key=lambda one: came[one])
