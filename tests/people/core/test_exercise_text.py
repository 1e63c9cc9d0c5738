"""The grammar of played drills: what is refused says where, and nothing that is given breaks the reader."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.people.core.exercise_faults import faults, unlike
from rempart.people.core.exercise_library import exercises
from rempart.people.core.exercise_text import read
from rempart.people.core.page_faults import Known
from rempart.people.core.page_text import BadText

WHOLE = """+++
title = "A drill"
summary = "For tests."
order = 9
minutes = 30
fewest = 2
most = 5
threats = ["T14"]
controls = ["a_control"]
lessons = ["a_lesson"]
+++
# Purpose
To try it.

# Before
- One.
- Two.
- Three.

# Limits
- None.
- Of.
- It.

# Roles
## lead | Lead
Leads.

## other | Other
Does not.

# Course
- 0 | It begins.
  For the lead.
- 5 | It goes on.
- 10 | And on.
- 20 | It ends.

# Marks
- (a) Seen.
- (b) Seen, too.
- (c) Seen
  as well.
- (d) Seen last.

# Afterwards
- Why?
- How?
- When?
"""
KNOWN = Known(frozenset({"a_control"}), frozenset({"T14"}), frozenset({"a_lesson"}))


def test_a_whole_one_is_read_and_has_no_fault() -> None:
    found = read("a", "en", WHOLE.encode())
    assert faults(found, KNOWN) == []
    assert [role.id for role in found.roles] == ["lead", "other"]
    assert found.course[0].beside == "For the lead."
    assert found.marks[2].text == "Seen as well."
    assert [turn.minute for turn in found.due(5)] == [0, 5]
    assert (found.next(5), found.next(20)) == (found.course[2], None)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("# Limits", "# Boundaries", "in this order"),
        ("## lead | Lead", "## Lead", "a role reads"),
        ("## other | Other", "## lead | Other", "role lead stands twice"),
        ("- 5 | It goes on.", "- five | It goes on.", "a turn reads"),
        ("- 5 | It goes on.", "- 9999 | It goes on.", "a turn reads"),
        ("- (b) Seen, too.", "- (a) Seen, too.", "mark a stands twice"),
        ("- (b) Seen, too.", "- Seen, too.", "a mark reads"),
        ("fewest = 2", "fewest = 0", "fewest"),
        ("Leads.", "<script>x</script>", "no HTML"),
    ],
)
def test_what_cannot_be_read_says_why(old: str, new: str, why: str) -> None:
    with pytest.raises(BadText, match=why):
        read("a", "en", WHOLE.replace(old, new).encode())


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("- 0 | It begins.", "- 1 | It begins.", "begins at minute 0"),
        ("- 10 | And on.", "- 3 | And on.", "goes on in its order"),
        ("- 20 | It ends.", "- 31 | It ends.", "the drill has 30"),
        ("- (d) Seen last.\n", "", "3 marks"),
        ('"a_control"', '"no_control"', "there is no control no_control"),
        ("most = 5", "most = 1", "the fewer first"),
        ("To try it.", "To try it. [nowhere]", "marks without a source"),
        ("minutes = 30", "minutes = 300", "a room bears"),
    ],
)
def test_a_bad_one_is_told_what_is_wrong(old: str, new: str, why: str) -> None:
    assert why in " / ".join(faults(read("a", "en", WHOLE.replace(old, new).encode()), KNOWN))


def test_languages_that_differ_are_found() -> None:
    english, other = read("a", "en", WHOLE.encode()), read("a", "fr", WHOLE.replace("- 5 |", "- 6 |").encode())
    assert unlike({"en": english, "fr": other, "zh": english}) == ["fr: it is put together otherwise than the English"]
    assert "zh is missing" in unlike({"en": english, "fr": english})


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400), st.integers(0, len(WHOLE)))
def test_nothing_breaks_the_reader(noise: bytes, place: int) -> None:
    raw = WHOLE.encode()
    for data in (noise, raw[:place] + noise + raw[place:], raw[:place]):
        with suppress(BadText):
            faults(read("a", "en", data), KNOWN)


def test_all_kinds_that_are_asked_for_are_there() -> None:
    """AWR-05, AWR-17, AWR-18 and the scenarios of the plan."""
    asked = {"table_top", "phone", "sms", "usb", "shared_drive", "cloud_folder", "payment_voice", "red_blue"}
    assert set(exercises()) == asked
