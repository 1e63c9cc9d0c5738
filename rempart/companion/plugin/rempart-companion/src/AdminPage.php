<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Tools > Rempart: the code, how things stand, what stands open, and the way out. Administrators only. */
final class AdminPage
{
    const SLUG = 'rempart-companion';
    const DEEDS = ['code', 'leave', 'open', 'close', 'keep', 'guard'];

    /** @var string the code just made, shown once */
    private static $code = '';
    /** @var string */
    private static $word = '';

    public static function listen(): void
    {
        add_action(is_multisite() ? 'network_admin_menu' : 'admin_menu', [self::class, 'menu']);
    }

    private static function right(): string
    {
        return is_multisite() ? 'manage_network_options' : 'manage_options';
    }

    public static function menu(): void
    {
        $parent = is_multisite() ? 'settings.php' : 'tools.php';
        $hook = add_submenu_page($parent, 'Rempart', 'Rempart', self::right(), self::SLUG, [self::class, 'show']);
        add_action('load-' . $hook, [self::class, 'act']);
    }

    /** Every deed has its own token, and asks again whether this person may. */
    public static function act(): void
    {
        $deed = isset($_POST['rempart_do']) && is_string($_POST['rempart_do']) ? $_POST['rempart_do'] : '';
        if (!in_array($deed, self::DEEDS, true)) {
            return;
        }
        check_admin_referer('rempart-' . $deed);
        if (!current_user_can(self::right())) {
            wp_die(esc_html__('You may not do this.', 'rempart-companion'), '', ['response' => 403]);
        }
        self::$deed(get_current_user_id());
    }

    private static function code(int $user): void
    {
        self::$code = implode('-', str_split(Enrolment::beginCode($user, !empty($_POST['window'])), 4));
        EventLog::add('companion.code_made', $user, '', ['window' => !empty($_POST['window'])], EventLog::person());
    }

    private static function leave(int $user): void
    {
        Enrolment::leave('administrator', $user);
        self::$word = __('This site no longer answers Rempart.', 'rempart-companion');
    }

    private static function open(int $user): void
    {
        Window::open($user);
        self::$word = __('For two hours Rempart may put a copy back onto this site.', 'rempart-companion');
    }

    private static function close(int $user): void
    {
        Window::close($user);
        self::$word = __('Nothing can be put back now.', 'rempart-companion');
    }

    private static function keep(int $user): void
    {
        Store::put(Store::KEEP, empty($_POST['events']) ? '' : 'events');
        self::$word = __('Saved.', 'rempart-companion');
    }

    private static function guard(int $user): void
    {
        $typed = isset($_POST['addresses']) && is_string($_POST['addresses']) ? wp_unslash($_POST['addresses']) : '';
        $found = array_filter(preg_split('/[\s,]+/', $typed) ?: [], static function ($one) {
            return filter_var($one, FILTER_VALIDATE_IP) !== false;
        });
        Store::put(Store::GUARD, array_slice(array_values($found), 0, 8));
        EventLog::add('companion.guard_named', $user, '', ['count' => count($found)], EventLog::person());
        self::$word = __('Saved.', 'rempart-companion');
    }

    public static function show(): void
    {
        $enrolment = Enrolment::current();
        echo '<div class="wrap"><h1>Rempart</h1>';
        if (self::$word !== '') {
            echo '<div class="notice notice-success"><p>' . esc_html(self::$word) . '</p></div>';
        }
        self::showState($enrolment);
        self::showCode($enrolment !== null);
        if ($enrolment !== null) {
            self::showWindow();
            self::showGuard();
        }
        self::showSettings();
        self::showWayOut($enrolment !== null);
        echo '</div>';
    }

    private static function showState(?array $enrolment): void
    {
        echo '<h2>' . esc_html__('How things stand', 'rempart-companion') . '</h2><table class="widefat striped" style="max-width:60em"><tbody>';
        /* translators: %s is a date */
        $since = __('Connected since %s', 'rempart-companion');
        $state = $enrolment === null
            ? __('Not connected: make a code below and type it into Rempart.', 'rempart-companion')
            : sprintf($since, wp_date(get_option('date_format') . ' H:i', (int) $enrolment['at']));
        self::line(__('Connection', 'rempart-companion'), $state);
        self::line(__('Address of this site', 'rempart-companion'), $enrolment['home'] ?? Enrolment::home());
        if ($enrolment !== null) {
            self::line(__('Key of your Rempart', 'rempart-companion'), Keys::id($enrolment['hub_key']));
        }
        $until = Window::until();
        /* translators: %s is a time of day */
        $open = __('Open until %s', 'rempart-companion');
        self::line(__('Putting a copy back', 'rempart-companion'), $until === null ? __('Closed', 'rempart-companion') : sprintf($open, wp_date('H:i', $until)));
        self::line(__('Version', 'rempart-companion'), REMPART_COMPANION_VERSION);
        echo '</tbody></table>';
    }

    private static function showCode(bool $is_enrolled): void
    {
        echo '<h2>' . esc_html__('Connect', 'rempart-companion') . '</h2>';
        if (self::$code !== '') {
            echo '<p>' . esc_html__('Type this code on the page of this site in Rempart. It is shown once and holds for 30 minutes.', 'rempart-companion') . '</p>';
            echo '<p><code id="rempart-shown-code" style="font-size:2em;letter-spacing:.1em">' . esc_html(self::$code) . '</code></p>';
            return;
        }
        if ($is_enrolled) {
            echo '<p>' . esc_html__('A new code lets another Rempart take the place of the one that is connected.', 'rempart-companion') . '</p>';
        }
        self::beginForm('code');
        echo '<p><label><input type="checkbox" name="window" value="1"> '
            . esc_html__('This site is freshly installed: a copy may be put back during the 30 minutes after connecting.', 'rempart-companion') . '</label></p>';
        self::endForm(__('Make a code', 'rempart-companion'));
    }

    private static function showWindow(): void
    {
        echo '<h2>' . esc_html__('Putting a copy back', 'rempart-companion') . '</h2><p>'
            . esc_html__('Rempart can overwrite this site with a copy only while you allow it here.', 'rempart-companion') . '</p>';
        $is_open = Window::until() !== null;
        self::beginForm($is_open ? 'close' : 'open');
        self::endForm($is_open ? __('Close it now', 'rempart-companion') : __('Allow it for two hours', 'rempart-companion'));
    }

    private static function showGuard(): void
    {
        $guards = Store::get(Store::GUARD);
        echo '<h2>' . esc_html__('Firewall in front', 'rempart-companion') . '</h2><p>'
            . esc_html__('If the firewall of Rempart stands in front of this site, write its addresses here, so that it may ask whose session a visit is. Leave it empty otherwise.', 'rempart-companion') . '</p>';
        self::beginForm('guard');
        echo '<p><label>' . esc_html__('Addresses', 'rempart-companion') . ' <input type="text" class="regular-text" name="addresses" value="'
            . esc_attr(implode(' ', is_array($guards) ? $guards : [])) . '"></label></p>';
        self::endForm(__('Save', 'rempart-companion'));
    }

    /** What is on now, as `settings` tells it; changing it is the owner's business, here or at the hub. */
    private static function showSettings(): void
    {
        $is = Hardening::read();
        $lines = [
            [__('File editor in wp-admin', 'rempart-companion'), $is['file_editor_off']],
            [__('Debug output', 'rempart-companion'), !$is['debug']],
            [__('Sign-up by anybody', 'rempart-companion'), !$is['registration_open']],
            [__('XML-RPC', 'rempart-companion'), !$is['xmlrpc_enabled']],
            [__('Application passwords', 'rempart-companion'), !$is['application_passwords']],
            [__('Functions that start programs', 'rempart-companion'), !$is['risky_functions_left']],
        ];
        echo '<h2>' . esc_html__('What stands open', 'rempart-companion') . '</h2><table class="widefat striped" style="max-width:60em"><tbody>';
        foreach ($lines as $line) {
            self::line($line[0], $line[1] ? __('Off', 'rempart-companion') : __('On', 'rempart-companion'));
        }
        echo '</tbody></table>';
    }

    private static function showWayOut(bool $is_enrolled): void
    {
        echo '<h2>' . esc_html__('The way out', 'rempart-companion') . '</h2>';
        if ($is_enrolled) {
            self::beginForm('leave');
            self::endForm(__('Disconnect from Rempart', 'rempart-companion'));
        }
        self::beginForm('keep');
        echo '<p><label><input type="checkbox" name="events" value="1"' . (Store::get(Store::KEEP) === 'events' ? ' checked' : '') . '> '
            . esc_html__('When this plug-in is deleted, keep the record of sign-ins and changes in the database. Everything else goes.', 'rempart-companion') . '</label></p>';
        self::endForm(__('Save', 'rempart-companion'));
    }

    private static function line(string $name, string $value): void
    {
        echo '<tr><th scope="row" style="width:18em">' . esc_html($name) . '</th><td>' . esc_html($value) . '</td></tr>';
    }

    private static function beginForm(string $deed): void
    {
        echo '<form method="post" id="rempart-' . esc_attr($deed) . '"><input type="hidden" name="rempart_do" value="' . esc_attr($deed) . '">';
        wp_nonce_field('rempart-' . $deed);
    }

    private static function endForm(string $button): void
    {
        echo '<p><button type="submit" class="button button-primary">' . esc_html($button) . '</button></p></form>';
    }
}
