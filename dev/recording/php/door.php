<?php
// An owner's own second factor: at wp-login a code of the hour, from a secret of the account, besides the password.
function fixture_code($user)
{
    $secret = (string) get_user_meta($user, 'fixture_factor', true);
    return $secret === '' ? '' : substr(hash_hmac('sha256', gmdate('Y-m-d H'), $secret), 0, 8);
}
add_filter('authenticate', static function ($user) {
    if (!$user instanceof WP_User || ($due = fixture_code($user->ID)) === '') {
        return $user;
    }
    $typed = isset($_POST['fixture_code']) && is_string($_POST['fixture_code']) ? $_POST['fixture_code'] : '';
    return hash_equals($due, $typed) ? $user : new WP_Error('factor', 'The code is missing.');
}, 50);
add_filter('rempart_companion_second_factors', static function ($kinds, $user) {
    return get_user_meta($user, 'fixture_factor', true) ? array_merge($kinds, ['totp']) : $kinds;
}, 10, 2);
