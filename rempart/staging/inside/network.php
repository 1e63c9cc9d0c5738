<?php
// A network of sites below the one address of its copy: what stood below the first site's address stands below ours, and a
// site with a name of its own gets a folder. The tables stay as they came; WordPress is answered differently.
const REMPART_COPY_SITES = 1000; // sites of a network that are opened
function rempart_copy_sites(): array
{
    static $found = null;
    if ($found === null) {
        global $wpdb;
        $rows = (array) $wpdb->get_results("SELECT * FROM {$wpdb->blogs} ORDER BY blog_id LIMIT " . REMPART_COPY_SITES, ARRAY_A);
        $main = $rows[0] ?? ['domain' => '', 'path' => '/'];
        foreach ($rows as $row) {
            $main = (int) $row['blog_id'] === (int) BLOG_ID_CURRENT_SITE ? $row : $main;
        }
        $found = [];
        foreach ($rows as $row) {
            $is_below = $row['domain'] === $main['domain'] && str_starts_with($row['path'], $main['path']);
            $path = $is_below ? '/' . substr($row['path'], strlen($main['path'])) : "/site-{$row['blog_id']}/";
            $was = $row['domain'] . rtrim($row['path'], '/');
            $now = ['domain' => DOMAIN_CURRENT_SITE, 'path' => $path];
            $found[(int) $row['blog_id']] = ['was' => $was, 'row' => $now + $row];
        }
    }
    return $found;
}
/** What each site's address becomes. */
function rempart_copy_sites_moved(): array
{
    $moved = [];
    foreach (rempart_copy_sites() as $site) {
        if ($site['was'] === '') { // a row without an address would take every link with it
            continue;
        }
        foreach (['https://', 'http://', '//'] as $scheme) {
            $here = $scheme === '//' ? substr(REMPART_COPY_HOME, strlen('http:')) : REMPART_COPY_HOME;
            $moved[$scheme . $site['was']] = $here . rtrim($site['row']['path'], '/');
        }
    }
    return $moved;
}
function rempart_copy_site_at($found, $domain, $path, $segments, $paths)
{
    foreach ($paths as $one) {
        foreach (rempart_copy_sites() as $site) {
            if ($site['row']['path'] === $one) {
                return new WP_Site((object) $site['row']);
            }
        }
    }
    return false;
}
function rempart_copy_site($site)
{
    $here = is_object($site) ? (rempart_copy_sites()[(int) $site->blog_id]['row'] ?? null) : null;
    if ($here !== null) {
        $site = clone $site;
        $site->domain = $here['domain'];
        $site->path = $here['path'];
    }
    return $site;
}
function rempart_copy_option($address)
{
    return is_string($address) ? rempart_copy_addresses($address) : $address;
}
foreach (
    [
        ['pre_get_site_by_path', 'rempart_copy_site_at', 5],
        ['get_site', 'rempart_copy_site', 1],
        ['option_home', 'rempart_copy_option', 1],
        ['option_siteurl', 'rempart_copy_option', 1],
        ['site_option_siteurl', 'rempart_copy_option', 1],
    ] as [$rempart_hook, $rempart_does, $rempart_takes]
) {
    $GLOBALS['wp_filter'][$rempart_hook][PHP_INT_MAX][$rempart_does] = [
        'function' => $rempart_does,
        'accepted_args' => $rempart_takes,
    ];
}
