"""Days and latencies drawn: well-formed, honest about what was not measured."""

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from rempart.design.drawing.time import DayBar, Latency, day_bars, latency_chart

POINT = st.none() | st.tuples(st.floats(0, 1), st.integers(0, 60_000), st.integers(0, 60_000))


def test_a_day_that_was_not_measured_is_dotted_and_never_red() -> None:
    drawn = day_bars([DayBar(0.0), DayBar(None), DayBar(0.04), DayBar(1.0)])
    ElementTree.fromstring(drawn)
    assert (drawn.count("o-dot"), drawn.count("c-bad")) == (1, 2)
    assert 'aria-hidden="true"' in drawn


@given(st.lists(POINT, max_size=40), st.sampled_from(["", '<b>&"', "\0", "é 中"]))
def test_any_latencies_are_drawn_within_the_picture(points: list[tuple[float, int, int] | None], name: str) -> None:
    ordered = [None if one is None else (one[0], *sorted(one[1:])) for one in points]
    drawn = latency_chart(Latency(ordered, [(0.0, name), (1.0, "today")], name))  # type: ignore[arg-type]
    root = ElementTree.fromstring(drawn)
    for line in root.iter("polyline"):
        for spot in line.attrib["points"].split():
            assert -1 <= float(spot.split(",")[1]) <= 151


def test_a_gap_breaks_the_lines() -> None:
    points = [(0.0, 10, 20), (0.1, 11, 22), None, (0.5, 9, 30), (0.6, 9, 30)]
    assert latency_chart(Latency(points, [], "x")).count("<polyline") == 4
