"""A network of two sites in sub-folders, made of the hosting's account on MariaDB as WordPress's own pages make one."""

import json
import ssl
import urllib.request

from tests.companion.house import ENTRY
from tests.servers.apache import Account

SECOND = "/atelier/"
MEDIA = "wp-content/uploads/sites/2"
# wp-config.php is told before WordPress begins; a script without a request speaks for the main site.
CONSTANTS = """
if (!isset($_SERVER['HTTP_HOST'])) {
    $_SERVER['HTTP_HOST'] = parse_url(getenv('SITE_URL'), PHP_URL_HOST) . ':' . parse_url(getenv('SITE_URL'), PHP_URL_PORT);
    $_SERVER['REQUEST_URI'] = '/';
}
define('WP_ALLOW_MULTISITE', true);
define('MULTISITE', true);
define('SUBDOMAIN_INSTALL', false);
define('DOMAIN_CURRENT_SITE', '%s');
define('PATH_CURRENT_SITE', '/');
define('SITE_ID_CURRENT_SITE', 1);
define('BLOG_ID_CURRENT_SITE', 1);
"""
RULES = """RewriteEngine On
RewriteRule .* - [E=HTTP_AUTHORIZATION:%{HTTP:Authorization}]
RewriteBase /
RewriteRule ^index\\.php$ - [L]
RewriteRule ^([_0-9a-zA-Z-]+/)?wp-admin$ $1wp-admin/ [R=301,L]
RewriteCond %{REQUEST_FILENAME} -f [OR]
RewriteCond %{REQUEST_FILENAME} -d
RewriteRule ^ - [L]
RewriteRule ^([_0-9a-zA-Z-]+/)?(wp-(content|admin|includes).*) $2 [L]
RewriteRule ^([_0-9a-zA-Z-]+/)?(.*\\.php)$ $2 [L]
RewriteRule . index.php [L]
"""
TABLES = """
global $wpdb;
foreach (['siteurl', 'home'] as $one) { $wpdb->update($wpdb->options, ['option_value' => '%(url)s'], ['option_name' => $one]); }
foreach ($wpdb->tables('ms_global') as $name => $whole) { $wpdb->$name = $whole; }
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
install_network();
$done = populate_network(1, '%(domain)s', 'owner@quarry.example', 'Quarry network', '/', false);
if (is_wp_error($done)) { exit(1); }
"""
SITE = """
$id = wpmu_create_blog('%(domain)s', '%(path)s', 'Atelier', 1, ['public' => 1]);
if ($id !== 2) { var_dump($id); exit(1); }
global $wpdb; // WordPress's own pages make no network on another port, and drop the colon
$wpdb->update($wpdb->blogs, ['domain' => '%(domain)s'], ['blog_id' => 2]);
clean_blog_cache(2);
switch_to_blog(2);
foreach (['siteurl', 'home'] as $one) { update_option($one, '%(url)s/atelier'); }
switch_theme('quarry');
"""
FILL = """
switch_to_blog(2);
global $wpdb;
for ($n = 0; $n < 40; $n++) {
    wp_insert_post(['post_title' => "Pièce $n 😀", 'post_status' => 'publish', 'post_content' => str_repeat("l’été\\n\\\\0;),", $n)]);
}
$wpdb->query("CREATE TABLE IF NOT EXISTS {$wpdb->prefix}orders (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, b varbinary(40), p double)");
$wpdb->query("INSERT INTO {$wpdb->prefix}orders (b, p) VALUES (x'00ff27', 0.1), (NULL, NULL)");
$made = wp_upload_bits('plan-é.jpg', null, str_repeat('stone ', 5000));
restore_current_blog();
echo json_encode($made);
"""


def fresh_network(account: Account) -> dict[str, str]:
    """A WordPress made a network that has its main site alone; without what no page here asks for."""
    for path in ("wp-includes/js", "wp-includes/images", "wp-includes/css", "wp-admin/css", "wp-admin/js"):
        account.delete(path)
    told = {"domain": account.url.partition("://")[2], "url": account.url, "path": SECOND}
    account.php(TABLES % told)
    take_settings(account)
    return told


def make_network(account: Account) -> None:
    """One main site and one beside it, with media, posts and a table of its own."""
    account.php(SITE % fresh_network(account))
    made = json.loads(account.php(FILL))
    assert f"/{MEDIA}/" in made.get("file", ""), made
    account.write(f"{MEDIA}/2026/11/日本 [x].bin", bytes(range(256)) * 700)


def take_settings(account: Account) -> None:
    """What the owner of a network lays into wp-config.php and .htaccess by hand."""
    config = (account.root / "wp-config.php").read_text()
    if "MULTISITE" not in config:
        told = CONSTANTS % account.url.partition("://")[2]
        account.write("wp-config.php", config.replace("$table_prefix =", f"{told}\n$table_prefix =", 1))
    account.write(".htaccess", RULES)


def forget_settings(account: Account) -> None:
    """wp-config.php of a host that was set up anew."""
    config = (account.root / "wp-config.php").read_text()
    account.write("wp-config.php", config.replace(f"{CONSTANTS % account.url.partition('://')[2]}\n", ""))


def switch_on_everywhere(account: Account) -> None:
    """As the button in the network's own wp-admin does."""
    account.php(f"$done = activate_plugin('{ENTRY}', '', true); if (is_wp_error($done)) {{ exit(1); }}")


def read(account: Account, path: str) -> bytes:
    """A page or file as a visitor gets it."""
    context: ssl.SSLContext = account.context()
    with urllib.request.urlopen(account.url + path, timeout=30, context=context) as answer:
        return bytes(answer.read())
