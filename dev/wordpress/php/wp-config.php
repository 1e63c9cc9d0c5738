<?php
// The fixture's configuration. Where it stands comes from the environment, so one template serves every copy.
$site_folder = getenv('SITE_FOLDER');
$site_state = json_decode((string) @file_get_contents($site_folder . '/router.json'), true) ?: [];
if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') {
    $_SERVER['HTTPS'] = 'on';
}
$site_url = isset($_SERVER['HTTP_HOST'])
    ? (empty($_SERVER['HTTPS']) ? 'http://' : 'https://') . $_SERVER['HTTP_HOST'] . parse_url(getenv('SITE_URL'), PHP_URL_PATH)
    : getenv('SITE_URL');
define('WP_HOME', $site_url);
define('WP_SITEURL', $site_url);
define('WP_CONTENT_DIR', __DIR__ . '/wp-content');
define('DB_NAME', 'wordpress');
define('DB_USER', 'root');
define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:' . getenv('SITE_SOCKET'));
define('DB_CHARSET', 'utf8mb4');
define('DB_COLLATE', '');
foreach (['AUTH', 'SECURE_AUTH', 'LOGGED_IN', 'NONCE'] as $name) {
    define($name . '_KEY', hash('sha256', $site_folder . $name . 'key'));
    define($name . '_SALT', hash('sha256', $site_folder . $name . 'salt'));
}
define('DISABLE_WP_CRON', true);            // a cron call over loopback would hold a worker
define('WP_HTTP_BLOCK_EXTERNAL', true);     // the fixture has no way out
define('AUTOMATIC_UPDATER_DISABLED', true);
define('WP_DEBUG', false);
define('CONCATENATE_SCRIPTS', false);
$table_prefix = empty($site_state['not_installed']) ? 'wp_' : 'none_';  // an empty prefix = installer left open
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
