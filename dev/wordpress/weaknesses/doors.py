"""Doors of WordPress: sign-in, registration, REST, XML-RPC."""

from dev.wordpress.weakness import closed_by, opened_by, option

XMLRPC = closed_by(
    "xmlrpc_open",
    "xmlrpc.php answers everybody",
    "if (defined('XMLRPC_REQUEST')) { http_response_code(403); exit; }",
)

PINGBACK = closed_by(
    "xmlrpc_pingback",
    "xmlrpc.php takes pingbacks",
    """
add_filter('xmlrpc_methods', function ($methods) {
    unset($methods['pingback.ping'], $methods['pingback.extensions.getPingbacks']);
    return $methods;
});""",
)

# Counts failures by address in a file, so that it also holds where transients are slow; 3 in 10 minutes are allowed.
LOGIN_UNLIMITED = closed_by(
    "login_unlimited",
    "passwords can be tried without end",
    """
function fixture_failures(bool $add = false): int {
    $path = getenv('SITE_FOLDER') . '/failures-' . md5($_SERVER['REMOTE_ADDR'] ?? '');
    $times = array_filter(explode("\\n", (string) @file_get_contents($path)), fn($t) => (int) $t > time() - 600);
    if ($add) {
        $times[] = (string) time();
        file_put_contents($path, implode("\\n", $times), LOCK_EX);
    }
    return count($times);
}
add_action('wp_login_failed', fn() => fixture_failures(true));
add_filter('authenticate', function ($user, $name) {
    if ($name !== '' && fixture_failures() >= 3) {
        status_header(429);
        return new WP_Error('too_many', 'Too many failed attempts. Try again in 10 minutes.');
    }
    return $user;
}, 99, 2);""",
)

NO_CHALLENGE = closed_by(
    "login_no_challenge",
    "the sign-in form asks for no proof of being human",
    "add_action('login_form', function () { echo '<div class=\"cf-turnstile\" data-sitekey=\"1x00000000000000000000AA\"></div>'; });",
)

NO_SECOND_FACTOR = closed_by(
    "login_no_second_factor",
    "the sign-in form shows no sign of a second factor",
    'add_action(\'login_form\', function () { echo \'<p><label>Code <input type="text" name="googleotp" autocomplete="off"></label></p>\'; });',
)

REGISTRATION = option("registration_open", "anybody may register", "users_can_register", "1", "0")

REST = closed_by(
    "rest_open",
    "the REST interface answers strangers",
    """
add_filter('rest_authentication_errors', function ($result) {
    return $result ?: (is_user_logged_in() ? $result : new WP_Error('rest_closed', 'Sign in first.', ['status' => 401]));
});""",
)

APPLICATION_PASSWORDS = opened_by(
    "application_passwords",
    "application passwords may be used without encryption",
    "add_filter('wp_is_application_passwords_available', '__return_true');",
)

LOGIN_MOVED = opened_by(
    "login_moved",
    "no weakness: the sign-in page is not where strangers look",
    "add_action('login_init', function () { status_header(404); exit('<!DOCTYPE html><title>Nothing here</title>'); });",
)
