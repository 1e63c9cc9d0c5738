"""Each way to a sign-in name, open and closed, on real sites."""

import msgspec
import pytest

from dev.wordpress import Site
from rempart.facts.wordpress_exposure import WordPressUsers
from tests.servers.look import looked

pytestmark = pytest.mark.slow
WAYS = {
    "author_archive": "user_author_archive",
    "oembed": "user_oembed",
    "rest": "user_rest",
    "sitemap": "user_sitemap",
}


def users(site: Site) -> WordPressUsers:
    """What the collector says."""
    fact = looked("wordpress_users", site.url)
    assert isinstance(fact, WordPressUsers)
    return fact


@pytest.mark.parametrize("way", WAYS)
def test_each_way_by_itself(any_wordpress: Site, way: str) -> None:
    """oEmbed tells through the author's address, so author pages must be open for it; REST must answer for two."""
    names = [WAYS[way]]
    if way in ("oembed", "rest"):
        names.append("rest_open")
    if way in ("oembed", "sitemap"):
        names.append("user_author_archive")
    with any_wordpress.planted(*names):
        fact = users(any_wordpress)
    assert way in fact.ways
    assert set(fact.ways) == {way} | ({"author_archive"} if "user_author_archive" in names else set())
    assert fact.names_seen == 1
    assert users(any_wordpress).ways == ()


def test_admin_is_noticed_and_no_name_is_kept(any_wordpress: Site) -> None:
    with any_wordpress.planted("user_author_archive", "rest_open", "user_rest"):
        ordinary = users(any_wordpress)
        with any_wordpress.planted("user_admin_name"):
            admin = users(any_wordpress)
    assert (ordinary.tells_admin, admin.tells_admin) == (False, True)
    assert b"mason" not in msgspec.json.encode(ordinary)
    assert b'"admin"' not in msgspec.json.encode(admin)


def test_soft_404_invents_nothing(wordpress: Site) -> None:
    with wordpress.planted("soft_404"):
        assert users(wordpress) == WordPressUsers(ways=(), names_seen=0, tells_admin=False)
