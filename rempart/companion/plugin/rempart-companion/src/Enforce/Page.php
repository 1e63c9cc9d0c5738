<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;

defined('ABSPATH') || exit;

/** Tools > Protection: what is enforced, what waits, and an administrator's own way to let go or to free. */
final class Page
{
    const SLUG = 'rempart-protection';

    /** @var string */
    private static $word = '';

    public static function listen(): void
    {
        if (is_admin()) {
            add_action(is_multisite() ? 'network_admin_menu' : 'admin_menu', [self::class, 'menu']);
        }
    }

    private static function right(): string
    {
        return is_multisite() ? 'manage_network_options' : 'manage_options';
    }

    public static function menu(): void
    {
        $title = __('Protection', 'rempart-companion');
        $hook = add_submenu_page(is_multisite() ? 'settings.php' : 'tools.php', $title, $title, self::right(), self::SLUG, [self::class, 'show']);
        add_action('load-' . $hook, [self::class, 'act']);
    }

    public static function act(): void
    {
        $deed = isset($_POST['rempart_do']) && is_string($_POST['rempart_do']) ? $_POST['rempart_do'] : '';
        if ($deed !== 'free' && $deed !== 'let_go') {
            return;
        }
        check_admin_referer('rempart-protect-' . $deed);
        $user = get_current_user_id();
        if (!current_user_can(self::right())) {
            wp_die(esc_html__('You may not do this.', 'rempart-companion'), '', ['response' => 403]);
        }
        if ($deed === 'free' && (Policy::of('second_factor') === null || Sessions::isStrong($user))) {
            Attempts::free($user);
            self::$word = __('Nobody has to wait now.', 'rempart-companion');
        } elseif ($deed === 'let_go') {
            $name = isset($_POST['rempart_rule']) && is_string($_POST['rempart_rule']) ? $_POST['rempart_rule'] : '';
            Policy::set(array_diff_key(Policy::all(), [$name => true]), $user);
            self::$word = __('Let go. Everything is as it was before.', 'rempart-companion');
        }
    }

    public static function show(): void
    {
        echo '<div class="wrap"><h1>' . esc_html__('Protection', 'rempart-companion') . '</h1>';
        echo self::$word === '' ? '' : '<div class="notice notice-success"><p>' . esc_html(self::$word) . '</p></div>';
        echo '<p>' . esc_html__('Rempart keeps these closed on this site, because its owner asked for it.', 'rempart-companion') . '</p><table class="widefat striped" style="max-width:60em"><tbody>';
        $names = self::names();
        foreach (Policy::told() as $rule => $told) {
            if ($told['asked'] !== null) {
                echo '<tr><th scope="row">' . esc_html($names[$rule]) . '</th><td>' . ($told['holds'] ? esc_html__('Holds', 'rempart-companion') : esc_html__('Does not hold', 'rempart-companion')) . '</td><td>';
                self::form('let_go', __('Let go', 'rempart-companion'), $rule);
                echo '</td></tr>';
            }
        }
        echo '</tbody></table>';
        if (Policy::of('log_hidden') !== null && is_file(LogHidden::place())) {
            /* translators: %s is a file */
            $text = __('The log of faults is at %s', 'rempart-companion');
            echo '<p>' . esc_html(sprintf($text, LogHidden::place())) . '</p>';
        }
        if (Policy::of('login_limit') !== null) {
            /* translators: %d is a number */
            $text = __('Accounts and addresses that have to wait after wrong tries: %d', 'rempart-companion');
            echo '<p>' . esc_html(sprintf($text, Attempts::waiting())) . '</p>';
            self::form('free', __('Free them all', 'rempart-companion'));
        }
        echo '</div>';
    }

    /** @return array<string, string> */
    private static function names(): array
    {
        return [
            'editor_off' => __('No editing of plug-in and theme files in the browser', 'rempart-companion'),
            'debug_hidden' => __('Faults are not shown to visitors', 'rempart-companion'),
            'log_hidden' => __('The log of faults lies where nobody finds it', 'rempart-companion'),
            'xmlrpc' => __('XML-RPC closed or narrowed', 'rempart-companion'),
            'users_hidden' => __('Sign-in names are not told', 'rempart-companion'),
            'versions_hidden' => __('The version of WordPress is not told', 'rempart-companion'),
            'registration_off' => __('Nobody makes an account by themselves', 'rempart-companion'),
            'endpoints_closed' => __('Rarely used doors are closed', 'rempart-companion'),
            'application_passwords_off' => __('No application passwords', 'rempart-companion'),
            'login_limit' => __('Tries to sign in are limited', 'rempart-companion'),
            'login_challenge' => __('More is asked after wrong tries', 'rempart-companion'),
            'second_factor' => __('A second step for signing in', 'rempart-companion'),
        ];
    }

    private static function form(string $deed, string $button, string $rule = ''): void
    {
        echo '<form method="post" id="rempart-' . esc_attr($deed . $rule) . '"><input type="hidden" name="rempart_do" value="' . esc_attr($deed) . '"><input type="hidden" name="rempart_rule" value="' . esc_attr($rule) . '">';
        wp_nonce_field('rempart-protect-' . $deed);
        echo '<button type="submit" class="button">' . esc_html($button) . '</button></form>';
    }
}
