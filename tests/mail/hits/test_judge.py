"""Machine or person: each sign by itself, what people really do, and never by a picture that was fetched."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.mail.core.hits.agents import family, is_tool
from rempart.mail.core.hits.arrived import Kind
from rempart.mail.core.hits.judge import By, Judged, judge
from rempart.mail.core.hits.networks import is_within, neighbourhood, networks
from rempart.mail.core.hits.signs import SIGNS
from rempart.mail.core.hits.touch import VISIT_GAP_MS, Touch

SENT = 1_000_000
LINK = Touch(1, Kind.LINK, 0, "GET", SENT + 600_000, "home", "firefox/windows", False, False, False)


def after(*kinds: Kind, start: Touch = LINK) -> list[Touch]:
    return [start, *(replace(start, kind=kind, at_ms=start.at_ms + 500 * n) for n, kind in enumerate(kinds, 1))]


def of(touches: list[Touch], **around: object) -> Judged:
    return judge(touches, {1: SENT}, **around)[touches[0]]  # type: ignore[arg-type]


PERSON = after(Kind.PAGE, Kind.HERE)


@pytest.mark.parametrize(
    ("touches", "sign"),
    [
        ([*PERSON, replace(LINK, kind=Kind.DECOY)], "decoy"),
        ([replace(one, at_ms=one.at_ms - 700_000) for one in PERSON], "before_delivery"),
        ([replace(LINK, method="HEAD")], "head"),
        ([replace(one, is_tool=True) for one in PERSON], "tool"),
        ([replace(one, is_ahead=True) for one in after(Kind.PAGE)], "ahead"),
        ([replace(one, at_ms=SENT + 2_000) for one in after(Kind.PAGE)], "soon"),
        ([replace(LINK, link=n, at_ms=LINK.at_ms + n * 100) for n in range(4)], "burst"),
        ([replace(one, is_cloud=True) for one in after(Kind.PAGE)], "cloud"),
        ([LINK], "no_page"),
    ],
)
def test_machines(touches: list[Touch], sign: str) -> None:
    said = of(touches)
    assert said.by is By.MACHINE
    assert sign in said.reasons


@pytest.mark.parametrize(
    "touches",
    [
        PERSON,
        after(Kind.PAGE, Kind.HERE, Kind.LEARN, Kind.TEACH),
        after(Kind.PAGE),  # no script runs there
        after(Kind.PAGE, Kind.LEARN, Kind.TEACH),
        [replace(one, at_ms=SENT + 4_000 + n) for n, one in enumerate(PERSON)],  # quick, and a page came up and ran
        [replace(one, is_cloud=True) for one in PERSON],  # through a VPN
    ],
)
def test_people(touches: list[Touch]) -> None:
    assert of(touches).by is By.HUMAN


def test_a_picture_is_never_a_click() -> None:
    opened = replace(LINK, kind=Kind.OPEN)
    assert of([opened]) == Judged(By.UNVERIFIED)


def test_many_mails_from_one_network_are_a_scanner_unless_it_is_the_house() -> None:
    farm = [replace(LINK, message=n, network="farm", at_ms=SENT + 4_000) for n in range(1, 9)]
    pages = [replace(one, kind=Kind.PAGE, at_ms=one.at_ms + 100) for one in farm]
    delivered = dict.fromkeys(range(1, 9), SENT)
    said = judge(farm + pages, delivered)
    assert {one.by for one in said.values()} == {By.MACHINE}
    assert all("crowd" in one.reasons for one in said.values())
    later = [replace(one, at_ms=one.at_ms + 3_600_000) for one in farm + pages]
    assert {one.by for one in judge(later, delivered).values()} == {By.HUMAN}  # an office after lunch
    assert not any("crowd" in one.reasons for one in judge(later, delivered, own={"farm"}).values())


def test_a_scanner_before_does_not_take_the_person_after_it_away() -> None:
    scanner = replace(LINK, method="HEAD", network="filter", family="other/other", at_ms=SENT + 1_000)
    said = judge([scanner, *PERSON], {1: SENT})
    assert said[scanner].by is By.MACHINE
    assert said[LINK].by is By.HUMAN
    same = replace(LINK, at_ms=LINK.at_ms - VISIT_GAP_MS - 600_000, method="HEAD")
    assert judge([same, *PERSON], {1: SENT})[LINK].by is By.HUMAN


def test_another_browser_than_ever_is_a_reason_and_not_enough() -> None:
    said = of(PERSON, known={1: frozenset({"safari/ios"})})
    assert "other_browser" in said.reasons
    assert said.by is By.HUMAN


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Touch, st.integers(1, 3), st.sampled_from(list(Kind)), st.integers(0, 3), st.sampled_from(["GET", "HEAD", ""]),
            st.integers(0, 10**7), st.sampled_from(["a", "b"]), st.sampled_from(["x", "y"]), st.booleans(), st.booleans(),
            st.booleans(),
        ),
        max_size=12,
    ),
    st.randoms(),
)  # fmt: skip
def test_every_hit_is_judged_and_the_order_of_arrival_does_not_matter(touches: list[Touch], shuffled: object) -> None:
    said = judge(touches, {1: SENT})
    assert set(said) == set(touches)
    assert judge(list(reversed(touches)), {1: SENT}) == said
    assert {name for one in said.values() for name in one.reasons} <= {sign.id for sign in SIGNS}
    assert all((one.by is By.UNVERIFIED) == (touch.kind is Kind.OPEN) for touch, one in said.items())


def test_browsers_and_networks() -> None:
    chrome = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36"
    assert (family(chrome), is_tool(chrome)) == ("chrome/windows", False)
    assert family(chrome + " Edg/141") == "edge/windows"
    assert [is_tool(one) for one in ("", "curl/8", "python-requests/2", "HeadlessChrome/1", "Googlebot/2.1")] == [
        True
    ] * 5
    assert neighbourhood("192.0.2.77") == neighbourhood("::ffff:192.0.2.1") == "192.0.2.0/24"
    assert neighbourhood("not one") == ""
    assert is_within("40.107.3.4", ("40.107.0.0/16",))
    assert not is_within("x", ("40.107.0.0/16",))
    for wrong in ("0.0.0.0/0", "::/0", "hello"):
        with pytest.raises(ValueError, match=wrong):
            networks([wrong])
