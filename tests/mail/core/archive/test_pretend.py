"""Unpacking in pretence finds where a tool that follows links would write."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rempart.mail.core.archive.pretend import LeadsOut, Pretence


def test_links_are_followed_as_a_system_follows_them():
    tree = Pretence()
    assert tree.link("a/b", "../c/./d") == "/c/d"
    assert tree.place("a/b/file", follow_last=True) == (("c", "d", "file"), "a/b")
    assert tree.place("a/b", follow_last=False) == (("a", "b"), "")


def test_a_link_that_leads_out_is_laid_and_what_goes_through_it_leads_out():
    tree = Pretence()
    with pytest.raises(LeadsOut) as link:
        tree.link("a", "../../etc")
    assert link.value.code == "link_out"
    with pytest.raises(LeadsOut) as write:
        tree.place("a/passwd", follow_last=True)
    assert (write.value.code, write.value.place) == ("link_out", "../../etc")


def test_links_in_a_ring_end():
    tree = Pretence()
    tree.link("a", "b")
    tree.link("b", "a")
    assert tree.place("a/x", follow_last=True)[1] == "a"


def test_a_package_of_the_system_means_its_root():
    tree = Pretence(is_system=True, has_backslashes=False)
    assert tree.link("./usr/share/x", "/etc/x") == "/etc/x"
    assert tree.link("./lib/y", "../../../../usr/y") == "/usr/y"
    with pytest.raises(LeadsOut):
        tree.place("../../x", follow_last=True)


def test_backslashes_are_letters_on_unix_unless_they_lead_out():
    tree = Pretence(has_backslashes=False)
    assert tree.place(r"dev-disk-by\x2dlabel", follow_last=True) == ((r"dev-disk-by\x2dlabel",), "")
    with pytest.raises(LeadsOut):
        tree.place("..\\..\\x", follow_last=True)


@given(
    st.lists(
        st.tuples(st.booleans(), st.text("ab./\\", min_size=1, max_size=8), st.text("ab./", min_size=1, max_size=8)),
        max_size=8,
    )
)
def test_no_order_of_links_and_names_is_placed_outside(steps):
    """Whatever is placed lies below the folder: every part is a plain name."""
    tree = Pretence()
    for is_link, path, target in steps:
        try:
            if is_link:
                tree.link(path, target)
            else:
                placed, _ = tree.place(path, follow_last=True)
                assert all(part not in ("", ".", "..") for part in placed)
        except LeadsOut:
            continue


def test_links_that_quote_links_cost_no_time():
    """Ten lines, each naming the one before it a hundred times: followed to the end that would be 10 ** 20 steps."""
    tree = Pretence()
    tree.link("l0", "x")
    for number in range(10):
        with suppress(LeadsOut):  # given up as one that may lead anywhere
            tree.link(f"l{number + 1}", "/".join([f"l{number}/.."] * 100))
    with suppress(LeadsOut):
        tree.place("l10/file", follow_last=True)


def test_a_name_of_too_many_folders():
    with pytest.raises(LeadsOut) as out:
        Pretence().place("a/" * 300 + "x", follow_last=True)
    assert out.value.code == "long_name"
