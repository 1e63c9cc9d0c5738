"""Ways in which WordPress tells strangers the names people sign in with."""

from typing import TYPE_CHECKING

from dev.wordpress.weakness import Weakness, closed_by

if TYPE_CHECKING:
    from dev.wordpress.site import Site

AUTHOR_ARCHIVE = closed_by(
    "user_author_archive",
    "?author=1 and author pages tell the sign-in name",
    """
add_filter('author_link', fn() => home_url('/'));
add_action('parse_request', function ($wp) {
    if (isset($_GET['author']) || isset($wp->query_vars['author_name'])) {
        status_header(404);
        nocache_headers();
        exit('<!DOCTYPE html><title>Nothing here</title>');
    }
});""",
)

REST = closed_by(
    "user_rest",
    "the REST interface lists users",
    """
add_filter('rest_endpoints', function ($endpoints) {
    if (!is_user_logged_in()) {
        foreach (array_keys($endpoints) as $route) {
            if (str_starts_with($route, '/wp/v2/users')) {
                unset($endpoints[$route]);
            }
        }
    }
    return $endpoints;
});""",
)

OEMBED = closed_by(
    "user_oembed",
    "oEmbed tells the author of a page",
    """
add_filter('oembed_response_data', function ($data) {
    unset($data['author_name'], $data['author_url']);
    return $data;
});""",
)

SITEMAP = closed_by(
    "user_sitemap",
    "the sitemap lists author pages",
    "add_filter('wp_sitemaps_add_provider', fn($provider, $name) => $name === 'users' ? false : $provider, 10, 2);",
)


def _rename(old: str, new: str) -> str:
    return f"""
global $wpdb;
$wpdb->update($wpdb->users, ['user_login' => '{new}', 'user_nicename' => '{new}'], ['user_login' => '{old}']);
clean_user_cache(1);"""


def _plant_admin(site: "Site") -> None:
    site.php(_rename(site.person, "admin"))


def _remove_admin(site: "Site") -> None:
    site.php(_rename("admin", site.person))


ADMIN_NAME = Weakness("user_admin_name", "the first account is called admin", _plant_admin, _remove_admin)
