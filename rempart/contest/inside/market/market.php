<?php
/*
Plugin Name: Market
Description: The small shop of a site on the range. Its flaws are its purpose.
Version: 1.0
*/
function market_is_on(string $name): bool
{
    $switches = get_option('market_switches', []);
    return !empty($switches[$name]);
}
function market_data(string $name): array
{
    return (array) get_option('market_' . $name, []);
}
function market_route(string $path, callable $answer): void
{
    add_action('rest_api_init', function () use ($path, $answer): void {
        register_rest_route('market/v1', $path, [
            'methods' => 'GET', 'callback' => $answer, 'permission_callback' => '__return_true',
        ]);
    });
}
function market_refused(): WP_Error
{
    return new WP_Error('refused', 'Not for you.', ['status' => 403]);
}
// Whoever comes in by a flaw reads, and changes nothing: a found password stays the same for the next.
add_action('user_profile_update_errors', function ($errors): void {
    if (!current_user_can('manage_options')) {
        $errors->add('range', 'Not in this contest.');
    }
});
add_filter('rest_pre_insert_user', fn ($user) => current_user_can('manage_options') ? $user : market_refused());
add_filter('wp_is_application_passwords_available_for_user', fn ($is, $user) => $is && $user->user_login === 'deploy', 10, 2);
add_filter('allow_password_reset', '__return_false');
market_route('/goods', fn () => ['soap', 'honey', 'lavender']);
foreach (glob(__DIR__ . '/parts/*.php') as $part) {
    require $part;
}
