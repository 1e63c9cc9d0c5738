"""Sites of other shapes: plain addresses, WordPress in a folder, a site that redirects to another name."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site
from rempart.facts.wordpress_core import Mark, WordPressCore
from rempart.facts.wordpress_exposure import WordPressDoors, WordPressUsers, WordPressXmlrpc
from tests.servers.look import looked

pytestmark = pytest.mark.slow
PLAIN = "update_option('permalink_structure', ''); flush_rewrite_rules(false);"


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Stock WordPress without pretty addresses."""
    with Site(tmp_path_factory.mktemp("plain")) as site:
        site.php(PLAIN)
        yield site


def test_plain_addresses(plain: Site) -> None:
    """REST, feed and author pages then live in the query."""
    core = looked("wordpress_core", plain.url)
    assert isinstance(core, WordPressCore)
    assert Mark("feed", "6.5.5") in core.marks
    doors = looked("wordpress_doors", plain.url)
    assert isinstance(doors, WordPressDoors)
    assert doors.rest_open
    users = looked("wordpress_users", plain.url)
    assert isinstance(users, WordPressUsers)
    assert {"author_archive", "rest"} <= set(users.ways)
    assert users.names_seen == 1


def test_in_a_folder(tmp_path: Path) -> None:
    """The site's address is the folder; nothing is asked outside it."""
    with Site(tmp_path / "site", below="/blog") as site:
        core = looked("wordpress_core", site.url)
        doors = looked("wordpress_doors", site.url)
        users = looked("wordpress_users", site.url)
        xmlrpc = looked("wordpress_xmlrpc", site.url)
        log = (site.folder / "php.log").read_text()
    assert isinstance(core, WordPressCore)
    assert (core.version, core.confidence_percent) == ("6.5.5", 95)
    assert isinstance(doors, WordPressDoors)
    assert doors.login_path == "/wp-login.php"
    assert isinstance(users, WordPressUsers)
    assert users.ways == ("author_archive", "oembed", "rest", "sitemap")
    assert xmlrpc == WordPressXmlrpc(is_open=True, has_multicall=True, has_pingback=True)
    assert "Fatal" not in log
