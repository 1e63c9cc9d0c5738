<?php
// What Apache would do in front of WordPress. router.json switches: autoindex, php_in_uploads, server,
// hide_versions, soft_404, ban_on (part of a path), moved_to (a host), not_installed (read by wp-config.php).
$site_state = json_decode((string) @file_get_contents(getenv('SITE_FOLDER') . '/router.json'), true) ?: [];
$site_root = $_SERVER['DOCUMENT_ROOT'];
$site_path = rawurldecode((string) strtok($_SERVER['REQUEST_URI'], '?'));
if (!empty($site_state['hide_versions'])) {
    header_remove('X-Powered-By');
} elseif (!empty($site_state['server'])) {
    header('Server: ' . $site_state['server']);
}
$site_refuse = function (int $status) use ($site_state): bool {
    http_response_code(empty($site_state['soft_404']) ? $status : 200);
    header('Content-Type: text/html; charset=utf-8');
    echo "<!DOCTYPE html><title>$status</title><h1>$status</h1>\n";
    return true;
};
if (preg_match('~(^|/)(\.ht|\.\.(/|$))|\x00~', $site_path)) {
    return $site_refuse(403);
}
$site_banned = getenv('SITE_FOLDER') . '/banned';
if (!empty($site_state['ban_on']) && str_contains($site_path, $site_state['ban_on'])) {
    touch($site_banned);
}
if (!empty($site_state['ban_on']) && is_file($site_banned)) {
    return $site_refuse(403);
}
if (!empty($site_state['moved_to']) && strtok($_SERVER['HTTP_HOST'], ':') !== $site_state['moved_to']) {
    header("Location: http://{$site_state['moved_to']}:{$_SERVER['SERVER_PORT']}{$_SERVER['REQUEST_URI']}", true, 301);
    return true;
}
$site_file = $site_root . $site_path;
if (is_dir($site_file)) {
    if (!str_ends_with($site_path, '/')) {
        header('Location: ' . $site_path . '/', true, 301);
        return true;
    }
    if (is_file($site_file . 'index.php')) {
        $site_path .= 'index.php';
        $site_file .= 'index.php';
    } elseif (empty($site_state['autoindex'])) {
        return $site_refuse(403);
    } else {
        $site_title = 'Index of ' . htmlspecialchars(rtrim($site_path, '/'));
        header('Content-Type: text/html;charset=UTF-8');
        echo "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n<html>\n <head>\n  <title>$site_title</title>\n </head>\n";
        echo " <body>\n<h1>$site_title</h1>\n<ul><li><a href=\"../\"> Parent Directory</a></li>\n";
        foreach (array_diff(scandir($site_file), ['.', '..']) as $site_name) {
            $site_name = htmlspecialchars($site_name);
            echo "<li><a href=\"$site_name\"> $site_name</a></li>\n";
        }
        echo "</ul>\n</body></html>\n";
        return true;
    }
}
if (is_file($site_file)) {
    if (!str_ends_with($site_path, '.php')) {
        return false;  // the built-in server sends plain files
    }
    if (str_contains($site_path, '/wp-content/uploads/') && empty($site_state['php_in_uploads'])) {
        return $site_refuse(403);
    }
} elseif (preg_match('~/wp-content/uploads/.*\.php$~', $site_path) && empty($site_state['php_in_uploads'])) {
    return $site_refuse(403);
} else {
    do {  // as a rewrite rule in the nearest folder above that holds a site
        $site_path = substr($site_path, 0, (int) strrpos($site_path, '/'));
        $site_file = $site_root . $site_path . '/index.php';
    } while ($site_path !== '' && !is_file($site_root . $site_path . '/wp-config.php'));
    if (!is_file($site_file)) {
        return $site_refuse(404);
    }
    $site_path .= '/index.php';
}
$_SERVER['SCRIPT_NAME'] = $_SERVER['PHP_SELF'] = $site_path;
$_SERVER['SCRIPT_FILENAME'] = $site_file;
unset($_SERVER['PATH_INFO']);
chdir(dirname($site_file));
unset($site_state, $site_root, $site_path, $site_refuse, $site_banned, $site_title, $site_name);
require $site_file;
