"""Versions told to strangers, by WordPress and by the web server."""

from dev.wordpress.weakness import Weakness, closed_by, opened_by

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

SERVER_VERSIONS = Weakness(
    "server_versions",
    "headers tell the versions of server and PHP",
    lambda site: site.switch(server="Apache/2.4.62 (Debian)", hide_versions=False),
    lambda site: site.switch(server="", hide_versions=True),
)
