"""Can a target tell an attack from its twin by anything but the attack itself? It learns from thousands of runs here.

What the learner sees of each request: who asks, header names in order and their values (so the length as well), the
method, the names of the parameters in order and the length of each value, the folder, the place in the run, and what came before. What it does not see: the values themselves and the name of the file that
is asked for, since they are the attack.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator
from urllib.parse import urlsplit

import pytest

from rempart.scanner.core.probes.plan import Probe, plan
from rempart.scanner.net.line import Request, _headers, split_url

RUNS = 400  # 11,200 requests, half to learn from, half to be judged by
Features = dict[str, Hashable]


def words_of(probe: Probe) -> str:
    return urlsplit(probe.path).query or probe.body.decode()


def seen(probe: Probe, place: int, before: Probe | None) -> Features:
    """All but the attack."""
    request = Request(split_url(f"http://quarry.example{probe.path}"), probe.method, probe.headers, probe.body)
    path = urlsplit(probe.path).path
    is_xml = probe.body[:1] == b"<"
    fields = [] if is_xml else [part.partition("=") for part in words_of(probe).split("&")]
    return {
        "headers": tuple(_headers(request)),
        "length": len(probe.body),
        "target length": len(probe.path) if not is_xml else 0,
        "method": probe.method,
        "parameters": tuple(name if number else len(name) for number, (name, _, _) in enumerate(fields)),
        "value lengths": tuple(len(value) for _, _, value in fields),
        "depth": 0 if is_xml else path.count("/"),
        "folder": "" if is_xml else "/".join(path.split("/")[:3]),
        "place": place,
        "before": before and (before.method, before.identity, len(before.body) > 0),
    }


def lines(runs: range) -> Iterator[tuple[Features, Probe]]:
    for number in runs:
        probes = plan(b"run %d" % number)
        for place, probe in enumerate(probes):
            yield seen(probe, place, probes[place - 1] if place else None), probe


class Learner:
    """Naive Bayes over whatever it is shown, and over pairs of it."""

    def __init__(self) -> None:
        self.counts: dict[bool, Counter[Hashable]] = {True: Counter(), False: Counter()}
        self.totals: Counter[bool] = Counter()

    def learn(self, features: Features, is_attack: bool) -> None:
        self.totals[is_attack] += 1
        self.counts[is_attack].update(self._marks(features))

    def says_attack(self, features: Features) -> bool:
        weight = 0.0
        for mark in self._marks(features):
            yes, no = (self.counts[kind][mark] + 1 for kind in (True, False))
            weight += math.log(yes / no)
        return weight > 0

    @staticmethod
    def _marks(features: Features) -> list[Hashable]:
        return [*features.items(), ("both", features["parameters"], features["value lengths"], features["headers"])]


def test_a_learner_does_no_better_than_chance() -> None:
    learner = Learner()
    for features, probe in lines(range(RUNS // 2)):
        learner.learn(features, probe.is_attack)
    right = total = 0
    for features, probe in lines(range(RUNS // 2, RUNS)):
        right += learner.says_attack(features) == probe.is_attack
        total += 1
    chance_spread = 4 * math.sqrt(0.25 / total)  # four standard deviations of a coin
    assert abs(right / total - 0.5) < chance_spread, f"{right} of {total}"


def test_the_learner_would_notice_a_marker() -> None:
    learner = Learner()
    for features, probe in lines(range(40)):
        learner.learn(features | {"marker": probe.is_attack and probe.attack == "command"}, probe.is_attack)
    told = [
        learner.says_attack(features | {"marker": True})
        for features, probe in lines(range(40, 60))
        if probe.is_attack and probe.attack == "command"
    ]
    assert sum(told) > 0.9 * len(told)


@pytest.mark.parametrize("number", range(50))
def test_each_attack_has_a_twin_that_looks_the_same(number: int) -> None:
    """Within one run too: sort requests by all that is seen, place apart, and attacks and twins are as many of each."""
    kinds: dict[str, Counter[bool]] = defaultdict(Counter)
    for probe in plan(b"one %d" % number):
        features = seen(probe, 0, None)
        kinds[repr(features)][probe.is_attack] += 1
    for look, count in kinds.items():
        assert count[True] == count[False], look


def test_places_are_drawn_evenly() -> None:
    """Attacks do not gather at the beginning or the end of a run."""
    counts = Counter(features["place"] for features, probe in lines(range(RUNS)) if probe.is_attack)
    spread = sum((counts[place] - RUNS / 2) ** 2 / (RUNS / 4) for place in range(28))
    assert spread < 28 + 5 * math.sqrt(2 * 28)  # chi square, five standard deviations


def test_xml_twins_are_as_long_and_as_deep() -> None:
    for number in range(20):
        bodies = [p for p in plan(b"xml %d" % number) if p.attack == "xmlrpc"]
        assert len({len(p.body) for p in bodies if p.is_attack} ^ {len(p.body) for p in bodies if not p.is_attack}) == 0
        assert all(re.match(rb"<\?xml", p.body) for p in bodies)
