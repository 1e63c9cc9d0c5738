<?php
require '/rempart-own/settings.php';
require '/rempart/inside.php';
if (defined('MULTISITE')) {
    require '/rempart/network.php';
}
if (!defined('ABSPATH')) {
    define('ABSPATH', __DIR__ . '/');
}
require_once ABSPATH . 'wp-settings.php';
