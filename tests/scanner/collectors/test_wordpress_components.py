"""Plug-ins and themes with their versions, planted and removed, on real sites."""

import pytest

from dev.wordpress import Site
from dev.wordpress.weaknesses.components import plant_plugin, remove_plugin
from rempart.facts.wordpress_core import Component, WordPressComponents
from tests.servers.look import looked

pytestmark = pytest.mark.slow
STOCK = {
    "sqlite": (Component("theme", "twentytwentyfour", "1.1", "style"),),
    "mariadb": (Component("plugin", "akismet", "5.0.2", "readme"), Component("theme", "quarry", "3.4.5", "style")),
}


def components(site: Site) -> tuple[Component, ...]:
    """What the collector says."""
    fact = looked("wordpress_components", site.url)
    assert isinstance(fact, WordPressComponents)
    return fact.components


def test_stock(any_wordpress: Site) -> None:
    assert components(any_wordpress) == STOCK[any_wordpress.engine]


def test_old_plugin_and_theme(any_wordpress: Site) -> None:
    with any_wordpress.planted("old_plugin", "old_theme"):
        found = components(any_wordpress)
    assert Component("plugin", "quarry-gallery", "1.2.3", "readme") in found
    assert Component("theme", "quarry", "0.9.1", "style") in found
    assert components(any_wordpress) == STOCK[any_wordpress.engine]


def test_without_readme_the_address_tells(wordpress: Site) -> None:
    with wordpress.planted("plugin_untold"):
        assert Component("plugin", "lime-kiln", None, "path") in components(wordpress)
        with wordpress.planted("script_versions"):
            assert Component("plugin", "lime-kiln", "4.5.6", "script") in components(wordpress)


def test_widely_used_plugin_that_shows_nothing(wordpress: Site) -> None:
    plant_plugin(wordpress, "wp-file-manager", "6.0", shows_script=False)
    try:
        assert Component("plugin", "wp-file-manager", "6.0", "readme") in components(wordpress)
    finally:
        remove_plugin(wordpress, "wp-file-manager")


def test_soft_404_invents_nothing(wordpress: Site) -> None:
    with wordpress.planted("soft_404"):
        assert components(wordpress) == STOCK["sqlite"]
