"""The tables of a network's other sites come up with an update, in the copy and live; nobody else is asked."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from dev.wordpress import Site
from rempart.channel.copies import Copy
from rempart.channel.source import Trouble
from rempart.updates.actions.ask import ask
from rempart.updates.actions.take_package import take_upload
from rempart.updates.actions.try_on_copy import try_on
from rempart.updates.core.sheet import PASSED
from rempart.updates.core.stages import Work
from rempart.updates.net.network import behind, bring_up, bring_up_live
from rempart.updates.web.words import check_text
from tests.backup.house import Desk
from tests.cast import Cast
from tests.companion.putback.network import make_network
from tests.servers.apache import Account, Hosting
from tests.staging.network import MAIN, OTHER, network_copy
from tests.updates.house import make

pytestmark = [pytest.mark.slow, pytest.mark.file, pytest.mark.timeout(600)]
OLD = 51_000  # of WordPress 5.8: each version since has moved it
SET_BACK = """
foreach ([%(sites)s] as $blog) { update_blog_option($blog, 'db_version', %(old)s); }
"""
VERSIONS = """
global $wpdb, $wp_db_version; $found = [];
foreach (get_sites() as $site) {
    $name = $wpdb->get_blog_prefix($site->blog_id) . 'options';
    $found[] = $wpdb->get_var("SELECT option_value FROM $name WHERE option_name = 'db_version'") === (string) $wp_db_version ? 'now' : 'old';
}
echo implode(' ', $found);
"""
BREAKS = """
add_action('wp_upgrade', function () { if (get_current_blog_id() === 3) { wp_die('There has been a critical error on this website.', '', 500); } });
"""


def nothing(done: int, total: int) -> None:
    """Nobody looks at the progress."""


@pytest.fixture(scope="module", params=["sqlite", "mariadb"])
def three_sites(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Copy]:
    with network_copy(request.param, tmp_path_factory.mktemp("network")) as found:
        yield found


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Account]:
    """A network of two sites on a host of its own."""
    with Hosting() as host:
        made = host.accounts["mariadb"]
        make_network(made)
        yield made


def test_every_site_of_the_copy_is_brought_up(three_sites: Copy) -> None:
    assert behind(three_sites) == []
    three_sites.php(SET_BACK % {"sites": "2, 3", "old": OLD})
    was = [("/atelier", f"https://{MAIN}/atelier"), ("/site-3", f"https://{OTHER}")]
    assert behind(three_sites) == was
    seen: list[tuple[int, int]] = []
    assert bring_up(three_sites, lambda *both: seen.append(both)) == ([one for _, one in was], "")
    assert seen == [(0, 2), (1, 2)]
    assert three_sites.php(VERSIONS).out == b"now now now"
    assert bring_up(three_sites, nothing) == ([], "")


def release(folder: Path) -> bytes:
    """WordPress's own files as the next release, with tables to bring up."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for one in sorted(folder.rglob("*")):
            name = one.relative_to(folder).as_posix()
            is_core = name.startswith(("wp-admin/", "wp-includes/")) or ("/" not in name and name.endswith(".php"))
            if one.is_file() and is_core and name != "wp-config.php":
                packed.writestr(
                    f"wordpress/{name}", _newer(one.read_bytes()) if name.endswith("version.php") else one.read_bytes()
                )
    return out.getvalue()


def _newer(version: bytes) -> bytes:
    return re.sub(rb"wp_db_version = \d+", b"wp_db_version = 99999", version.replace(b"'6.5.5'", b"'6.5.9'"))


@pytest.mark.django_db
@pytest.mark.parametrize("three_sites", ["sqlite"], indirect=True)
def test_a_release_of_wordpress_is_tried_on_all_of_them(
    three_sites: Copy, cast_: Cast, wordpress: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = make(cast_, wordpress, monkeypatch)
    package = take_upload(house.actor, house.site, release(wordpress.root))
    assert package.kind == "core"
    sheet = try_on(three_sites, ask(house.actor, package, Work.TRY), Desk())
    checks = {one.code: one for one in sheet.checks}
    assert (sheet.after, checks["database"].outcome, sheet.is_passed) == ("6.5.9", PASSED, True), sheet
    assert sheet.network == (f"https://{MAIN}/atelier", f"https://{OTHER}")
    assert check_text(checks["database"]) == "with those of 2 more sites of the network"
    assert three_sites.php(VERSIONS).out == b"now now now"


def test_a_site_that_breaks_is_named(three_sites: Copy) -> None:
    three_sites.php(SET_BACK % {"sites": "2, 3", "old": OLD})
    three_sites.put("wp-content/mu-plugins/breaks.php", f"<?php {BREAKS}".encode())
    try:
        found, why = bring_up(three_sites, nothing)
        assert found == []
        assert why.startswith("/site-3: ")
    finally:
        three_sites.run(["rm", "wp-content/mu-plugins/breaks.php"])
        bring_up(three_sites, nothing)


def test_one_site_alone_has_no_others(copy: Copy) -> None:
    assert bring_up(copy, nothing) == ([], "")


def test_live_the_house_s_own_sites_are_brought_up(
    account: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = tmp_path / "ca.pem"
    pem.write_text(account.ca_pem)
    monkeypatch.setenv("REMPART_CA_FILE", str(pem))
    account.php(SET_BACK % {"sites": "2", "old": OLD})
    assert account.php(VERSIONS) == "now old"
    second = f"{account.url}/atelier"
    assert bring_up_live([second], account.url, nothing, allow_private=False) == 1  # the way out is guarded
    assert bring_up_live([second], account.url, nothing, allow_private=True) == 0
    assert account.php(VERSIONS) == "now now"


@pytest.mark.parametrize(
    "address",
    [
        "http://evil.example", "https://evil-quarry.example", "http://quarry.example", "https://quarry.example.evil.example",
        "https://quarry.example:8443", "https://quarry.example@evil.example", "https://[", "file:///etc/passwd", "",
        "https://xn--quarry.example.", "https://example",
    ],
)  # fmt: skip
def test_nobody_else_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses come out of a database that its own site may have written."""
    asked: list[str] = []

    def never(*_: object) -> None:
        asked.append(address)

    monkeypatch.setattr("rempart.updates.net.network.to_live", never)
    assert bring_up_live([address], "https://www.quarry.example", nothing, allow_private=True) == 1
    assert asked == []


def test_sites_below_the_name_are_the_house_s(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def never(_method: str, url: str, *_: object) -> None:
        asked.append(url)
        raise Trouble("unreachable", "nobody listens")

    monkeypatch.setattr("rempart.updates.net.network.to_live", lambda allow: never)
    own = ["https://quarry.example/x/", "https://www.quarry.example/y", "https://shop.quarry.example"]
    assert bring_up_live(own, "https://www.quarry.example", nothing, allow_private=True) == 3
    assert asked == [f"{one.rstrip('/')}/wp-admin/upgrade.php?step=1" for one in own]
