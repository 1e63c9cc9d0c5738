<?php
// What a web server does for WordPress: files as they are, nothing that begins with a dot, the rest to index.php.
$root = rtrim($_SERVER['DOCUMENT_ROOT'], '/');
$path = rawurldecode((string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH));
if (preg_match('#/\.(?!well-known/)#', $path) || str_contains($path, "\0")) {
    http_response_code(404);
    return true;
}
$file = $root . $path;
if (is_file($file) || (is_dir($file) && is_file(rtrim($file, '/') . '/index.php') && str_ends_with($path, '/'))) {
    return false;
}
if (is_dir($file) && !str_ends_with($path, '/')) {
    header('Location: ' . preg_replace('#^/+#', '/', $path) . '/', true, 301);
    return true;
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = '/index.php';
$_SERVER['SCRIPT_FILENAME'] = $root . '/index.php';
if (!is_file($root . '/index.php')) {
    http_response_code(404);
    return true;
}
chdir($root);
require $root . '/index.php';
return true;
