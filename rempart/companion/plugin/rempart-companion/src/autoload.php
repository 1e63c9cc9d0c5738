<?php
/** Finds our classes: one a file, the file named as the class. */

defined('ABSPATH') || exit;

spl_autoload_register(static function ($class) {
    $prefix = 'Rempart\\Companion\\';
    if (strncmp($class, $prefix, strlen($prefix)) !== 0) {
        return;
    }
    $name = substr($class, strlen($prefix));
    if (preg_match('/^(?:Ops\\\\)?[A-Za-z0-9]+$/D', $name) === 1) {
        $file = __DIR__ . '/' . str_replace('\\', '/', $name) . '.php';
        if (is_file($file)) {
            require_once $file;
        }
    }
});
