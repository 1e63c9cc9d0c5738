<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;

defined('ABSPATH') || exit;

/** The second step: asked after the password, answered at wp-login.php?action=rempart_factor. */
final class LoginPage
{
    const ACTION = 'rempart_factor';

    /** The answer to the second step. */
    public static function answer(): void
    {
        $token = isset($_POST['rempart_token']) && is_string($_POST['rempart_token']) ? $_POST['rempart_token'] : '';
        $found = Pending::find($token);
        if ($found === null || !SecondFactor::demands($found[0]->ID)) {
            wp_safe_redirect(wp_login_url());
            exit;
        }
        list($user, $row) = $found;
        if (!SecondFactor::tries($user->ID)) {
            status_header(429);
            self::ask($user, $token, __('Too many tries. Please wait a while, then try again.', 'rempart-companion'));
            exit;
        }
        if (!self::isRight($user, $row)) {
            SecondFactor::wrong($user->ID);
            self::ask($user, $token, __('That code is not right, or was used before.', 'rempart-companion'));
            exit;
        }
        if (!Pending::end($user, $row)) {
            wp_safe_redirect(wp_login_url());
            exit;
        }
        SecondFactor::rightNow($user->ID);
        self::letIn($user, $row['remembers'], $row['leads_to']);
    }

    private static function isRight(\WP_User $user, array $row): bool
    {
        $answer = isset($_POST['rempart_passkey']) && is_string($_POST['rempart_passkey']) ? wp_unslash($_POST['rempart_passkey']) : '';
        if ($answer !== '' && strlen($answer) <= 16384) {
            $answer = json_decode($answer, true, 3);
            return is_array($answer) && Passkey::used($user->ID, $answer, (string) hex2bin($row['challenge'])) !== null;
        }
        return Factor::isCode($user->ID, SecondFactor::typedCode());
    }

    public static function letIn(\WP_User $user, bool $remembers, string $leads_to): void
    {
        Sessions::begin($user, $remembers);
        wp_set_current_user($user->ID);
        EventLog::add('signin.second_step', $user->ID, (string) $user->ID, [], EventLog::person());
        do_action('wp_login', $user->user_login, $user);
        $home = user_can($user, 'edit_posts') ? admin_url() : home_url('/');
        wp_safe_redirect(apply_filters('login_redirect', $leads_to !== '' ? $leads_to : $home, $leads_to, $user));
        exit;
    }

    /** Inside wp-login.php in its dress, elsewhere (a shop's own form) plainly. */
    public static function ask(\WP_User $user, string $token, string $wrong = ''): void
    {
        nocache_headers();
        $title = __('Second step', 'rempart-companion');
        $is_dressed = function_exists('login_header');
        if ($is_dressed) {
            login_header($title, '', $wrong === '' ? null : new \WP_Error('rempart_factor', esc_html($wrong)));
        } else {
            echo '<!DOCTYPE html><html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>'
                . esc_html($title) . '</title></head><body><h1>' . esc_html($title) . '</h1><p>' . esc_html($wrong) . '</p>';
        }
        self::form($user, $token);
        if ($is_dressed) {
            login_footer('rempart_code');
        } else {
            echo '</body></html>';
        }
    }

    private static function form(\WP_User $user, string $token): void
    {
        $kinds = Factor::kinds($user->ID);
        echo '<form method="post" id="loginform" action="' . esc_url(site_url('wp-login.php?action=' . self::ACTION, 'login_post')) . '">'
            . '<input type="hidden" name="rempart_token" value="' . esc_attr($token) . '">';
        if (in_array('passkey', $kinds, true)) {
            $found = Pending::find($token);
            echo '<input type="hidden" name="rempart_passkey" id="rempart_passkey" value=""><p><button type="button" id="rempart_use" class="button button-large" style="width:100%">'
                . esc_html__('Use a passkey', 'rempart-companion') . '</button></p><p>&nbsp;</p>';
            PasskeyScript::use($found === null ? '' : $found[1]['challenge'], array_column(Factor::passkeys($user->ID), 'id'));
        }
        $label = in_array('totp', $kinds, true)
            ? __('Code from your app, or a recovery code', 'rempart-companion')
            : __('A recovery code', 'rempart-companion');
        echo '<p><label for="rempart_code">' . esc_html($label) . '</label><input type="text" name="rempart_code" id="rempart_code" class="input" '
            . 'autocomplete="one-time-code" inputmode="text" autocapitalize="characters" spellcheck="false" maxlength="' . SecondFactor::CODE_BYTES . '"></p>'
            . '<p class="submit"><input type="submit" class="button button-primary button-large" value="' . esc_attr__('Sign in', 'rempart-companion') . '"></p></form>'
            . '<p id="nav"><a href="' . esc_url(wp_login_url()) . '">' . esc_html__('Begin again', 'rempart-companion') . '</a></p>';
    }
}
