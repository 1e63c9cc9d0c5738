"""Plug-ins and themes with versions that an outsider can read."""

from typing import TYPE_CHECKING

from dev.wordpress.weakness import Weakness

if TYPE_CHECKING:
    from dev.wordpress.site import Site


def plant_plugin(site: "Site", slug: str, version: str, *, shows_script: bool = True, has_readme: bool = True) -> None:
    """Install and switch on a small plug-in."""
    folder = f"wp-content/plugins/{slug}"
    script = (
        "add_action('wp_enqueue_scripts', fn() => wp_enqueue_script('%s', plugins_url('a.js', __FILE__), [], '%s'));"
    )
    site.write(
        f"{folder}/{slug}.php",
        f"<?php\n/*\nPlugin Name: {slug}\nVersion: {version}\n*/\n"
        + (script % (slug, version) if shows_script else ""),
    )
    site.write(f"{folder}/a.js", "/* nothing */\n")
    if has_readme:
        site.write(
            f"{folder}/readme.txt",
            f"=== {slug} ===\nContributors: mason\nRequires at least: 5.0\nTested up to: 6.5\nStable tag: {version}\n"
            f"License: Apache-2.0\n\nStones.\n\n== Changelog ==\n\n= {version} =\n* Cut.\n",
        )
    site.php(f"activate_plugin('{slug}/{slug}.php');")


def remove_plugin(site: "Site", slug: str) -> None:
    """Switch it off and take it away."""
    site.php(f"deactivate_plugins('{slug}/{slug}.php');")
    site.delete(f"wp-content/plugins/{slug}")


def _set_theme_version(site: "Site", version: str) -> None:
    path = "wp-content/themes/quarry/style.css"
    lines = (site.root / path).read_text().splitlines()
    site.write(path, "\n".join(f"Version: {version}" if line.startswith("Version:") else line for line in lines))


def plant_theme(site: "Site", version: str) -> None:
    """Switch to the theme `quarry` in the given version."""
    _set_theme_version(site, version)
    site.php("add_option('fixture_theme', get_option('template')); switch_theme('quarry');")


def remove_theme(site: "Site") -> None:
    """Back to the theme before, and to the version that the template has."""
    _set_theme_version(site, "3.4.5")
    site.php("if ($old = get_option('fixture_theme')) { switch_theme($old); delete_option('fixture_theme'); }")


OLD_PLUGIN = Weakness(
    "old_plugin",
    "an old plug-in that tells its version",
    lambda site: plant_plugin(site, "quarry-gallery", "1.2.3"),
    lambda site: remove_plugin(site, "quarry-gallery"),
)
OLD_THEME = Weakness(
    "old_theme", "an old theme that tells its version", lambda s: plant_theme(s, "0.9.1"), remove_theme
)
UNTOLD = Weakness(
    "plugin_untold",
    "a plug-in that shows itself but not its version",
    lambda site: plant_plugin(site, "lime-kiln", "4.5.6", has_readme=False),
    lambda site: remove_plugin(site, "lime-kiln"),
)
