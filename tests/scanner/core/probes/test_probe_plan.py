"""The plan of a run: secret, repeatable for its seed, and alike for attack and twin in all but the attack."""

import re
from typing import get_args
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.facts.probe import AttackClass
from rempart.scanner.core.probes.plan import BROWSER, PAIRS, plan
from rempart.scanner.core.probes.wording import Wording

SEEDS = st.binary(min_size=1, max_size=32)
ATTACKS = re.compile(rb"['<>;|$]|\.\./|%2e%2e|methodCall|/etc/passwd|union|select", re.IGNORECASE)


def texts(probe):
    query = parse_qs(urlsplit(probe.path).query) | (parse_qs(probe.body.decode()) if probe.body[:1] != b"<" else {})
    return [value for values in query.values() for value in values]


@given(SEEDS)
@settings(max_examples=50)
def test_the_same_seed_gives_the_same_plan(seed):
    assert plan(seed) == plan(seed)
    assert plan(seed) != plan(seed + b"x")


@given(SEEDS)
@settings(max_examples=50)
def test_half_of_the_cap_and_every_class(seed):
    probes = plan(seed)
    assert len(probes) == 30
    for attack in get_args(AttackClass):
        mine = [probe for probe in probes if probe.attack == attack]
        browser = [probe for probe in mine if probe.identity == "browser"]
        assert sum(probe.is_attack for probe in browser) == sum(not probe.is_attack for probe in browser) == PAIRS
        assert [probe.is_attack for probe in mine if probe.identity == "own"] == [True]


@given(SEEDS)
@settings(max_examples=100)
def test_twins_carry_the_same_identification_and_no_attack(seed):
    for probe in plan(seed):
        assert (probe.all_headers[: len(BROWSER)] == BROWSER) == (probe.identity == "browser")
        if not probe.is_attack:
            assert not ATTACKS.search(probe.path.encode() + b" ".join(text.encode() for text in texts(probe)))


@given(SEEDS)
@settings(max_examples=100)
def test_attack_and_twin_ask_by_the_same_names_and_ways(seed):
    probes = [p for p in plan(seed) if p.identity == "browser" and p.attack not in ("xmlrpc", "known_plugin")]

    def shapes(is_attack):
        found = []
        for probe in probes:
            if probe.is_attack == is_attack:
                names = tuple(parse_qs(urlsplit(probe.path).query or probe.body.decode()))
                found.append((probe.attack, probe.method, names, probe.headers))
        return sorted(found)

    assert shapes(True) == shapes(False)


def test_no_word_of_ours_gives_probes_away():
    for n in range(50):
        for probe in plan(bytes([n])):
            told = (probe.path.encode() + probe.body).lower()
            assert not re.search(rb"rempart|probe|test|scan|canary|marker", told.replace(b"demo.sayhello", b"")), told


@pytest.mark.parametrize("part", ["a", "b"])
def test_words_differ_by_part(part):
    assert Wording(b"s", part).words(5) == Wording(b"s", part).words(5)
    assert Wording(b"s", "a").words(5) != Wording(b"s", "b").words(5)
