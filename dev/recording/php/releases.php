<?php
// Answers for api.wordpress.org, so that WordPress's own code finds out what is behind. RELEASES is set beside it.
add_filter('pre_http_request', static function ($done, $args, $url) {
    if (strpos((string) $url, 'api.wordpress.org') === false) {
        return $done;
    }
    $newer = get_option('fixture_newer', []);
    $body = [];
    if (strpos($url, '/core/version-check/') !== false) {
        $now = get_bloginfo('version');
        $new = $newer['core'] ?? $now;
        $body = ['offers' => [['response' => $new === $now ? 'latest' : 'upgrade', 'current' => $new, 'version' => $new,
            'locale' => 'en_US', 'download' => '', 'packages' => new stdClass(), 'php_version' => '7.0', 'mysql_version' => '5.0']], 'translations' => []];
    } elseif (strpos($url, '/plugins/update-check/') !== false) {
        $asked = json_decode((string) ($args['body']['plugins'] ?? '{}'), true)['plugins'] ?? [];
        $body = ['plugins' => [], 'no_update' => [], 'translations' => []];
        foreach ($asked as $file => $head) {
            $slug = strtok($file, '/');
            $new = $newer[$slug] ?? $head['Version'];
            $where = $new === $head['Version'] ? 'no_update' : 'plugins';
            $body[$where][$file] = ['id' => "w.org/plugins/$slug", 'slug' => $slug, 'plugin' => $file, 'new_version' => $new, 'url' => '', 'package' => ''];
        }
    } elseif (strpos($url, '/themes/update-check/') !== false) {
        $asked = json_decode((string) ($args['body']['themes'] ?? '{}'), true)['themes'] ?? [];
        $body = ['themes' => [], 'no_update' => [], 'translations' => []];
        foreach ($asked as $folder => $head) {
            $body['no_update'][$folder] = ['theme' => $folder, 'new_version' => $head['Version'], 'url' => '', 'package' => ''];
        }
    }
    return ['headers' => [], 'body' => wp_json_encode($body), 'response' => ['code' => 200, 'message' => 'OK'], 'cookies' => [], 'filename' => null];
}, 10, 3);
