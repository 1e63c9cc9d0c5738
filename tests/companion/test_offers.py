"""What WordPress.org answers about newer releases, in the forms of its own interfaces (core 1.7, plug-ins and themes 1.1),
asked for by a real WordPress, told by its companion and read by the area that tries updates."""

import json
import time
from collections.abc import Callable

import pytest

from rempart.companion.actions.ask import look
from rempart.companion.core.seen import updates
from rempart.updates.core.offer import address_of, offers
from rempart.updates.core.package import Kind
from tests.companion.house import House

pytestmark = pytest.mark.slow
DOWNLOADS = "https://downloads.wordpress.org"


def plugin(slug: str, file: str, version: str, package: str) -> dict[str, object]:
    """As one stands in the answer."""
    return {
        "id": f"w.org/plugins/{slug}", "slug": slug, "plugin": file, "new_version": version,
        "url": f"https://wordpress.org/plugins/{slug}/", "package": package,
        "icons": {"1x": f"https://ps.w.org/{slug}/assets/icon-128x128.png?rev=1"}, "banners": [], "banners_rtl": [],
        "requires": "5.8", "tested": "6.6.1", "requires_php": "7.2", "requires_plugins": [], "compatibility": [],
        "upgrade_notice": "<ul><li>Fixes a hole.</li></ul>",
    }  # fmt: skip


PLUGINS = {
    "plugins": {
        "stall/stall.php": plugin("stall", "stall/stall.php", "1.1", f"{DOWNLOADS}/plugin/stall.1.1.zip"),
        "sold/sold.php": plugin("sold", "sold/sold.php", "2.0", "https://maker.example/sold.zip?key=1"),
        "moved/stall.php": plugin("other-name", "moved/stall.php", "3.0", f"{DOWNLOADS}/plugin/other-name.3.0.zip"),
        "unpaid/unpaid.php": plugin("unpaid", "unpaid/unpaid.php", "4.0", ""),
    },
    "translations": [],
    "no_update": {
        "still/still.php": plugin("still", "still/still.php", "1.0", f"{DOWNLOADS}/plugin/still.1.0.zip"),
    },
}
THEMES = {
    "themes": {
        "twentytwentyfour": {
            "theme": "twentytwentyfour", "new_version": "9.9", "url": "https://wordpress.org/themes/twentytwentyfour/",
            "package": f"{DOWNLOADS}/theme/twentytwentyfour.9.9.zip", "requires": "6.4", "requires_php": "7.0",
        }
    },
    "no_update": [], "translations": [],
}  # fmt: skip
RELEASE = {
    "response": "upgrade", "download": f"{DOWNLOADS}/release/wordpress-6.6.1.zip", "locale": "en_US",
    "packages": {
        "full": f"{DOWNLOADS}/release/wordpress-6.6.1.zip", "no_content": f"{DOWNLOADS}/release/wordpress-6.6.1-no-content.zip",
        "new_bundled": f"{DOWNLOADS}/release/wordpress-6.6.1-new-bundled.zip", "partial": False, "rollback": False,
    },
    "current": "6.6.1", "version": "6.6.1", "php_version": "7.2.24", "mysql_version": "5.5.5", "new_bundled": "6.4",
    "partial_version": False,
}  # fmt: skip
CORE = {"offers": [RELEASE, {**RELEASE, "response": "autoupdate", "new_files": True}], "translations": []}
ASK = """
add_filter('pre_http_request', function ($none, $args, $url) {
  foreach (json_decode('%s', true) as $part => $body) {
    if (strpos($url, "api.wordpress.org/$part") !== false) {
      return array('headers' => array(), 'body' => json_encode($body), 'response' => array('code' => 200, 'message' => 'OK'),
        'cookies' => array(), 'filename' => null);
    }
  }
  return new WP_Error('closed', 'no way out');
}, 10, 3);
wp_clean_plugins_cache(false);
foreach (array('update_core', 'update_plugins', 'update_themes') as $n) { delete_site_transient($n); }
wp_version_check(); wp_update_plugins(); wp_update_themes();
remove_all_filters('pre_http_request');
"""


def test_real_answers_become_offers_that_can_be_fetched(houses: Callable[[str], House]) -> None:
    house = houses("sqlite")
    for file in (*PLUGINS["plugins"], *PLUGINS["no_update"]):
        house.account.write(f"wp-content/plugins/{file}", f"<?php /* Plugin Name: {file}\nVersion: 1.0\n*/")
    told = {"core/version-check/1.7": CORE, "plugins/update-check/1.1": PLUGINS, "themes/update-check/1.1": THEMES}
    house.account.php(ASK % json.dumps(told).replace("\\", "\\\\").replace("'", "\\'"))
    fact = updates(look(house.companion).inventory, int(time.time()))
    found = {f"{one.kind}/{one.slug}": one for one in offers([fact])}
    assert {name: (one.newest, one.is_elsewhere) for name, one in found.items()} == {
        "core/wordpress": ("6.6.1", False), "theme/twentytwentyfour": ("9.9", False), "plugin/stall": ("1.1", False),
        "plugin/sold": ("2.0", True), "plugin/moved": ("3.0", True), "plugin/unpaid": ("4.0", True),
    }  # fmt: skip
    fetched = {one.kind: address_of(one) for one in found.values() if not one.is_elsewhere}
    assert fetched[Kind.PLUGIN] == f"{DOWNLOADS}/plugin/stall.1.1.zip"
    assert fetched[Kind.THEME] == f"{DOWNLOADS}/theme/twentytwentyfour.9.9.zip"
    assert fact.checked_hours == 0
    known = {one.file for one in look(house.companion).inventory.plugins if one.is_known}
    assert known == {*PLUGINS["plugins"], *PLUGINS["no_update"]}
