"""A small shop as a plug-in, in versions: good, one that breaks the page, one that changes its table, one that shifts
the layout, one that breaks only where a certain file lies, and one that then lets nothing start."""

import io
import zipfile

BASE = """<?php
/*
 * Plugin Name: Stall
 * Version: %(version)s
 */
function stall_table() { global $wpdb; return $wpdb->prefix . 'stall_orders'; }
function stall_ready() {
  global $wpdb;
  if (get_option('stall_version') === false) {
    $wpdb->query('CREATE TABLE ' . stall_table() . ' (id bigint(20) unsigned NOT NULL AUTO_INCREMENT, what varchar(80) NOT NULL, PRIMARY KEY (id))');
    add_option('stall_version', '%(version)s', '', false);
  }
  %(change)s
}
add_action('init', 'stall_ready');
add_action('init', function () {
  global $wpdb;
  if (isset($_GET['stall_order'])) {
    $wpdb->insert(stall_table(), array('what' => substr(sanitize_key($_GET['stall_order']), 0, 80)));
    wp_die('ordered', 'Stall', array('response' => 200));
  }
}, 20);
add_action('wp_footer', function () { echo '<p class="stall">Stall %(version)s sells stone by the piece.</p>'; });
%(more)s
"""
CHANGE = """
  if (version_compare((string) get_option('stall_version'), '1.3', '<')) {
    $wpdb->query('ALTER TABLE ' . stall_table() . " ADD COLUMN price int NOT NULL DEFAULT '0'");
    update_option('stall_version', '1.3'); add_option('stall_currency', 'EUR');
  }
"""
VERSIONS: dict[str, tuple[str, str]] = {
    "1.0": ("", ""),
    "1.1": ("", ""),
    "1.2": ("", "add_action('template_redirect', function () { stall_that_is_not_there(); });"),
    "1.3": (CHANGE, ""),
    "1.4": ("", "add_action('wp_head', function () { echo '<style>body{padding-top:420px;background:#123}</style>'; });"),
    "1.5": ("", "add_action('template_redirect', function () { if (is_file(ABSPATH . 'only-here')) { stall_gone(); } });"),
    "1.6": ("", "if (is_file(ABSPATH . 'only-here')) { stall_gone(); }"),
}  # fmt: skip


def code(version: str) -> str:
    """The one file of the plug-in."""
    change, more = VERSIONS[version]
    return BASE % {"version": version, "change": change, "more": more}


def archive(version: str) -> bytes:
    """As one would upload it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("stall/", "")
        zipped.writestr("stall/stall.php", code(version))
        zipped.writestr("stall/readme.txt", f"Stable tag: {version}\n")
    return held.getvalue()
