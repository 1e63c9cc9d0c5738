"""What is worse after an update, what is only noise, and what a return would lose."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.updates.core.crawl import Page, inside, new_lines, option_changes, seen, serious, worse
from rempart.updates.core.losses import Rows, cells, is_setting, kind_of, losses
from rempart.updates.core.picture import TILE, compared, moving, tiles


def test_pages_that_are_worse() -> None:
    good = seen("/", 200, "<title>T</title>" + "word " * 50, 100)
    fatal = seen("/", 200, "<b>Fatal error</b>: Uncaught Error", 100)
    assert [one.code for one in worse([good], [fatal])] == ["fatal"]
    assert [one.code for one in worse([good], [seen("/", 404, "gone", 100)])] == ["status"]
    assert [one.code for one in worse([good], [seen("/", 200, "", 100)])] == ["empty"]
    assert [one.code for one in worse([good], [])] == ["gone"]
    assert [one.code for one in worse([good], [Page("/", 200, "", "T", 50, 9_000)])] == ["slow"]
    assert worse([fatal], [fatal]) == []  # broken before already
    assert worse([good], [good]) == []


def test_links_stay_on_the_site_and_change_nothing() -> None:
    links = [
        "/a", "b?x=1", "https://shop.example/c#d", "https://other.example/", "/wp-login.php?action=logout", "/x.pdf",
        "javascript:alert(1)", "/?add-to-cart=7", "//evil.example/", "/wp-admin/", "http://[bad", "/a",
    ]  # fmt: skip
    assert inside("https://shop.example/", "https://shop.example/z/", links) == ["/a", "/z/b?x=1", "/c"]
    assert inside("https://shop.example/blog/", "https://shop.example/blog/", ["/", "/blog/x", "/blogger"]) == [
        "/blog/x"
    ]


def test_the_log_tells_what_is_new() -> None:
    before = "[01-Nov-2026 10:00:00 UTC] PHP Warning:  Undefined variable $a in /x/y.php on line 3\n"
    again = "[02-Nov-2026 11:00:00 UTC] PHP Warning:  Undefined variable $a in /x/y.php on line 4\n"
    fatal = "[02-Nov-2026 11:00:01 UTC] PHP Fatal error:  Uncaught Error: Call to undefined function b() in /x.php:3\n"
    assert new_lines(before, before + again) == []
    new = new_lines(before, before + again + fatal + fatal)
    assert len(new) == 1
    assert serious(new) == new


def test_options_that_move_by_themselves_are_no_change() -> None:
    was = {"cron": "1", "_transient_x": "1", "blogname": "a", "gone": "1"}
    now = {"cron": "2", "_transient_x": "2", "blogname": "b", "came": "1"}
    assert option_changes(was, now) == [("blogname", "changed"), ("came", "added"), ("gone", "removed")]


def test_a_clock_on_the_page_is_masked_and_a_shift_is_not() -> None:
    still = tiles(10, 10, [5 if place == 44 else 0 for place in range(100)])
    clock = tiles(10, 10, [200 if place in (44, 45) else 0 for place in range(100)])
    shift = tiles(10, 12, [TILE * TILE] * 120)
    assert compared(still, clock).share == 0
    assert len(moving(still)) == 9
    assert compared(still, shift).is_changed
    assert not compared(tiles(10, 10, [1] * 100), shift).can_be_told


def test_rows_that_came_since_by_their_numbers() -> None:
    then = {"wp_users": Rows({"1": b"a"}, {}, 1), "wp_posts": Rows({"1": b"x"}, {"1": "post"}, 1)}
    now = {
        "wp_users": Rows({"1": b"b", "2": b"c"}, {}, 2),
        "wp_posts": Rows({"1": b"x", "9": b"y", "10": b"z"}, {"9": "shop_order", "10": "post"}, 3),
        "wp_stall_orders": Rows({"7": b"q"}, {}, 1),
        "wp_huge": Rows({}, {}, 900_000),
    }
    told = {one.kind: one for one in losses(then, now, "wp_")}
    assert (told["orders"].new, told["orders"].ids) == (2, ("7", "9"))
    assert (told["users"].new, told["users"].changed) == (1, 1)
    assert told["comments"].new == 0
    assert (told["posts"].new, told["huge"].new) == (1, 900_000)


@pytest.mark.parametrize("beside", ["shop_order_placehold", "shop_order"])
def test_an_order_that_two_tables_hold_is_one(beside: str) -> None:
    """WooCommerce's own order table, with an empty post of the same number beside each, or with a copy kept in step."""
    then = {
        "wp_posts": Rows({"5": b"a", "7": b"a"}, {"5": "shop_order", "7": beside}, 2),
        "wp_wc_orders": Rows({"7": b"a"}, {}, 1),
    }
    now = {
        "wp_posts": Rows(
            {"5": b"a", "7": b"b", "8": b"c", "9": b"d"},
            {"5": beside, "7": beside, "8": beside, "9": "shop_order"},
            4,
        ),
        "wp_wc_orders": Rows({"5": b"m", "7": b"b", "8": b"c"}, {}, 3),
        "wp_2_wc_orders": Rows({"8": b"c"}, {}, 1),
    }
    told = {one.kind: one for one in losses(then, now, "wp_")}
    assert (told["orders"].new, told["orders"].ids) == (3, ("8", "8", "9"))  # one of them is the second site's
    assert told["orders"].changed == 2  # 7 is another one now, 5 was a post before and moved
    assert "posts" not in told


def test_what_a_shop_notes_at_its_orders_is_no_comment() -> None:
    now = {"wp_comments": Rows({"3": b"a", "4": b"b"}, {"3": "order_note", "4": "comment"}, 2)}
    told = {one.kind: one for one in losses({}, now, "wp_")}
    assert told["comments"].ids == ("4",)
    assert told["order_note"].ids == ("3",)


def test_the_second_site_of_a_network_has_comments_and_orders_too() -> None:
    assert [kind_of(f"wp_2_{name}", "wp_") for name in ("comments", "wc_orders", "links")] == [
        "comments",
        "orders",
        "links",
    ]
    assert is_setting("wp_2_options", "wp_")
    assert not is_setting("wp_2_posts", "wp_")


@settings(max_examples=100)
@given(
    st.lists(st.one_of(st.none(), st.integers(), st.text(alphabet="a,')\\(é\n", max_size=8)), min_size=1, max_size=6)
)
def test_cells_of_a_dumped_row(values: list[object]) -> None:
    def word(value: object) -> str:
        if isinstance(value, str):
            return "'" + value.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'"
        return "NULL" if value is None else str(value)

    words = [word(value) for value in values]
    assert cells(f"({','.join(words)}),".encode()) == [one.encode() for one in words]
