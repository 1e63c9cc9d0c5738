"""The core's version, told, hidden and lied about, on real sites."""

import pytest

from dev.wordpress import Site
from rempart.facts.wordpress_core import Mark, WordPressCore
from tests.servers.look import looked

pytestmark = pytest.mark.slow
VERSION = {"sqlite": "6.5.5", "mariadb": "6.1.9"}


def core(site: Site) -> WordPressCore:
    """What the collector says."""
    fact = looked("wordpress_core", site.url)
    assert isinstance(fact, WordPressCore)
    return fact


def marks_of(fact: WordPressCore) -> set[str]:
    return {mark.mark for mark in fact.marks}


def test_all_told(any_wordpress: Site) -> None:
    with any_wordpress.planted("generator", "script_versions", "readme"):
        fact = core(any_wordpress)
    assert fact.is_wordpress
    assert fact.version == VERSION[any_wordpress.engine]
    assert fact.confidence_percent == 95
    assert {"generator", "feed", "opml", "script", "login"} <= marks_of(fact)
    assert fact.newest == "6.9.1"
    assert fact.feed_date_ms == 1_770_076_800_000


def test_hidden(any_wordpress: Site) -> None:
    """With tags and addresses silent, only the files of the release still speak, and only of the branch."""
    fact = core(any_wordpress)
    assert fact.is_wordpress
    assert fact.confidence_percent < 50
    if any_wordpress.engine == "sqlite":
        assert fact.marks == (Mark("files", "6.5"),)
        assert fact.version == "6.5"
    else:
        assert fact.marks == (Mark("files_before", "6.2"),)
        assert fact.version is None


def test_one_mark_is_less_sure_than_two(any_wordpress: Site) -> None:
    with any_wordpress.planted("generator"):
        tags = core(any_wordpress)
    with any_wordpress.planted("script_versions"):
        addresses = core(any_wordpress)
    with any_wordpress.planted("generator", "script_versions"):
        both = core(any_wordpress)
    assert tags.version == addresses.version == both.version == VERSION[any_wordpress.engine]
    assert tags.confidence_percent == addresses.confidence_percent == 85
    assert both.confidence_percent == 95


def test_lie_is_seen_through(any_wordpress: Site) -> None:
    """The generator tags tell a new release, the addresses and files an old one: the old one wins, less sure."""
    with any_wordpress.planted("generator", "core_lie", "script_versions"):
        fact = core(any_wordpress)
    assert Mark("generator", "6.9.1") in fact.marks
    assert fact.version == VERSION[any_wordpress.engine]
    assert 50 <= fact.confidence_percent < 60


def test_lie_alone_is_not_believed(any_wordpress: Site) -> None:
    with any_wordpress.planted("generator", "core_lie"):
        fact = core(any_wordpress)
    assert fact.confidence_percent < 50


def test_newest(any_wordpress: Site) -> None:
    with any_wordpress.planted("dressed_as_newest", "generator", "script_versions"):
        fact = core(any_wordpress)
    assert (fact.version, fact.newest, fact.confidence_percent) == ("6.9.1", "6.9.1", 95)
    assert Mark("files_from", "6.6") in fact.marks


def test_soft_404_invents_nothing(wordpress: Site) -> None:
    with wordpress.planted("soft_404"):
        assert core(wordpress).marks == (Mark("files", "6.5"),)
