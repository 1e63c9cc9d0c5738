"""Badge, small wall and bars: well-formed, grey when they must be, nothing outside its frame."""

from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.design.drawing.badge import Badge, badge_svg
from rempart.design.drawing.bars import Histogram, Stretch, histogram, range_bar, sites_by_level, strength_bar, strip
from rempart.design.drawing.mini import mini_svg
from rempart.design.drawing.palette import colour, drawing_styles
from rempart.design.drawing.shapes import Look
from rempart.design.drawing.sprite import big, sprite

money = st.integers(0, 10**12)


def test_badge_is_grey_exactly_while_it_cannot_be_confirmed() -> None:
    good = badge_svg(Badge("Wall 2 proven", "21 Nov 2026", "Wall 2 proven, 21 Nov 2026", True))
    grey = badge_svg(Badge("Wall 2 proven", "21 Nov 2026", "Wall 2 proven, not confirmed now", False))
    assert colour("stone-2") in good
    assert colour("stone-2") not in grey
    assert "dasharray" in grey
    assert "dasharray" not in good


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30), st.booleans())
def test_badge_is_well_formed(text: str, date: str, confirmed: bool) -> None:
    root = ElementTree.fromstring(badge_svg(Badge(text, date, f"{text} {date}", confirmed)))
    assert root.get("role") == "img"


@settings(max_examples=50, deadline=None)
@given(money, money, money)
def test_range_stays_on_its_scale(low: int, middle: int, high: int) -> None:
    low, middle, high = sorted((low, middle, high))
    root = ElementTree.fromstring(range_bar(low, middle, high, high))
    for bar in root.iter("rect"):
        assert 0 <= float(bar.get("x", "")) <= 240
        assert float(bar.get("x", "")) + float(bar.get("width", "")) <= 241.1


def test_strength_never_leaves_its_bar() -> None:
    assert 'width="120"' in strength_bar(3.0)
    assert 'width="1"' in strength_bar(0.0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 10_000), max_size=30), st.floats(-1e6, 0), st.floats(0, 1e6), st.text(max_size=30))
def test_histogram_is_well_formed(counts: list[int], low: float, high: float, name: str) -> None:
    ElementTree.fromstring(histogram(Histogram(tuple(counts), low, high, ((0.0, "0"),), name)))


def test_distribution_counts_sites() -> None:
    root = ElementTree.fromstring(sites_by_level([4, 10, 7, 3, 0, 0], [7, 12, 5, 0, 0, 0], "Sites"))
    assert [node.text for node in root.iter("text") if node.get("class") == "strong"][:4] == ["4", "7", "10", "12"]


def test_small_wall_fills_what_is_proven() -> None:
    drawn = mini_svg((3, 4), (1, None))
    assert drawn.count('class="m"') == 4
    assert drawn.count('class="fl"') == 1
    assert mini_svg((3, 4), (1, None), is_grey=True).count('class="m"') == 0


def test_every_look_has_a_symbol_and_a_big_stone() -> None:
    symbols = {node.get("id") for node in ElementTree.fromstring(sprite()).iter("symbol")}
    assert symbols == {f"st-{look}" for look in Look}
    for look in Look:
        ElementTree.fromstring(big(look, "seed"))


def test_strip_draws_each_stretch() -> None:
    drawn = strip([Stretch(0, 0.5, Look.UNKNOWN), Stretch(0.5, 1, Look.NOT_MET)], [(0, "Jan")])
    assert "o-dot" in drawn
    assert "f-crack" in drawn


def test_styles_of_drawings_name_no_variable() -> None:
    assert "var(" not in drawing_styles()
    assert colour("stone-1") in drawing_styles()
    assert colour("stone-1", dark=True) in drawing_styles(dark=True)
