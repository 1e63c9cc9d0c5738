"""The filter parser: the standard's own examples, every tree comes back, bombs are refused quickly."""

import contextlib
import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.lifecycle.core.scim_filter import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_TERMS,
    OPERATORS,
    BadFilter,
    Both,
    Compare,
    Either,
    Filter,
    Not,
    Present,
    Within,
    parse,
)

EXAMPLES = [  # RFC 7644, figure 2
    'userName eq "bjensen"',
    'name.familyName co "O\'Malley"',
    'userName sw "J"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"',
    "title pr",
    'meta.lastModified gt "2011-05-13T04:42:34Z"',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")',
    'userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
]


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_standards_examples(text: str) -> None:
    """All of figure 2."""
    parse(text)


def test_and_binds_more_than_or() -> None:
    """RFC 7644: not, then and, then or."""
    tree = parse("a pr or b pr and c pr")
    assert tree == Either((Present("a"), Both((Present("b"), Present("c")))))


def test_operators_and_attributes_ignore_case() -> None:
    """`EQ` is `eq`, and `Not` is `not`."""
    assert parse('userNAME EQ "x"') == Compare("username", "eq", "x")
    assert parse("Not (a PR)") == Not(Present("a"))


@pytest.mark.parametrize(
    "text",
    ["", "a", "a eq", "a eq b", "a xx 1", '(a eq "1"', 'a eq "1")', 'a[b eq "1"', 'a eq "1" and', "not a pr", 'a eq "',
     'a eq "\x00"', "a eq 01", "a eq --1", "((((", "]", '"x" eq 1', "a..b pr", "a.b.c pr", "a eq 'x'", "or or or"],
)  # fmt: skip
def test_what_is_no_filter(text: str) -> None:
    """Refused with a sentence."""
    with pytest.raises(BadFilter):
        parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * (MAX_DEPTH + 2) + "a pr" + ")" * (MAX_DEPTH + 2),
        "not (" * (MAX_DEPTH + 2) + "a pr" + ")" * (MAX_DEPTH + 2),
        " or ".join(["a pr"] * (MAX_TERMS + 1)),
        "a eq " + '"' + "x" * MAX_CHARACTERS + '"',
        "[" * MAX_CHARACTERS,
        '"' * MAX_CHARACTERS,
        "urn:" * (MAX_CHARACTERS // 4),
        "a eq 1e999999999",
    ],
)
def test_bombs(text: str) -> None:
    """Depth, number of terms and length are limited, and the refusal costs nothing."""
    started = time.process_time()
    with contextlib.suppress(BadFilter):
        parse(text)
    assert time.process_time() - started < 2  # a square law would take minutes


PATHS = st.sampled_from(["username", "emails.value", "active", "name.familyname", "meta.created"])
VALUES = st.one_of(st.text(max_size=20), st.integers(-(10**6), 10**6), st.booleans(), st.none())
LEAVES: st.SearchStrategy[Filter] = st.one_of(
    st.builds(Present, PATHS), st.builds(Compare, PATHS, st.sampled_from(OPERATORS), VALUES)
)


def _deeper(inner: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    pairs = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(Not, inner), st.builds(Both, pairs), st.builds(Either, pairs))


TREES = st.recursive(LEAVES, _deeper, max_leaves=8)


def _text(tree: Filter) -> str:
    match tree:
        case Present(path):
            return f"{path} pr"
        case Compare(path, operator, value):
            return f"{path} {operator} {json.dumps(value)}"
        case Not(term):
            return f"not ({_text(term)})"
        case Within(path, term):
            return f"{path}[{_text(term)}]"
        case Both(terms):
            return " and ".join(f"({_text(term)})" for term in terms)
        case Either(terms):
            return " or ".join(f"({_text(term)})" for term in terms)


@settings(max_examples=150)
@given(TREES)
def test_every_tree_comes_back(tree: Filter) -> None:
    """What is written is read as it was meant."""
    assert parse(_text(tree)) == tree


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No other way out, whatever stands there."""
    with contextlib.suppress(BadFilter):
        parse(text)
