<?php
/** Called by WordPress when the plug-in is deleted: no trace stays but what the owner chose to keep. */

defined('WP_UNINSTALL_PLUGIN') || exit;

if (!defined('REMPART_COMPANION_VERSION')) {
    define('REMPART_COMPANION_VERSION', '0');
    define('REMPART_COMPANION_FOLDER', __DIR__);
    require_once __DIR__ . '/src/autoload.php';
}
\Rempart\Companion\Store::erase();
