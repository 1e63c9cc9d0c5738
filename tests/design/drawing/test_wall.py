"""The wall: every stone once, links right, well-formed whatever the titles say, marks only where they belong."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.design.drawing.shapes import Heights, Look, StoneShape, WallPicture, Words
from rempart.design.drawing.standalone import wall_file
from rempart.design.drawing.wall import wall_svg
from rempart.terms.level import Dimension

NAMES = ("One", "Two", "Three", "Four", "Five")
WORDS = Words(
    "Wall", "site", "Watch", "people", "Proven", "Claimed", "Needed", "{met} of {all}", "Advice,", "Below:", "LAB"
)
LOOKS = [look for look in Look if look is not Look.ADVICE]

text = st.text(max_size=40)
stones = st.builds(
    StoneShape,
    id=text,
    title=text,
    dimension=st.sampled_from(Dimension),
    level=st.integers(1, 5),
    mandatory=st.booleans(),
    state=st.just("met"),
    look=st.sampled_from(LOOKS),
    href=text,
    word=text,
)
heights = st.builds(
    Heights,
    st.integers(0, 5),
    st.integers(0, 5),
    st.none() | st.integers(1, 5),
    st.tuples(text, text, text, text, text),
)
pictures = st.builds(
    WallPicture, st.lists(stones, max_size=60).map(tuple), heights, heights, st.just(WORDS), st.booleans()
)


def picture(wall: int = 2, claimed: int = 3, needed: int | None = 4, *, lab: bool = False) -> WallPicture:
    """Ten stones at each level of the wall, none in the watch, two of advice."""
    laid = [
        StoneShape(
            f"s{level}_{n}", f"Stone {level} {n}", Dimension.WALL, level, True, "met", Look.MET_AHEAD, f"/s/{level}/{n}"
        )
        for level in range(1, 6)
        for n in range(10)
    ]
    slabs = [StoneShape(f"a{n}", "Advice", Dimension.WALL, 1, False, "met", Look.NOT_MET, "/a") for n in range(2)]
    return WallPicture((*laid, *slabs), Heights(wall, claimed, needed, NAMES), Heights(0, 0, None, NAMES), WORDS, lab)


@settings(max_examples=60, deadline=None)
@given(pictures, st.booleans())
def test_well_formed_and_every_stone_once(drawn: WallPicture, narrow: bool) -> None:
    root = ElementTree.fromstring(wall_svg(drawn, narrow=narrow))
    links = [node for node in root.iter() if node.tag == "a"]
    assert len(links) == len(drawn.stones)
    assert all(link.get("tabindex") == "-1" for link in links)
    assert not [node for node in root.iter() if node.tag in {"script", "style"} or node.get("style")]


@pytest.mark.parametrize("narrow", [False, True])
def test_links_lead_to_their_stones(narrow: bool) -> None:
    root = ElementTree.fromstring(wall_svg(picture(), narrow=narrow))
    said = {node.get("href"): node.findtext("title") for node in root.iter() if node.tag == "a"}
    assert said["/s/3/4"] == "Stone 3 4"
    assert len(said) == 51  # the two of advice share an address


def test_hostile_title_stays_text() -> None:
    bad = StoneShape("x", '"><script>alert(1)</script>\x00', Dimension.WALL, 1, True, "met", Look.MET, 'javascript:"')
    drawn = wall_svg(WallPicture((bad,), Heights(0, 0, None, NAMES), Heights(0, 0, None, NAMES), WORDS))
    assert "<script>" not in drawn
    assert "\x00" not in drawn
    ElementTree.fromstring(drawn)


@pytest.mark.parametrize("proven", range(6))
def test_mortar_reaches_the_proven_height(proven: int) -> None:
    drawn = wall_svg(picture(proven, proven))
    assert drawn.count('class="mortar"') == proven
    assert drawn.count('class="hi"') == 10 * proven  # only bound stones have a lit edge


def test_marks() -> None:
    drawn = wall_svg(picture(2, 3, 4))
    assert drawn.count('class="proven"') == 2  # wall and watch, also on the ground
    assert drawn.count('class="claimed"') == 1
    assert drawn.count('class="flag"') == 1
    assert 'class="claimed"' not in wall_svg(picture(2, 2))
    assert 'class="flag"' not in wall_svg(picture(2, 3, None))


def test_laboratory_run_is_stamped_and_claims_nothing() -> None:
    drawn = wall_svg(picture(lab=True))
    assert "LAB" in drawn
    assert 'class="flag"' not in drawn
    assert 'class="claimed"' not in drawn


def test_same_input_same_bytes() -> None:
    assert wall_svg(picture()) == wall_svg(picture())


def test_stones_stay_inside_their_course_and_apart() -> None:
    boxes = []
    for found in re.finditer(
        r'class="hit" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"', wall_svg(picture())
    ):
        x, y, width, height = map(float, found.groups())
        assert x >= 0
        assert x + width <= 840
        assert width > 8
        boxes.append((x, y, x + width, y + height))
    for i, one in enumerate(boxes):
        for two in boxes[i + 1 :]:
            apart = one[2] <= two[0] + 0.2 or two[2] <= one[0] + 0.2 or one[3] <= two[1] + 0.2 or two[3] <= one[1] + 0.2
            assert apart, (one, two)


def test_file_of_its_own_needs_no_style_sheet() -> None:
    drawn = wall_file(picture(), "Wall 2 <&>")
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label") == "Wall 2 <&>"
    assert "var(" not in drawn
    assert drawn != wall_file(picture(), "Wall 2 <&>", dark=True)
