"""The grammar of a lesson: what is read, what is refused with its line, and that no bytes at all break the reader."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.people.core.lesson import Weight
from rempart.people.core.lesson_text import read
from rempart.people.core.page_text import MAX_BYTES, BadText

HEAD = """+++
title = "A parcel that nobody ordered"
summary = "You can tell a notice from a trap."
order = 1
minutes = 20
begins = "monday"
situation = "scenario"
rows = ["AWR-01"]
[[sources]]
id = "who"
title = "A report"
publisher = "An office"
date = "2025-04"
from_memory = true
+++
"""
BODY = """# Story

## monday
A mail is there. [who]

> Your parcel waits.

### What now?
- [poor] Open it. -> evening
  It opens.

  Nothing seems to happen.
- [good] Ask. -> evening
  They answer.

## evening
You go home.

# Tomorrow
- Save one number.
- Ask one colleague.

# Questions

## which
Which is it?
- [ ] This one.
  No: the sender.
- [x] That one.
  Yes.
"""


def lesson(head: str = HEAD, body: str = BODY) -> bytes:
    return (head + body).encode()


def test_everything_that_stands_there_is_read() -> None:
    made = read("parcel", "en", lesson())
    assert (made.title, made.order, made.begins, made.sources[0].is_from_memory) == (
        "A parcel that nobody ordered", 1, "monday", True,
    )  # fmt: skip
    first, second = made.scenes["monday"].choices
    assert (first.weight, first.text, first.goal) == (Weight.POOR, "Open it.", "evening")
    assert first.consequence == "It opens.\n\nNothing seems to happen."
    assert second.weight == Weight.GOOD
    assert made.scenes["monday"].text == "A mail is there. [who]\n\n> Your parcel waits."
    assert made.scenes["evening"].choices == ()
    assert made.tomorrow == ("Save one number.", "Ask one colleague.")
    assert [one.is_right for one in made.questions[0].answers] == [False, True]


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ("[poor] Open it. -> evening", "Open it.", "a choice reads"),
        ("  It opens.\n\n  Nothing seems to happen.\n", "", "needs its consequence"),
        ("# Tomorrow", "# Later", "in this order"),
        ("## evening", "## monday", "scene monday stands twice"),
        ("## evening", "## The evening", "no id"),
        ("- [x] That one.", "- [ ] That one.", "exactly one is right"),
        ("You go home.", "You <b>go</b> home.", "no HTML"),
        ("You go home.", "You\tgo home.", "tabs"),
        ("# Story", "A word.\n# Story", "after the head come"),
        ("- Save one number.", "Save one number.\nnow", "begins with"),
        (
            "### What now?",
            "### What now?\n- [good] One. -> evening\n  So.\n### And then?",
            "one scene has one decision",
        ),
    ],
)
def test_what_is_not_so_is_said(was: str, now: str, why: str) -> None:
    assert was in BODY
    with pytest.raises(BadText, match=why):
        read("parcel", "en", lesson(body=BODY.replace(was, now, 1)))


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        ('title = "A parcel that nobody ordered"\n', "", "needs title"),
        ("order = 1", "order = true", "needs order"),
        ('rows = ["AWR-01"]', "rows = [1]", "a list of texts"),
        ("[[sources]]", "[sources]", "tables"),
        ("order = 1", "order = ", "no TOML"),
    ],
)
def test_a_bad_head_is_said(was: str, now: str, why: str) -> None:
    with pytest.raises(BadText, match=why):
        read("parcel", "en", lesson(head=HEAD.replace(was, now, 1)))


def test_too_much_is_refused_before_it_is_read() -> None:
    with pytest.raises(BadText, match="are the limit"):
        read("parcel", "en", lesson() + b"a" * MAX_BYTES)
    with pytest.raises(BadText, match="UTF-8"):
        read("parcel", "en", b"\xff" + lesson())
    many = "".join(f"## s{number}\nText.\n" for number in range(60))
    with pytest.raises(BadText, match="at most 40 scenes"):
        read("parcel", "en", lesson(body=BODY.replace("## evening\n", f"{many}## evening\n")))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from([*HEAD.splitlines(), *BODY.splitlines(), "[" * 60, "+++", "- ", "### "]), max_size=60),
    st.binary(max_size=20),
)
def test_whatever_comes_is_read_or_refused(lines: list[str], more: bytes) -> None:
    for data in ("\n".join(lines).encode() + more, HEAD.encode() + "\n".join(lines).encode()):
        with contextlib.suppress(BadText):
            read("any", "en", data)
