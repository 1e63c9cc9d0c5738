"""The port of version_compare against the real php program."""

import json
import random
import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dev.wordpress.phprun import PHP
from rempart.terms.php_version import compare

PARTS = ["0", "1", "2", "10", "007", "9" * 22, "a", "b", "alpha", "beta", "rc", "RC", "dev", "pl", "p", "#", "#N#", "N"]
PARTS += [".", "-", "_", "+", "~", " ", "..", "-.", "x", "Z", "é", "版"]
PROGRAM = 'while (($l = fgets(STDIN)) !== false) { [$a, $b] = json_decode($l); echo version_compare($a, $b), "\\n"; }'
KNOWN = [
    ("6.5.5", "6.5.5", 0),
    ("6.5", "6.5.0", -1),
    ("6.10", "6.9", 1),
    ("6.6-RC3", "6.6", -1),
    ("6.6-beta1", "6.6-RC1", -1),
    ("1.0.0a", "1.0.0", -1),
    ("1.0pl1", "1.0", 1),
    ("", "1", -1),
    ("trunk", "1.0", -1),
]


@pytest.mark.parametrize(("first", "second", "order"), KNOWN)
def test_known(first: str, second: str, order: int) -> None:
    assert compare(first, second) == order


@pytest.mark.slow
def test_as_php_says() -> None:
    choose = random.Random(20260203)
    texts = ["".join(choose.choice(PARTS) for _ in range(choose.randint(0, 8))) for _ in range(20_000)]
    pairs = list(zip(texts, reversed(texts), strict=True))
    pairs += [(text, text + choose.choice(PARTS)) for text in texts[:5_000]]
    pairs += [(first, second) for first, second, _ in KNOWN]
    asked = "\n".join(json.dumps(pair) for pair in pairs) + "\n"
    done = subprocess.run([PHP, "-r", PROGRAM], input=asked, capture_output=True, text=True, check=True)
    told = [int(line) for line in done.stdout.split()]
    assert len(told) == len(pairs)
    assert [pair for pair, order in zip(pairs, told, strict=True) if compare(*pair) != order] == []


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_texts(first: str, second: str) -> None:
    assert compare(first, second) in (-1, 0, 1)


VERSION = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,3}){0,3}(-(alpha|beta|RC)[0-9])?", fullmatch=True)


@settings(max_examples=150)
@given(VERSION, VERSION)
def test_versions_have_an_order(first: str, second: str) -> None:
    """PHP's own answers are no order for texts such as `x.`; for versions they are."""
    assert compare(first, first) == 0
    assert compare(first, second) == -compare(second, first)
