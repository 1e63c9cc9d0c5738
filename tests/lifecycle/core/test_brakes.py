"""The brakes and the second person, alone and as a long story of random changes."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rempart.lifecycle.core.brakes import MOST_PEOPLE, WINDOW_MS, House, Verdict, decide
from rempart.lifecycle.core.change import Change, Kind, Source, Standing
from rempart.lifecycle.core.second_person import Asked, why_not

HERE, GONE = Standing(True, frozenset({"a"})), Standing(False)
LEAVES = Change("org", "p1", HERE, GONE, Source.SCIM, 0, 0)
LARGE = House(now_ms=10, people=1_000, losing=0)


def test_one_leaver_goes_at_once_in_a_firm_of_any_size() -> None:
    """One person is no crowd."""
    for people in (1, 2, 10, 1_000):
        assert decide(LEAVES, replace(LARGE, people=people)).verdict is Verdict.APPLY


def test_more_than_five_people_pause() -> None:
    """The fifth goes, the sixth waits."""
    assert decide(LEAVES, replace(LARGE, losing=4)).verdict is Verdict.APPLY
    assert decide(LEAVES, replace(LARGE, losing=5)).reason == "many_people"


def test_more_than_five_percent_pause() -> None:
    """Of forty people two are five percent; of thirty-nine they are more."""
    assert decide(LEAVES, replace(LARGE, losing=1, people=40)).verdict is Verdict.APPLY
    assert decide(LEAVES, replace(LARGE, losing=1, people=39)).reason == "large_share"


def test_urgent_leavers_do_not_wait_but_urgent_movers_do() -> None:
    """The exception is for leavers alone."""
    crowd = replace(LARGE, losing=50)
    assert decide(replace(LEAVES, is_urgent=True), crowd).verdict is Verdict.APPLY
    moves = replace(LEAVES, after=Standing(True), is_urgent=True)
    assert decide(moves, crowd).verdict is Verdict.PAUSE


def test_the_last_owner_stays_even_when_urgent() -> None:
    """Refused, whatever else."""
    for urgent in (True, False):
        assert decide(replace(LEAVES, is_urgent=urgent), replace(LARGE, is_last_owner=True)).verdict is Verdict.REFUSE


def test_whoever_only_gains_waits_for_nobody() -> None:
    """Brakes are for what is taken away."""
    joins = Change("org", "p1", GONE, HERE, Source.SCIM, 0, 0)
    assert joins.kind is Kind.JOIN
    assert decide(joins, replace(LARGE, losing=50)).verdict is Verdict.APPLY


NAMES = st.sampled_from("abcdef")


@settings(max_examples=60)
@given(st.dictionaries(NAMES, st.frozensets(NAMES, max_size=3)), NAMES, NAMES, NAMES)
def test_three_people_also_through_delegation(
    acts_for: dict[str, frozenset[str]], asks: str, about: str, allows: str
) -> None:
    """Whoever may allow is neither of the other two, nor stands in for them, nor for somebody who does."""
    asked = Asked("d", asks, frozenset({about}), 10)
    reason = why_not(asked, allows, "d", 0, acts_for)
    if allows in (asks, about) or asks in acts_for.get(allows, ()) or about in acts_for.get(allows, ()):
        assert reason in ("requester", "beneficiary")
    if reason == "":
        assert len({asks, allows}) == 2
        assert about != allows


def test_an_approval_binds_the_exact_change_and_ends() -> None:
    """Another digest, or too late."""
    asked = Asked("d", "a", frozenset({"b"}), 10)
    assert why_not(asked, "c", "other", 0) == "changed"
    assert why_not(asked, "c", "d", 10) == "expired"
    assert why_not(asked, "c", "d", 9) == ""


STANDINGS = st.builds(Standing, st.booleans(), st.frozensets(NAMES, max_size=3))
CHANGES = st.builds(
    Change,
    NAMES,
    NAMES,
    STANDINGS,
    STANDINGS,
    st.sampled_from(Source),
    st.integers(0, 9),
    st.integers(0, 9),
    st.booleans(),
)


@settings(max_examples=100)
@given(CHANGES, CHANGES)
def test_digests_are_equal_exactly_when_changes_are(one: Change, other: Change) -> None:
    """So an approval cannot be carried from one change to another."""
    assert (one.digest() == other.digest()) == (one == other)


class Emptying(RuleBasedStateMachine):
    """Somebody tries to empty a house by a list, with pauses, urgency and waiting."""

    def __init__(self) -> None:
        super().__init__()
        self.now, self.people, self.owner_left = 0, 60, False
        self.gone: list[int] = []  # moments of those who left by themselves, not urgent
        self.waiting = 0

    @rule(ms=st.integers(0, WINDOW_MS // 2))
    def time_goes_by(self, ms: int) -> None:
        """Windows slide."""
        self.now += ms

    @rule(urgent=st.booleans(), owner=st.booleans())
    def somebody_is_to_leave(self, urgent: bool, owner: bool) -> None:
        """One more of the list."""
        lately = sum(moment > self.now - WINDOW_MS for moment in self.gone)
        house = House(self.now, self.people, lately + self.waiting, is_last_owner=owner)
        verdict = decide(replace(LEAVES, due_at_ms=0, is_urgent=urgent), house).verdict
        if verdict is Verdict.APPLY:
            self.people -= 1
            self.owner_left |= owner
            self.gone += [] if urgent else [self.now]
        elif verdict is Verdict.PAUSE:
            self.waiting += 1

    @invariant()
    def no_crowd_leaves_unseen(self) -> None:
        """Within any window at most five go without a second person, and the last owner never."""
        for start in self.gone:
            assert sum(start <= moment < start + WINDOW_MS for moment in self.gone) <= MOST_PEOPLE
        assert not self.owner_left


Emptying.TestCase.settings = settings(max_examples=40, stateful_step_count=25)
TestEmptying = Emptying.TestCase
