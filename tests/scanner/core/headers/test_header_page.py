"""The scanner of untrusted pages: what it reads, and that no page can stall it."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.scanner.core.headers.page import MAX_TAGS, Script, read_page

PIECES = [
    "<",
    ">",
    "</script>",
    "<script ",
    "src=",
    "'",
    '"',
    "//a.b",
    "<!--",
    "-->",
    "<meta ",
    "content=",
    "=",
    "/",
    " ",
    "\x00",
    "é",
]
STALLS = [
    "<a " + "b=" * 9,
    "<script",
    "<!--",
    "</",
    "<a b='",
    '<a b="',
    "<a" + " " * 99,
    "<template>",
    "<script>",
    "&#",
    "<" + "/" * 99,
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join))
@settings(max_examples=200)
def test_never_raises_and_always_says_the_same(body):
    first = read_page(body)
    read_page.cache_clear()
    assert read_page(body) == first


@pytest.mark.parametrize("piece", STALLS)
def test_a_page_built_to_stall_is_read_in_time(piece):
    body = piece * (1_000_000 // len(piece))
    before = time.process_time()
    read_page(body)
    assert time.process_time() - before < 5  # a square law would take hours


def test_tags_are_capped():
    assert read_page("<script src=a></script>" * (MAX_TAGS + 10)).script_tags == MAX_TAGS


@pytest.mark.parametrize(
    ("base", "src", "resolved"),
    [
        ("https://cdn.other/x/y", "a.js", "https://cdn.other/x/a.js"),
        ("https://cdn.other", "a.js", "https://cdn.other/a.js"),
        ("https://cdn.other/x/", "/a.js", "https://cdn.other/a.js"),
        ("//cdn.other/", "a.js", "//cdn.other/a.js"),
        ("/x/", "a.js", "a.js"),
        ("https://cdn.other/", "https://b.other/a.js", "https://b.other/a.js"),
        ("", "\\\\cdn.other\\a.js", "//cdn.other/a.js"),
        ("", "ht\ntps://cdn.other/a.js", "https://cdn.other/a.js"),
    ],
)
def test_a_base_tag_moves_scripts(base, src, resolved):
    assert read_page(f'<base href="{base}"><script src="{src}"></script>').scripts == (Script(resolved, False),)
