"""AWR-19: the test is drawn by one blueprint, is never the last one again, and shows each question alike."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.people.core.exam import LATER_MS, LENGTH, Name, Round, draw, result, round_of
from rempart.people.core.knowledge import LEAST, known
from rempart.people.core.library import lessons

BANK = {name: [one.id for one in found["en"].questions] for name, found in lessons().items()}
ENGLISH = {name: found["en"] for name, found in lessons().items()}


@given(st.text(max_size=20))
@settings(max_examples=40)
def test_every_topic_has_its_share_and_nothing_comes_twice(seed: str) -> None:
    made = draw(BANK, [], {}, seed)
    assert len(set(made)) == len(made) == LENGTH
    share = Counter(lesson for lesson, _ in made)
    assert set(share) == set(BANK)
    assert max(share.values()) - min(share.values()) <= 1
    assert draw(BANK, [], {}, seed) == made


def test_the_next_one_asks_something_else_and_all_are_used_before_one_comes_again() -> None:
    seen: Counter[Name] = Counter()
    last: list[Name] = []
    for turn in range(3):
        made = draw(BANK, last, seen, str(turn))
        assert not set(made) & set(last)
        seen.update(made)
        last = made
    assert max(seen.values()) == 1  # 60 of 73: none twice yet


def test_over_many_people_no_question_of_a_topic_is_shown_much_more_than_another() -> None:
    shown = Counter(name for person in range(600) for name in draw(BANK, [], {}, f"p{person}"))
    assert set(shown) == {(lesson, name) for lesson, names in BANK.items() for name in names}
    for lesson, names in BANK.items():
        of_topic = [shown[lesson, name] / 600 for name in names]
        assert max(of_topic) < 0.45
        assert max(of_topic) - min(of_topic) < 0.15


def test_a_bank_that_is_too_small_gives_what_there_is() -> None:
    assert sorted(draw({"a": ["1", "2"], "b": []}, [("a", "1")], {}, "s")) == [("a", "1"), ("a", "2")]


def test_before_after_and_three_months_later() -> None:
    assert round_of(False, None, 0) == Round.BEFORE
    assert round_of(True, None, 0) == Round.FINAL
    assert round_of(True, 1_000, LATER_MS) == Round.FINAL
    assert round_of(True, 1_000, LATER_MS + 1_000) == Round.LATER


def test_what_was_not_known_is_told_by_topic_and_haste_is_seen() -> None:
    drawn = draw(BANK, [], {}, "x")
    places = []
    for place, (lesson, name) in enumerate(drawn):
        question = ENGLISH[lesson].question(name)
        assert question is not None
        right = next(at for at, one in enumerate(question.answers) if one.is_right)
        places.append((right if place % 2 else (right + 1) % len(question.answers), 60.0))
    found = result(ENGLISH, drawn, places)
    assert (found.right, found.asked, found.is_hurried) == (10, 20, False)
    assert sum(len(one) for one in found.missed.values()) == 10
    assert result(ENGLISH, drawn, [(place, 1.0) for place, _ in places]).is_hurried
    # a question that its lesson lost meanwhile counts for nobody
    assert result(ENGLISH, [("gone", "gone"), *drawn[:1]], [(-1, 5.0), places[0]]).asked == 1


def test_knowledge_moves_by_groups_alone() -> None:
    assert known("final", [0.9] * (LEAST - 1)).share is None
    eight = known("final", [0.5] * 4 + [1.0] * 4)
    assert (eight.people, eight.share) == (8, 0.75)
    assert eight.low is not None
    assert eight.high is not None
    assert eight.low < 0.75 < eight.high
    # the attack: look before and after one colleague; nothing has moved, until eight more have come
    for more in range(1, LEAST):
        assert known("final", [0.5] * 4 + [1.0] * 4 + [0.0] * more) == eight
    assert known("final", [0.5] * 4 + [1.0] * 4 + [0.0] * LEAST) != eight
