<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;

defined('ABSPATH') || exit;

/** Profile > Second step: set up an app or a passkey, fresh recovery codes, take one away. Each deed has its own token. */
final class ProfilePage
{
    const SLUG = 'rempart-second-step';
    const DEEDS = ['start', 'confirm', 'passkey', 'codes', 'drop_totp', 'drop_passkey']; // each a method here
    const RESET = 'rempart_reset';

    /** @var string */
    private static $word = '';
    /** @var string */
    private static $wrong = '';
    /** @var string[] shown once */
    private static $codes = [];
    /** @var bool the password was typed: the picture may be shown */
    private static $is_open = false;

    public static function listen(): void
    {
        if (!is_admin()) {
            return;
        }
        add_action('admin_menu', [self::class, 'menu']);
        add_action('admin_notices', [self::class, 'remind']);
        add_action('show_user_profile', [self::class, 'lead']);
        add_action('edit_user_profile', [self::class, 'other']);
        add_action('edit_user_profile_update', [self::class, 'reset']);
    }

    public static function menu(): void
    {
        $title = __('Second step', 'rempart-companion');
        $parent = current_user_can('list_users') ? 'users.php' : 'profile.php';
        $hook = add_submenu_page($parent, $title, $title, 'read', self::SLUG, [self::class, 'show']);
        add_action('load-' . $hook, [self::class, 'act']);
    }

    private static function address(): string
    {
        return admin_url((current_user_can('list_users') ? 'users.php' : 'profile.php') . '?page=' . self::SLUG);
    }

    public static function remind(): void
    {
        $user = wp_get_current_user();
        $asked = Policy::of('second_factor');
        if ($asked === null || Factor::has($user->ID) || !SecondFactor::should($user, $asked)) {
            return;
        }
        /* translators: %s is a date */
        $text = __('Please set up a second step for signing in by %s. It takes two minutes.', 'rempart-companion');
        echo '<div class="notice notice-warning"><p>' . esc_html(sprintf($text, wp_date(get_option('date_format'), Grace::until($user, $asked))))
            . ' <a href="' . esc_url(self::address()) . '">' . esc_html__('Set it up', 'rempart-companion') . '</a></p></div>';
    }

    public static function lead(): void
    {
        echo '<h2>' . esc_html__('Second step', 'rempart-companion') . '</h2><p><a href="' . esc_url(self::address()) . '">' . esc_html__('Set it up', 'rempart-companion') . '</a></p>';
    }

    /** An administrator helps somebody whose phone is lost. @param \WP_User $user */
    public static function other($user): void
    {
        if (!self::mayHelp($user->ID)) {
            return;
        }
        echo '<h2>' . esc_html__('Second step', 'rempart-companion') . '</h2><p><label><input type="checkbox" name="' . self::RESET . '" value="1"> '
            . esc_html__('Take away the second factor of this account, and give seven days to set up a new one.', 'rempart-companion') . '</label></p>';
    }

    private static function mayHelp(int $user): bool
    {
        return Policy::of('second_factor') !== null && current_user_can('promote_users') && current_user_can('edit_user', $user)
            && Sessions::isStrong(get_current_user_id());
    }

    /** WordPress has checked the token of its form. */
    public static function reset($user): void
    {
        $user = (int) $user;
        if (!empty($_POST[self::RESET]) && self::mayHelp($user) && $user !== get_current_user_id()) {
            check_admin_referer('update-user_' . $user);
            Factor::reset($user);
            \WP_Session_Tokens::get_instance($user)->destroy_all();
            Grace::give($user, get_current_user_id());
            EventLog::add('factor.reset', get_current_user_id(), (string) $user, [], EventLog::person());
        }
    }

    public static function act(): void
    {
        $deed = isset($_POST['rempart_do']) && is_string($_POST['rempart_do']) ? $_POST['rempart_do'] : '';
        if (!in_array($deed, self::DEEDS, true)) {
            return;
        }
        check_admin_referer('rempart-step-' . $deed);
        $user = wp_get_current_user();
        if (!self::isSelf($user)) {
            self::$wrong = __('That is not right. Please try once more.', 'rempart-companion');
            return;
        }
        if (Factor::has($user->ID) && !Sessions::isFresh($user->ID)) {
            self::$wrong = __('Please sign in again first: the second step was a while ago.', 'rempart-companion');
            return;
        }
        self::$deed($user); // out of DEEDS
    }

    /** The password, typed again: an open window is not enough. */
    private static function isSelf(\WP_User $user): bool
    {
        $password = isset($_POST['rempart_password']) && is_string($_POST['rempart_password']) ? wp_unslash($_POST['rempart_password']) : '';
        if (!SecondFactor::tries($user->ID)) {
            return false;
        }
        $is_right = $password !== '' && wp_check_password($password, $user->user_pass, $user->ID);
        if ($is_right) {
            SecondFactor::rightNow($user->ID);
        }
        return $is_right;
    }

    private static function start(): void
    {
        self::$is_open = true;
    }

    private static function confirm(\WP_User $user): void
    {
        $typed = (string) preg_replace('/\s+/', '', SecondFactor::typedCode());
        if (!Factor::isTrialRight($user->ID, $typed)) {
            self::$is_open = true;
            self::$wrong = __('That code is not right. Please try the next one that your app shows.', 'rempart-companion');
            return;
        }
        Sessions::markPresent($user->ID); // before it is asked for: another request of this browser may come meanwhile
        Factor::keepTrial($user->ID);
        self::added($user, 'totp');
    }

    private static function added(\WP_User $user, string $kind): void
    {
        if (Factor::codesLeft($user->ID) === 0) {
            self::$codes = Factor::newCodes($user->ID);
        }
        wp_destroy_other_sessions(); // those that began without a second step
        EventLog::add('factor.added', $user->ID, (string) $user->ID, ['kind' => $kind], EventLog::person());
        self::$word = __('Done. From now on signing in takes a second step.', 'rempart-companion');
    }

    private static function passkey(\WP_User $user): void
    {
        $challenge = Factor::takeChallenge($user->ID);
        $made = isset($_POST['rempart_made']) && is_string($_POST['rempart_made']) ? wp_unslash($_POST['rempart_made']) : '';
        $made = strlen($made) <= 32768 ? json_decode($made, true, 3) : null;
        $name = isset($_POST['rempart_name']) && is_string($_POST['rempart_name']) ? sanitize_text_field(wp_unslash($_POST['rempart_name'])) : '';
        $name = str_replace('\\', '', function_exists('mb_substr') ? mb_substr($name, 0, 40) : substr($name, 0, 40));
        try {
            if ($challenge === null || !is_array($made) || !is_string($made['client'] ?? null) || !is_string($made['attestation'] ?? null)) {
                throw new \UnexpectedValueException('form');
            }
            $passkey = Passkey::made($made['client'], $made['attestation'], (string) hex2bin($challenge), $name);
        } catch (\UnexpectedValueException $bad) {
            self::$wrong = __('Your browser’s answer could not be read. Please try once more.', 'rempart-companion');
            return;
        }
        Sessions::markPresent($user->ID);
        if (!Factor::addPasskey($user->ID, $passkey)) {
            self::$wrong = __('This passkey is here already, or ten are.', 'rempart-companion');
            return;
        }
        self::added($user, 'passkey');
    }

    private static function codes(\WP_User $user): void
    {
        if (Factor::has($user->ID)) {
            self::$codes = Factor::newCodes($user->ID);
            EventLog::add('factor.codes_made', $user->ID, (string) $user->ID, [], EventLog::person());
        }
    }

    private static function drop_totp(\WP_User $user): void
    {
        Factor::removeTotp($user->ID);
        self::dropped($user, 'totp');
    }

    private static function drop_passkey(\WP_User $user): void
    {
        $id = isset($_POST['rempart_id']) && is_string($_POST['rempart_id']) ? $_POST['rempart_id'] : '';
        Factor::removePasskey($user->ID, $id);
        self::dropped($user, 'passkey');
    }

    /** Whoever takes the last one away has days to set up another, and is in the record. */
    private static function dropped(\WP_User $user, string $kind): void
    {
        EventLog::add('factor.removed', $user->ID, (string) $user->ID, ['kind' => $kind], EventLog::person());
        if (!Factor::has($user->ID)) {
            delete_user_meta($user->ID, Factor::RECOVERY);
            $asked = Policy::of('second_factor');
            if (SecondFactor::should($user, $asked)) {
                Grace::give($user->ID, $user->ID); // time to set up another
            }
        }
        self::$word = __('Taken away.', 'rempart-companion');
    }

    public static function show(): void
    {
        $user = wp_get_current_user();
        echo '<div class="wrap"><h1>' . esc_html__('Second step', 'rempart-companion') . '</h1>';
        foreach (['success' => self::$word, 'error' => self::$wrong] as $kind => $text) {
            echo $text === '' ? '' : '<div class="notice notice-' . esc_attr($kind) . '"><p>' . esc_html($text) . '</p></div>';
        }
        if (self::$codes) {
            echo '<h2>' . esc_html__('Recovery codes', 'rempart-companion') . '</h2><p>'
                . esc_html__('Keep these on paper. Each opens this account once, when your phone is not at hand. They are shown only now.', 'rempart-companion')
                . '</p><pre id="rempart-new-codes">' . esc_html(implode("\n", self::$codes)) . '</pre>';
        }
        self::showApp($user);
        self::showPasskeys($user);
        if (Factor::has($user->ID)) {
            /* translators: %d is a number */
            $left = __('Recovery codes left: %d', 'rempart-companion');
            echo '<h2>' . esc_html__('Recovery codes', 'rempart-companion') . '</h2><p>' . esc_html(sprintf($left, Factor::codesLeft($user->ID))) . '</p>';
            self::form('codes', __('Make new ones', 'rempart-companion'));
        }
        echo '</div>';
    }

    private static function showApp(\WP_User $user): void
    {
        echo '<h2>' . esc_html__('Codes from an app', 'rempart-companion') . '</h2>';
        $has = in_array('totp', Factor::kinds($user->ID), true);
        if (self::$is_open) {
            $secret = Factor::trial($user->ID);
            echo '<p>' . esc_html__('Take a picture of this with your app, or type the key into it. Then type the code that it shows.', 'rempart-companion') . '</p>';
            echo Qr::svg(Totp::address($secret, (string) wp_parse_url(home_url(), PHP_URL_HOST), $user->user_login)); // drawn here, only figures in it
            echo '<p><code id="rempart-key">' . esc_html(implode(' ', str_split(Totp::text($secret), 4))) . '</code></p>';
            self::form('confirm', __('Switch on', 'rempart-companion'), '<p><label>' . esc_html__('Code', 'rempart-companion')
                . ' <input type="text" name="rempart_code" inputmode="numeric" autocomplete="one-time-code" maxlength="12" required></label></p>');
            return;
        }
        echo '<p>' . ($has ? esc_html__('On', 'rempart-companion') : esc_html__('An app on your phone shows six digits that change every half minute.', 'rempart-companion')) . '</p>';
        self::form('start', $has ? __('Set up another app instead', 'rempart-companion') : __('Set up', 'rempart-companion'));
        if ($has) {
            self::form('drop_totp', __('Take away', 'rempart-companion'));
        }
    }

    private static function showPasskeys(\WP_User $user): void
    {
        echo '<h2>' . esc_html__('Passkeys', 'rempart-companion') . '</h2><p>'
            . esc_html__('A key on this device or on a stick. It works only on the real address of this site, so it cannot be phished.', 'rempart-companion') . '</p>';
        foreach (Factor::passkeys($user->ID) as $one) {
            $name = $one['name'] === '' ? __('Passkey', 'rempart-companion') : $one['name'];
            echo '<p><strong>' . esc_html($name) . '</strong> ' . esc_html(wp_date(get_option('date_format'), (int) $one['at'])) . '</p>';
            self::form('drop_passkey', __('Take away', 'rempart-companion'), '<input type="hidden" name="rempart_id" value="' . esc_attr($one['id']) . '">');
        }
        $challenge = Factor::challenge($user->ID);
        PasskeyScript::make($challenge, $user, array_column(Factor::passkeys($user->ID), 'id'));
        self::form('passkey', '', '<input type="hidden" name="rempart_made" id="rempart_made" value=""><p><label>' . esc_html__('Name', 'rempart-companion')
            . ' <input type="text" name="rempart_name" maxlength="40"></label></p>', '<button type="button" id="rempart_make" class="button">' . esc_html__('Add a passkey', 'rempart-companion') . '</button>');
    }

    /** @param string $more markup made here */
    private static function form(string $deed, string $button, string $more = '', string $instead = ''): void
    {
        echo '<form method="post" id="rempart-' . esc_attr($deed) . '"><input type="hidden" name="rempart_do" value="' . esc_attr($deed) . '">';
        wp_nonce_field('rempart-step-' . $deed, '_wpnonce', true);
        echo $more . '<p><label>' . esc_html__('Your password', 'rempart-companion') . ' <input type="password" name="rempart_password" autocomplete="current-password" required></label> '
            . ($instead !== '' ? $instead : '<button type="submit" class="button">' . esc_html($button) . '</button>') . '</p></form>';
    }
}
