"""What is learned from letters: the same every time, near what was known, and told by a curve that does not flatter."""

import random
from collections import Counter

import pytest

from rempart.mail.core.model.operator import TooFew, train, tried
from rempart.mail.core.model.training import Judged, isotonic
from rempart.mail.core.model.weights import of_numbers, shipped

BAD, GOOD = (
    ["verify", "account", "prize", "urgent", "wallet", "parcel"],
    ["minutes", "agenda", "printer", "lunch", "draft", "release"],
)


def letters(count: int, seed: int = 1, mixed: float = 0.2) -> list[Judged]:
    draw = random.Random(seed)
    found = []
    for at in range(count):
        is_bad = at % 2 == 0
        words = [draw.choice(BAD if (draw.random() > mixed) == is_bad else GOOD) for _ in range(6)]
        found.append(Judged(Counter(words), frozenset({"hurries"} if is_bad and draw.random() < 0.7 else ()), is_bad))
    return found


def test_training_finds_what_tells_them_apart_and_the_same_twice():
    some = letters(240)
    groups = [str(at) for at in range(len(some))]
    numbers, told = train(some, groups, shipped())
    again, _ = train(some, groups, shipped())
    assert numbers == again
    assert told.caught > 0.8
    assert told.wrong < 0.1
    assert numbers.words["verify"][1] > 0 > numbers.words["minutes"][1]
    assert numbers.signs["hurries"] > shipped().signs["hurries"] - 0.1
    assert numbers.signs["sender_lookalike"] == pytest.approx(shipped().signs["sender_lookalike"], abs=0.01)
    assert of_numbers(numbers).name == "own"


def test_what_was_said_is_about_what_was():
    some = letters(1_200, seed=5, mixed=0.42)
    _, told = train(some, [str(at) for at in range(len(some))], shipped())
    full = [one for one in told.bins if one.letters >= 60]
    assert len(full) >= 3
    assert all(abs(one.said - one.were) < 0.1 for one in full)


def test_suspicious_begins_where_hardly_a_good_letter_is_called_so():
    some = letters(1_200, seed=5, mixed=0.3)
    numbers, told = train(some, [str(at) for at in range(len(some))], shipped())
    assert numbers.cuts["suspicious"] > shipped().cuts["suspicious"]
    assert told.wrong <= 0.005 or numbers.cuts["suspicious"] == numbers.cuts["phishing"]
    assert told.wrong >= told.wrong_surely


def test_few_newsletters_do_not_pay_for_the_many_letters_of_lists():
    """Newsletters speak a little like phishing: that they are few makes it no better that they are called so."""
    draw = random.Random(11)
    bad = [Judged(Counter(draw.choices([*BAD, "offer"], k=6)), frozenset({"hurries"}), True) for _ in range(400)]
    talk = [Judged(Counter(draw.choices(GOOD, k=6)), frozenset({"from_a_list"}), False) for _ in range(1_500)]
    news = [
        Judged(
            Counter([*draw.choices([*BAD, "offer"], k=5), *draw.choices([*GOOD, "issue", "edition"], k=1)]),
            frozenset({"hurries"}),
            False,
        )
        for _ in range(60)
    ]
    letters = bad + talk + news
    numbers, _ = train(letters, [str(at) for at in range(len(letters))], shipped())
    model = of_numbers(numbers)

    def called(some: list[Judged]) -> float:
        said = [
            model.probability(
                model.bias + sum(model.signs[sign] for sign in one.signs) + model.text * model.of_words(one.words)
            )
            for one in some
        ]
        return sum(one >= model.cuts["suspicious"] for one in said) / len(said)

    assert called(news) <= 0.02
    assert called(talk) == 0
    assert called(bad) > 0.5


def test_letters_without_any_difference_give_no_certainty():
    draw = random.Random(9)
    some = [Judged(Counter(draw.choices(GOOD, k=5)), frozenset(), at % 2 == 0) for at in range(300)]
    numbers, told = train(some, [str(at) for at in range(300)], shipped())
    assert told.brier > 0.2
    assert max(y for _, y in numbers.curve) < 0.9


def test_one_campaign_is_never_on_both_sides():
    """The same bad letter a hundred times shows nothing about others: tried on unseen campaigns it is not known."""
    campaigns = [
        Judged(Counter({f"word{at}": 3, f"other{at}": 2}), frozenset(), True) for at in range(5) for _ in range(20)
    ]
    good = [one for one in letters(200) if not one.is_bad]
    groups = [f"c{at}" for at in range(5) for _ in range(20)] + [f"g{at}" for at in range(len(good))]
    _, apart = train(campaigns + good, groups, shipped())
    _, leaked = train(campaigns + good, [str(at) for at in range(len(groups))], shipped())
    assert leaked.brier < apart.brier


def test_too_few_letters_are_refused():
    with pytest.raises(TooFew, match="10 bad and 10 good"):
        train(letters(20), [str(at) for at in range(20)], shipped())


def test_the_curve_never_falls_and_never_says_certain():
    draw = random.Random(2)
    totals = [draw.uniform(-4, 4) for _ in range(900)]
    curve = isotonic(totals, [draw.random() < (total + 4) / 8 for total in totals])
    assert [y for _, y in curve] == sorted(y for _, y in curve)
    assert all(0 < y < 1 for _, y in curve)
    assert isotonic([], []) == []


def test_bins_hold_every_letter_once():
    told = tried([-9, -1, 0, 1, 9, 30], [False, False, True, True, True, True], shipped())
    assert sum(one.letters for one in told.bins) == 6
