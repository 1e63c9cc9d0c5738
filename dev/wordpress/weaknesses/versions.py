"""Versions told to strangers, by WordPress and by the web server."""

from typing import TYPE_CHECKING

from dev.wordpress.weakness import Weakness, closed_by, opened_by

if TYPE_CHECKING:
    from dev.wordpress.site import Site

GENERATOR = closed_by(
    "generator",
    "generator tags tell the version",
    "remove_action('wp_head', 'wp_generator');\nadd_filter('the_generator', '__return_empty_string');",
)

SCRIPT_VERSIONS = closed_by(
    "script_versions",
    "addresses of scripts and styles tell the version",
    """
foreach (['style_loader_src', 'script_loader_src'] as $filter) {
    add_filter($filter, fn($src) => is_string($src) ? remove_query_arg('ver', $src) : $src, 99);
}
remove_action('wp_head', 'print_emoji_detection_script', 7);
remove_action('login_head', 'print_emoji_detection_script');
remove_action('embed_head', 'print_emoji_detection_script');""",
)

LIE = opened_by(
    "core_lie",
    "the generator tags tell a version that is not there",
    "add_filter('the_generator', fn($tag) => str_replace($GLOBALS['wp_version'], '6.9.1', (string) $tag));",
)

# No package holds the newest release yet, so a site can be dressed as one: it says so everywhere, files included.
NEWEST = "6.9.1"
BRANCH_FILES = (
    "private-apis.min.js",
    "commands.min.js",
    "patterns.min.js",
    "vendor/wp-polyfill-importmap.min.js",
    "vendor/react-jsx-runtime.min.js",
)
COSTUME = "/* costume */\n"


def _dress(site: "Site") -> None:
    site.must_use("dressed_as_newest", f"$GLOBALS['wp_version'] = '{NEWEST}';")
    for name in BRANCH_FILES:
        path = f"wp-includes/js/dist/{name}"
        if not (site.root / path).exists():
            site.write(path, COSTUME)


def _undress(site: "Site") -> None:
    site.must_use("dressed_as_newest", None)
    for name in BRANCH_FILES:
        path = site.root / "wp-includes/js/dist" / name
        if path.exists() and path.read_text() == COSTUME:
            path.unlink()


DRESSED = Weakness("dressed_as_newest", "no weakness: the site passes for the newest release", _dress, _undress)

SERVER_VERSIONS = Weakness(
    "server_versions",
    "headers tell the versions of server and PHP",
    lambda site: site.switch(server="Apache/2.4.62 (Debian)", hide_versions=False),
    lambda site: site.switch(server="", hide_versions=True),
)
