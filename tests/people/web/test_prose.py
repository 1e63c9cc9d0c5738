"""The text of a lesson on a page: paragraphs, quotes and marks, and nothing that anybody could smuggle in."""

import re

from hypothesis import given
from hypothesis import strategies as st

from rempart.people.core.lesson import Source
from rempart.people.web.prose import cited, html, inline, numbers_of

SOURCES = (Source("one", "A", "B", "2025"), Source("two", "C", "D", "2024"))
NUMBERS = numbers_of(SOURCES)


def test_blocks_quotes_and_marks() -> None:
    made = html("It stood there. [two]\nStill the same block.\n\n> From: Ann <ann@firm.example>\n> Hello", NUMBERS)
    assert made == (
        '<p>It stood there.<sup><a href="#source-2">2</a></sup> Still the same block.</p>'
        '<blockquote class="mailbox"><p>From: Ann &lt;ann@firm.example&gt;<br>Hello</p></blockquote>'
    )
    assert html("- one\n- two", {}) == "<ul><li>one</li><li>two</li></ul>"
    assert inline("A mark that nobody knows. [three]", NUMBERS) == "A mark that nobody knows."
    two = '<sup><a href="#source-1">1</a>, <a href="#source-2">2</a></sup>'
    assert inline("Both say so. [one] [three] [two]", NUMBERS) == f"Both say so.{two}"  # never a 12
    assert cited(["x [two]"], SOURCES) == [(2, SOURCES[1])]


@given(st.text(alphabet=st.sampled_from("ab<>&\"'[]/ \n->one twoscript="), max_size=80))
def test_no_markup_comes_through(text: str) -> None:
    left = re.sub(
        r"</?(?:p|ul|li|sup|br)>|<blockquote class=\"mailbox\">|</blockquote>|<a href=\"#source-\d\">|</a>",
        "",
        html(text, NUMBERS),
    )
    assert "<" not in left
    assert ">" not in left
