"""The return: checked against figures that can be worked out by hand, and said plainly when it does not pay."""

import time

import msgspec
import pytest

from rempart.maturity.core.economy import economy
from rempart.maturity.core.returns import Case, mean_loss, returns
from rempart.maturity.core.sayings import sentence
from rempart.maturity.core.worth import Input
from tests.maturity.core.test_need import profile


def spread(name, low, likely=None, high=None):
    likely, high = (low if likely is None else likely), (low if high is None else high)
    return Input(id=name, low=low, likely=likely, high=high, unit="u", source="test", dated="2026")


def case(chance=0.12, loss=5_000.0, effect=1.0, cost=600.0, work=0.0):
    world = msgspec.structs.replace(
        economy(None), incidents=spread("incidents_year", chance), cleanup=spread("cleanup", loss)
    )
    return Case(
        economy=world, effect=spread("effect", effect), cost_year=spread("cost_year", cost), work=spread("work", work)
    )


def test_fifty_a_month_against_five_thousand_pays_from_twelve_percent():
    assert returns(case()).break_even_chance == pytest.approx(0.12)
    assert returns(case(effect=0.6)).break_even_chance == pytest.approx(0.20)
    assert returns(case(cost=6_000)).break_even_chance is None


def test_means_and_chances_are_those_of_poisson():
    plan = returns(case(chance=0.5))
    assert plan.mean.amount_minor == pytest.approx(250_000, rel=0.02)
    assert plan.chance_any_loss == pytest.approx(1 - 2.718281828**-0.5, abs=0.01)
    assert plan.p50.amount_minor == 0
    assert plan.p95.amount_minor == 1_000_000
    assert plan.cost_year.amount_minor == 60_000
    assert plan.pays_1y == pytest.approx(1 - 2.718281828**-0.5, abs=0.01)


def test_lognormal_mean_agrees_with_the_draws():
    world = economy(None)
    one = Case(economy=world, effect=spread("effect", 0.5), cost_year=spread("cost_year", 0), work=spread("work", 0))
    often = msgspec.structs.replace(world, incidents=spread("incidents_year", 2.0))
    plan = returns(msgspec.structs.replace(one, economy=often))
    assert plan.mean.amount_minor / 200 == pytest.approx(mean_loss(one), rel=0.02)
    assert plan.say == "return.free"


def test_the_sentence_is_plain():
    assert returns(case(chance=0.02)).say == "return.does_not_pay"
    assert "does not pay" in sentence("return.does_not_pay", returns(case(chance=0.02)).values)
    assert returns(case(chance=0.2)).say == "return.pays_on_average"
    assert returns(case(chance=1.5)).say == "return.pays"


def test_same_seed_same_bytes_and_another_seed_nearly():
    one, same, other = returns(case(), seed=1), returns(case(), seed=1), returns(case(), seed=2)
    assert msgspec.json.encode(one) == msgspec.json.encode(same)
    assert one.mean != other.mean
    assert one.mean.amount_minor == pytest.approx(other.mean.amount_minor, rel=0.05)


def test_the_five_strongest_inputs_come_first_with_their_source():
    world = economy(profile(revenue_hour_minor=30_000))
    wide = Case(
        economy=world,
        effect=spread("effect", 0.3, 0.5, 0.7),
        cost_year=spread("cost_year", 500, 505, 510),
        work=spread("work", 1, 2, 3),
    )
    inputs = returns(wide).inputs
    assert len(inputs) == 5
    assert [one.strength for one in inputs] == sorted((one.strength for one in inputs), reverse=True)
    assert "cost_year" not in [one.id for one in inputs[:4]]
    assert all(one.source and one.dated for one in inputs)


def test_three_times_a_hundred_thousand_futures_are_quick():
    wide = Case(
        economy=economy(None),
        effect=spread("effect", 0.3, 0.5, 0.7),
        cost_year=spread("cost_year", 500, 600, 700),
        work=spread("work", 1, 2, 3),
    )
    times = []
    for _ in range(3):  # the machine is shared: CPU time, the best of three; bench/judge.py holds it to half a second
        start = time.process_time()
        for seed in range(3):
            returns(wide, seed=seed)
        times.append(time.process_time() - start)
    assert min(times) < 2.0
