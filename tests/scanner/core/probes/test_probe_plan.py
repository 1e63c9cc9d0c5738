"""The plan of a run: secret, repeatable for its seed, and alike for attack and twin in all but the attack."""

import re
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.facts.probe import AttackClass
from rempart.scanner.core.probes.identity import browser
from rempart.scanner.core.probes.plan import OWN_PAIRS, PAIRS, plan
from rempart.scanner.core.probes.wording import Wording

SEEDS = st.binary(min_size=1, max_size=32)
ATTACKS = re.compile(rb"['<>;|$]|\.\./|%2e%2e|methodCall|/etc/passwd|union|select", re.IGNORECASE)


@given(SEEDS)
@settings(max_examples=50)
def test_the_same_seed_gives_the_same_plan(seed):
    assert plan(seed) == plan(seed)
    assert plan(seed) != plan(seed + b"x")


@given(SEEDS)
@settings(max_examples=50)
def test_half_of_the_cap_and_every_class_in_pairs(seed):
    probes = plan(seed)
    assert len(probes) == 28
    for attack in get_args(AttackClass):
        mine = [probe for probe in probes if probe.attack == attack]
        browser = [probe for probe in mine if probe.identity == "browser"]
        assert sum(probe.is_attack for probe in browser) == sum(not probe.is_attack for probe in browser) == PAIRS
        own = [probe.is_attack for probe in mine if probe.identity == "own"]
        assert own in ([], [True, False], [False, True])
    assert sum(probe.identity == "own" for probe in probes) == 2 * OWN_PAIRS


@given(SEEDS)
@settings(max_examples=100)
def test_twins_carry_no_attack(seed):
    for probe in plan(seed):
        if not probe.is_attack:
            told = probe.path.encode() + (b"" if probe.body[:1] == b"<" else probe.body)
            assert not ATTACKS.search(told), told


def test_one_browser_for_a_run_and_not_the_same_for_all():
    seen = {browser(bytes([n])) for n in range(60)}
    assert len(seen) > 10
    for n in range(20):
        agents = {dict(probe.headers).get("User-Agent") for probe in plan(bytes([n]))}
        assert agents == {dict(browser(bytes([n])))["User-Agent"], None}


def test_no_word_of_ours_gives_probes_away():
    for n in range(50):
        for probe in plan(bytes([n])):
            told = (probe.path.encode() + probe.body).lower()
            assert not re.search(rb"rempart|probe|test|scan|canary|marker", told.replace(b"demo.sayhello", b"")), told


@pytest.mark.parametrize("part", ["a", "b"])
def test_words_differ_by_part(part):
    assert Wording(b"s", part).words(5) == Wording(b"s", part).words(5)
    assert Wording(b"s", "a").words(5) != Wording(b"s", "b").words(5)


@given(SEEDS, st.integers(8, 400), st.sampled_from(["+", "%20", "%2F", " "]), st.sampled_from(["", ".png"]))
@settings(max_examples=100)
def test_filling_is_as_long_as_it_should_be_and_plain(seed, length, between, ending):
    text = Wording(seed, "x").filling(length, between, ending)
    assert len(text) == length
    assert re.fullmatch(r"[a-z]+", text.removesuffix(ending).replace(between, ""))
