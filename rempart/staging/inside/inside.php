<?php
// What holds inside a copy, laid into WordPress's hooks before anything of the site is loaded. The walls are outside:
// this only makes the copy answer sensibly where they stop it, and counts what wanted out.
function rempart_copy_note(string $file, string $text): void
{
    @file_put_contents('/copy/run/' . $file, $text, FILE_APPEND | LOCK_EX);
}
function rempart_copy_mail($done)
{
    rempart_copy_note('mails', 'x');
    return true;
}
function rempart_copy_call($done, $arguments, $url)
{
    $host = (string) parse_url((string) $url, PHP_URL_HOST);
    if ($host !== parse_url(REMPART_COPY_HOME, PHP_URL_HOST)) {
        rempart_copy_note('calls', substr(preg_replace('/[^a-z0-9.-]/', '', strtolower($host)), 0, 100) . "\n");
    }
    return new WP_Error('http_request_not_executed', 'A copy of a site has no way out.');
}
function rempart_copy_addresses(string $page): string
{
    static $moved = null;
    if ($moved === null) {
        $moved = [];
        $plain = array_fill_keys(REMPART_COPY_WAS, REMPART_COPY_HOME);
        foreach ((function_exists('rempart_copy_sites_moved') ? rempart_copy_sites_moved() : []) + $plain as $was => $now) {
            $moved[$was] = $now;
            $moved[str_replace('/', '\/', $was)] = str_replace('/', '\/', $now);
            $moved[rawurlencode($was)] = rawurlencode($now);
        }
    }
    return $moved ? strtr($page, $moved) : $page; // the longest first, and nothing twice
}
function rempart_copy_begin(): void
{
    if (PHP_SAPI !== 'cli') {
        ob_start('rempart_copy_addresses');
    }
}
function rempart_copy_sign_in(): void
{
    $given = (string) ($_SERVER['HTTP_X_REMPART_SIGN_IN'] ?? '');
    if (PHP_SAPI === 'cli' || $given === '' || !hash_equals(REMPART_COPY_SIGN_IN, $given)) {
        return;
    }
    $found = get_users(['role' => 'administrator', 'number' => 1, 'orderby' => 'ID']);
    $admins = is_multisite() ? get_super_admins() : [];
    $user = $admins ? get_user_by('login', $admins[0]) : ($found[0] ?? null);
    if ($user) {
        wp_set_auth_cookie($user->ID, false, false);
    }
    status_header($user ? 204 : 404);
    exit;
}
foreach (
    [
        ['pre_wp_mail', 'rempart_copy_mail', 1, PHP_INT_MAX],
        ['pre_http_request', 'rempart_copy_call', 3, PHP_INT_MAX],
        ['muplugins_loaded', 'rempart_copy_begin', 0, 0],
        ['init', 'rempart_copy_sign_in', 0, 0],
        ['pre_option_blog_public', 'rempart_copy_zero', 0, PHP_INT_MAX],
    ] as [$rempart_hook, $rempart_does, $rempart_takes, $rempart_order]
) {
    $GLOBALS['wp_filter'][$rempart_hook][$rempart_order][$rempart_does] = [
        'function' => $rempart_does,
        'accepted_args' => $rempart_takes,
    ];
}
function rempart_copy_zero(): string
{
    return '0';
}
