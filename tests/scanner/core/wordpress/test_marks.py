"""How marks are weighed: agreement makes sure, conflict makes unsure, and files cannot be argued with."""

from hypothesis import given, settings
from hypothesis import strategies as st

from rempart.facts.wordpress_core import Mark
from rempart.scanner.core.wordpress.marks import (
    GROUPS,
    branch_marks,
    feed_marks,
    login_marks,
    opml_marks,
    page_marks,
    readme_marks,
    weigh,
)
from rempart.scanner.core.wordpress.page import read_page
from rempart.scanner.core.wordpress.releases import releases
from rempart.terms.php_version import compare

MARKS = st.builds(Mark, st.sampled_from(sorted(GROUPS)), st.sampled_from(["6.1.9", "6.5.5", "6.9.1", "6.6-RC3"]))


def test_groups_not_marks_make_sure() -> None:
    """Three marks that one filter alters are one witness."""
    one = weigh([Mark("generator", "6.5.5")])
    assert one == weigh([Mark("generator", "6.5.5"), Mark("feed", "6.5.5"), Mark("opml", "6.5.5")]) == ("6.5.5", 60)
    assert weigh([Mark("generator", "6.5.5"), Mark("script", "6.5.5")]) == ("6.5.5", 85)


def test_files_decide_between_two() -> None:
    told = [Mark("generator", "6.9.1"), Mark("script", "6.5.5")]
    assert weigh([*told, *branch_marks(4)])[0] == "6.5.5"
    assert weigh([*told, *branch_marks(5)])[0] == "6.9.1"


def test_nothing_told() -> None:
    assert weigh([]) == (None, 0)
    assert weigh(branch_marks(3)) == ("6.4", 40)
    assert weigh(branch_marks(0)) == weigh(branch_marks(5)) == (None, 0)


@settings(max_examples=150)
@given(st.lists(MARKS, max_size=8), st.randoms())
def test_order_does_not_matter(found: list[Mark], shuffle: object) -> None:
    mixed = list(found)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    assert weigh(found) == weigh(mixed)


@settings(max_examples=150)
@given(st.lists(MARKS, max_size=6), MARKS)
def test_an_agreeing_mark_never_makes_less_sure(found: list[Mark], more: Mark) -> None:
    version, sure = weigh(found)
    if version == more.version:
        assert weigh([*found, more])[1] >= sure


def test_reading_of_each_mark() -> None:
    front = read_page(
        '<meta name="generator" content="WordPress 6.5.5" /><script src="/wp-includes/js/jquery/jquery.min.js?ver=3.7.1">'
        '</script><script>{"src":"http:\\/\\/a\\/wp-includes\\/js\\/wp-emoji-release.min.js?ver=6.5.5"}</script>'
    )
    assert page_marks(front) == [Mark("generator", "6.5.5"), Mark("script", "6.5.5")]
    login = read_page(
        "<link href='/wp-admin/load-styles.php?c=0&amp;dir=ltr&amp;load%5Bchunk_0%5D=buttons&amp;ver=6.1.9'>"
    )
    assert login_marks(login) == [Mark("login", "6.1.9")]
    assert feed_marks("<generator>https://wordpress.org/?v=6.6-RC3</generator>") == [Mark("feed", "6.6-RC3")]
    assert opml_marks('<!-- generator="WordPress/6.5.5" -->') == [Mark("opml", "6.5.5")]
    assert readme_marks("<br /> Version 4.9.8") == [Mark("readme", "4.9.8")]
    assert page_marks(read_page('<meta name="generator" content="WordPress 6">')) == []


def test_releases_agree_with_themselves() -> None:
    """The file is pinned by date; the newest one is the largest of its branches."""
    known = releases()
    assert all(compare(version, known.newest) <= 0 for version in known.latest.values())
    assert known.newest in known.latest.values()
    assert all(version.startswith(branch) for branch, version in known.latest.items())
