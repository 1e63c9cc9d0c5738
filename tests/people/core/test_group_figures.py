"""Figures by group: none too small, nobody in two, and two of them that differ by one person do not tell which."""

from hypothesis import given
from hypothesis import strategies as st

from rempart.people.core.group_figures import BASE, LEAST, groups, is_too_near, rounded, shown

TEAMS = st.dictionaries(st.integers(0, 60), st.sampled_from(["", "a", "b", "c", "d"]), max_size=50)


@given(TEAMS, st.integers(LEAST, 12))
def test_groups_are_a_partition_and_none_is_too_small(teams: dict[int, str], least: int) -> None:
    found = groups(teams, least)
    assert found.keys() == teams.keys()
    sizes = [list(found.values()).count(name) for name in set(found.values())]
    assert all(size >= least for size in sizes) or len(sizes) == 1


@given(st.integers(0, 500), st.binary(min_size=32, max_size=32))
def test_a_count_goes_to_a_neighbour_and_stays_there(count: int, seed: bytes) -> None:
    found = rounded(count, seed, "x")
    assert found % BASE == 0
    assert abs(found - count) < BASE
    assert found == rounded(count, seed, "x")
    assert shown(count, count, seed, "x") <= count


def test_one_person_more_or_less_is_not_told() -> None:
    """With 7 and with 8 both 6 and 9 come up, as the seed falls; and the mean over seeds is the count."""
    seeds = [bytes([one % 256, one // 256]) * 16 for one in range(600)]
    for count in (7, 8):
        drawn = [rounded(count, seed, "g") for seed in seeds]
        assert set(drawn) == {6, 9}
        assert abs(sum(drawn) / len(drawn) - count) < 0.3


def test_groups_that_differ_by_few_are_too_near() -> None:
    team = set(range(10))
    assert is_too_near([team - {3}], [team], 8)
    assert not is_too_near([team], [team], 8)
    assert not is_too_near([set(range(20, 30))], [team], 8)
    assert is_too_near([team | {90}], [team], 8)
