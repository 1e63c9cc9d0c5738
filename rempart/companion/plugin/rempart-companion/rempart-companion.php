<?php
/**
 * Plugin Name: Rempart Companion
 * Plugin URI: https://rempart.example/companion
 * Description: Lets your own Rempart see this site from inside and copy it: signed questions from a closed list, no shell, no root.
 * Version: 1.0.0
 * Requires at least: 5.6
 * Requires PHP: 7.4
 * Author: Rempart
 * License: Apache-2.0
 * Text Domain: rempart-companion
 * Domain Path: /languages
 *
 * Works as an ordinary plug-in, and as a must-use plug-in: put the folder into wp-content/mu-plugins and copy this
 * file beside it.
 */

defined('ABSPATH') || exit;

if (!defined('REMPART_COMPANION_VERSION')) { // installed both ways: the must-use one, which is loaded first, counts
    define('REMPART_COMPANION_VERSION', '1.0.0');
    define('REMPART_COMPANION_FOLDER', is_dir(__DIR__ . '/src') ? __DIR__ : __DIR__ . '/rempart-companion');
    require_once REMPART_COMPANION_FOLDER . '/src/autoload.php';
    \Rempart\Companion\Plugin::begin(__FILE__);
}
