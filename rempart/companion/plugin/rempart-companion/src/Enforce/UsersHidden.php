<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Strangers are not told the names people sign in with. Who writes here may still choose an author. */
final class UsersHidden extends Rule
{
    const CODES = ['invalid_username', 'invalid_email', 'incorrect_password', 'invalidcombo'];

    public function hold(): void
    {
        add_filter('rest_request_before_callbacks', [self::class, 'rest'], 1, 3);
        add_action('template_redirect', [self::class, 'archive'], 0);
        add_filter('author_link', [self::class, 'link'], PHP_INT_MAX);
        add_filter('comment_class', [self::class, 'classes'], PHP_INT_MAX);
        add_filter('oembed_response_data', [self::class, 'oembed'], PHP_INT_MAX);
        add_filter('wp_sitemaps_add_provider', [self::class, 'sitemap'], PHP_INT_MAX, 2);
        add_filter('wpseo_sitemap_exclude_author', [self::class, 'others'], PHP_INT_MAX);
        add_filter('authenticate', [self::class, 'alike'], PHP_INT_MAX - 20);
        add_filter('rest_authentication_errors', [self::class, 'alike'], PHP_INT_MAX - 20);
        add_filter('lostpassword_errors', [self::class, 'lost'], PHP_INT_MAX, 2);
    }

    private static function on(): bool
    {
        return Policy::of('users_hidden') !== null;
    }

    /** @param mixed $answer @param mixed $handler @param \WP_REST_Request $request */
    public static function rest($answer, $handler, $request)
    {
        $route = strtolower($request->get_route());
        $is_list = preg_match('~^/wp/v2/users(?:/|$)~', $route) === 1 && strncmp($route, '/wp/v2/users/me', 15) !== 0;
        if (!self::on() || !$is_list || current_user_can('edit_posts') || current_user_can('list_users')) {
            return $answer;
        }
        return new \WP_Error('rest_user_cannot_view', __('Please sign in first.', 'rempart-companion'), ['status' => rest_authorization_required_code()]);
    }

    /** Before WordPress leads ?author=1 to the page with the name in its address. */
    public static function archive(): void
    {
        $asks = is_author() || get_query_var('author_name') || preg_match('/[0-9]/', (string) wp_json_encode($_GET['author'] ?? '')) === 1;
        if (self::on() && $asks && !is_user_logged_in()) {
            global $wp_query;
            $wp_query->set_404();
            $wp_query->posts = []; // a feed would list them all the same
            $wp_query->post_count = 0;
            status_header(404);
            nocache_headers();
            remove_action('template_redirect', 'redirect_canonical');
        }
    }

    public static function link($address)
    {
        return self::on() && !is_admin() && !current_user_can('edit_posts') ? home_url('/') : $address;
    }

    public static function classes($classes)
    {
        return !self::on() || !is_array($classes) ? $classes : array_values(array_filter($classes, static function ($one) {
            return strncmp((string) $one, 'comment-author-', 15) !== 0;
        }));
    }

    public static function oembed($told)
    {
        if (self::on() && is_array($told)) {
            unset($told['author_name'], $told['author_url']);
        }
        return $told;
    }

    public static function sitemap($provider, $name)
    {
        return self::on() && $name === 'users' ? false : $provider;
    }

    public static function others($users)
    {
        return self::on() ? [] : $users;
    }

    /** A wrong name and a wrong password read alike. */
    public static function alike($answer)
    {
        if (!self::on() || !is_wp_error($answer) || !in_array($answer->get_error_code(), self::CODES, true)) {
            return $answer;
        }
        $data = $answer->get_error_data();
        return new \WP_Error('invalidcombo', __('The name or the password is not right.', 'rempart-companion'), $data ?: '');
    }

    /** Asked for an account that is not there: the same answer as for one that is. @param \WP_Error $errors */
    public static function lost($errors, $user)
    {
        $is_form = isset($GLOBALS['pagenow']) && $GLOBALS['pagenow'] === 'wp-login.php' && ($_SERVER['REQUEST_METHOD'] ?? '') === 'POST';
        $known = array_diff($errors->get_error_codes(), ['invalid_email', 'invalidcombo']);
        if (self::on() && $is_form && !$user && !$known) {
            wp_safe_redirect('wp-login.php?checkemail=confirm');
            exit;
        }
        return $errors;
    }

    public function told(): array
    {
        global $wpdb;
        $same = (int) $wpdb->get_var("SELECT COUNT(*) FROM {$wpdb->users} WHERE display_name = user_login");
        return self::say(self::on(), self::on() ? 'companion' : 'nobody', $same ? ["$same public names are sign-in names"] : []);
    }
}
