<?php
// Installs WordPress without a browser: install.php ROOT TITLE PERSON PASSWORD
[, $root, $title, $person, $password] = $argv;
define('WP_INSTALLING', true);
$_SERVER['SERVER_PROTOCOL'] = 'HTTP/1.1';
require $root . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';
$done = wp_install($title, $person, $person . '@quarry.example', true, '', $password);
if (empty($done['user_id'])) {
    fwrite(STDERR, "WordPress did not install\n");
    exit(1);
}
update_option('permalink_structure', '/%postname%/');
update_option('blogdescription', 'Stone, cut to size');
if (!in_array(get_option('template'), array_keys(wp_get_themes()), true)) {
    switch_theme('quarry');
}
global $wp_rewrite;
$wp_rewrite->set_permalink_structure('/%postname%/');
$wp_rewrite->flush_rules(false);
if (!is_blog_installed()) {
    fwrite(STDERR, "WordPress says it is not installed\n");
    exit(1);
}
echo get_bloginfo('version');
