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
// A site of a network has WordPress's own files below its folder, too; where these are files, there is none of that name.
$inside = is_file('/rempart-own/network') && preg_match('#^/[^/]+(/wp-admin)$|^/[^/]+(/.*)$#D', $path, $found) ? end($found) : '';
if ($inside === '/wp-admin') {
    header("Location: $path/", true, 301);
    return true;
}
if ($inside !== '' && str_ends_with($inside, '/') && is_file($root . $inside . 'index.php')) {
    $inside .= 'index.php';
}
if (!is_dir($file) && $inside !== '/index.php' && is_file($root . $inside)) {
    if (!str_ends_with($inside, '.php')) {
        header('Location: ' . implode('/', array_map('rawurlencode', explode('/', $inside))), true, 302);
        return true;
    }
    $_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $inside;
    $_SERVER['SCRIPT_FILENAME'] = $root . $inside;
    chdir(dirname($root . $inside));
    require $root . $inside;
    return true;
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
