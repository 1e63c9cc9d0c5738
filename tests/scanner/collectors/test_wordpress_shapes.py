"""Sites of other shapes: plain addresses, WordPress in a folder, a site that moved, a site that bans."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site
from rempart.facts.not_seen import NotSeen
from rempart.facts.wordpress_core import Mark, WordPressCore
from rempart.facts.wordpress_exposure import WordPressDoors, WordPressFiles, WordPressUsers, WordPressXmlrpc
from rempart.registry.discover import discover
from rempart.scanner.core.collector import Collector
from rempart.scanner.core.target import parse_target
from rempart.scanner.net.options import RunOptions
from rempart.scanner.net.run import run
from tests.servers.look import FAST, looked, looked_all
from tests.servers.names import name_server

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


def test_moved_to_another_name_of_its_domain(wordpress: Site) -> None:
    """stone.test sends everybody to www.stone.test, and that is the site which is read."""
    wordpress.switch(moved_to="www.stone.test")
    try:
        with name_server(lambda name, kind, _: ["60 A 127.0.0.1"] if kind == "A" else []) as resolver:
            options = RunOptions(allow_private=True, resolver=resolver, limits=FAST)
            target = parse_target(f"http://stone.test:{wordpress.port}")
            units = discover("rempart.scanner.collectors", Collector)
            wanted = [units[name] for name in sorted(units) if name.startswith("wordpress_")]
            with wordpress.planted("generator", "readme", "config_bak", "user_author_archive", "xmlrpc_open"):
                seen = asyncio.run(run(wanted, target, options=options))
    finally:
        wordpress.switch(moved_to="")
    facts = {observation.source: observation.fact for observation in seen}
    core, files, users = facts["wordpress_core"], facts["wordpress_files"], facts["wordpress_users"]
    assert isinstance(core, WordPressCore)
    assert core.version == "6.5.5"
    assert isinstance(files, WordPressFiles)
    assert files.config_copies == ("/wp-config.php.bak",)
    assert isinstance(users, WordPressUsers)
    assert users.ways == ("author_archive",)
    xmlrpc = facts["wordpress_xmlrpc"]  # asked by POST at the name the site lives under: a redirect would lose the body
    assert isinstance(xmlrpc, WordPressXmlrpc)
    assert xmlrpc.is_open


def test_shut_out_midway_is_not_closed(wordpress: Site) -> None:
    """A firewall that bans us for asking after wp-config.php.bak must not turn open doors into closed ones."""
    names = ["wordpress_doors", "wordpress_files", "wordpress_users", "wordpress_xmlrpc"]
    wordpress.switch(ban_on="wp-config.php.bak")
    try:
        with wordpress.planted("xmlrpc_open", "rest_open", "user_author_archive", "user_rest"):
            facts = looked_all(names, wordpress.url)
    finally:
        wordpress.switch(ban_on="")
        (wordpress.folder / "banned").unlink()
    assert any(isinstance(fact, NotSeen) and fact.wanted == "wordpress.files" for fact in facts)
    assert {fact.code for fact in facts if isinstance(fact, NotSeen)} == {"cannot_tell"}
    for fact in facts:
        assert not isinstance(fact, WordPressXmlrpc) or fact.is_open
        assert not isinstance(fact, WordPressDoors) or fact.rest_open
        assert not isinstance(fact, WordPressUsers) or fact.ways
