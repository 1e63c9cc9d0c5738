"""The grammar of a case: what is read, what is refused and in which line, and nothing else whatever is sent in."""

import contextlib
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rempart.people.cases
from rempart.people.core.case import Aspect, Kind, Side
from rempart.people.core.case_text import CIRCLES, MAX_ITEMS, SECTIONS, read
from rempart.people.core.page_text import MAX_BYTES, BadText

FOLDER = Path(rempart.people.cases.__file__).parent
HEAD = """+++
title = "A key left in the door"
summary = "You see how it came to that."
order = 1
kind = "documented"
dimension = "suppliers"
rows = ["CASE-1"]
threats = ["T18"]
controls = ["supplier_baseline"]
lessons = ["suppliers"]
drills = ["table_top"]
[[sources]]
id = "src"
title = "A report"
publisher = "An office"
date = "2025-04"
address = "https://office.example/report"
read = "2026-11-22"
+++
"""
BODY = """# What happened
- 2025-04-02 08:15 UTC | A door
  stands open. [src]
- not disclosed | Who came. [src]
# How it was done
A key was left [src].
# Impact
## The organisation
It waits.
## Customers and partners
They wait.
## Everybody else
They read of it.
# Root causes
## A key
It hung there.
# Defences
- (supplier_baseline, process) Ask for the key.
# Often told otherwise
- A window was broken. -> None was. [src]
# For you
- Look at the door.
# Talk about it
- Who has a key?
"""


def made(body: str = BODY, head: str = HEAD) -> bytes:
    return (head + body).encode()


def test_what_is_read() -> None:
    case = read("key", "en", made())
    assert (case.kind, case.side, case.order) == (Kind.DOCUMENTED, Side.SUPPLIERS, 1)
    assert [(one.when, one.text) for one in case.events] == [
        ("2025-04-02 08:15 UTC", "A door stands open. [src]"), ("not disclosed", "Who came. [src]"),
    ]  # fmt: skip
    assert [one.is_dated for one in case.events] == [True, False]
    assert [one.title for one in case.circles] == list(CIRCLES)
    assert (case.defences[0].control, case.defences[0].aspect) == ("supplier_baseline", Aspect.PROCESS)
    assert (case.told[0].said, case.told[0].truth) == ("A window was broken.", "None was. [src]")
    assert (case.for_you, case.talk) == (("Look at the door.",), ("Who has a key?",))


REFUSED = [
    (BODY.replace("# Impact", "# Effect"), HEAD, "in this order"),
    (BODY.replace("## Everybody else", "## The world"), HEAD, "three circles"),
    (BODY.replace(" | ", " : "), HEAD, "an event reads"),
    (BODY.replace("2025-04-02 08:15 UTC | A", " | A"), HEAD, "an event reads"),
    (BODY.replace(", process)", ")"), HEAD, "a defence reads"),
    (BODY.replace("process)", "luck)"), HEAD, "a defence reads"),
    (BODY.replace(" -> ", " - "), HEAD, "What is often said"),
    (BODY.replace("- Who has a key?\n", ""), HEAD, "1 to 40 items"),
    (BODY.replace("## A key\nIt hung there.\n", ""), HEAD, "headings"),
    (BODY.replace("It hung there.\n", ""), HEAD, "has no text"),
    (BODY.replace("A key was left [src].\n", ""), HEAD, "has no text"),
    (BODY.replace("It waits.", "It <script>waits</script>."), HEAD, "no HTML"),
    (BODY.replace("Look at", "Look <img src=x> at"), HEAD, "no HTML"),
    (BODY.replace("  stands open.", "  <b>stands</b> open."), HEAD, "no HTML"),
    (BODY.replace("- Look at the door.", "Look at the door."), HEAD, "a list item begins"),
    (BODY.replace("- Who has a key?\n", "- Who has a key?\n" * (MAX_ITEMS + 1)), HEAD, "1 to 40 items"),
    (BODY, HEAD.replace('"documented"', '"certain"'), "kind in the head is one of"),
    (BODY, HEAD.replace('"suppliers"\nrows', '"sky"\nrows'), "dimension in the head is one of"),
    (BODY, HEAD.replace('title = "A key left in the door"\n', ""), "the head needs title"),
    (BODY, HEAD.replace("order = 1", 'order = "1"'), "the head needs order"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "head", "why"), REFUSED)
def test_what_is_refused(body: str, head: str, why: str) -> None:
    with pytest.raises(BadText, match=re.escape(why)):
        read("key", "en", made(body, head))


def test_a_file_has_a_size() -> None:
    with pytest.raises(BadText, match="limit"):
        read("key", "en", made(BODY + "- More?\n" * MAX_BYTES))


PIECES = [
    *(f"# {name}\n" for name in SECTIONS), *(f"## {name}\n" for name in CIRCLES), "## x\n", "- 2025 | y. [src]\n", "- a -> b\n",
    "- (c, process) d\n", "- (c, luck) d\n", "- e\n", "  below\n", "text [src]\n", "<b>\n", "\n", "+++\n", "| -> (,\n", "\u202e\x00\t",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.integers(0, 30))
def test_whatever_comes_is_read_or_refused(pieces: list[str], at: int) -> None:
    lines = BODY.splitlines(keepends=True)
    for body in ("".join(pieces), "".join([*lines[:at], *pieces, *lines[at:]])):
        try:
            case = read("key", "en", made(body))
        except BadText:
            continue
        assert len(case.events) <= MAX_ITEMS
        assert "<b>" not in repr(case)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 4_000))
def test_bytes_of_anybody_are_read_or_refused(given_: bytes, at: int) -> None:
    whole = (FOLDER / "almaviva.en.md").read_bytes()
    with contextlib.suppress(BadText):
        read("almaviva", "en", whole[:at] + given_ + whole[at:])
