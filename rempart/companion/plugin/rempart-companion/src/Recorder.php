<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Listens to WordPress and writes down who did what (LOG-01). Hooks run in the request itself, never in WP-Cron. */
final class Recorder
{
    /** Options that decide who gets in, what runs, and where the site is. */
    const WATCHED = [
        'siteurl', 'home', 'admin_email', 'users_can_register', 'default_role', 'template', 'stylesheet',
        'permalink_structure', 'upload_path', 'blog_public', 'auto_update_plugins', 'auto_update_themes',
        'auto_update_core_major', 'woocommerce_api_enabled', 'default_comment_status',
    ];

    public static function listen(): void
    {
        $hooks = [
            'wp_login' => ['signedIn', 2], 'wp_login_failed' => ['failed', 1], 'wp_logout' => ['signedOut', 1],
            'application_password_did_authenticate' => ['byApplication', 1],
            'application_password_failed_authentication' => ['applicationFailed', 0],
            'wp_create_application_password' => ['applicationMade', 1], 'wp_delete_application_password' => ['applicationRemoved', 1],
            'set_user_role' => ['roleSet', 3], 'add_user_role' => ['roleAdded', 2], 'remove_user_role' => ['roleTaken', 2],
            'granted_super_admin' => ['superGiven', 1], 'revoked_super_admin' => ['superTaken', 1],
            'user_register' => ['userMade', 1], 'deleted_user' => ['userRemoved', 1], 'profile_update' => ['profile', 2],
            'after_password_reset' => ['passwordReset', 1],
            'activated_plugin' => ['pluginOn', 1], 'deactivated_plugin' => ['pluginOff', 1], 'deleted_plugin' => ['pluginGone', 2],
            'upgrader_process_complete' => ['upgraded', 2], 'switch_theme' => ['themeSwitched', 2], 'deleted_theme' => ['themeGone', 2],
            'updated_option' => ['option', 1], 'export_wp' => ['exported', 0],
            'wp_ajax_edit-theme-plugin-file' => ['fileEdited', 0],
        ];
        foreach ($hooks as $hook => $how) {
            add_action($hook, [self::class, $how[0]], $hook === 'wp_ajax_edit-theme-plugin-file' ? 0 : 20, $how[1]);
        }
    }

    private static function note(string $kind, string $subject = '', array $body = [], ?int $actor = null): void
    {
        EventLog::add($kind, $actor ?? get_current_user_id(), $subject, $body, EventLog::person());
    }

    public static function signedIn($login, $user = null): void
    {
        $user = $user instanceof \WP_User ? $user : get_user_by('login', $login);
        if ($user) {
            update_user_meta($user->ID, Store::LAST_META, time());
            self::note('signin.done', (string) $user->ID, [], $user->ID);
        }
    }

    /** What was typed is kept only where it is somebody's name here: people type passwords there, too. */
    public static function failed($login): void
    {
        $login = is_string($login) ? $login : '';
        $user = get_user_by('login', $login) ?: (strpos($login, '@') ? get_user_by('email', $login) : false);
        EventLog::add(EventLog::FAILURES, 0, $user ? (string) $user->ID : '', [], EventLog::person($user ? $user->user_login : ''));
    }

    public static function signedOut($user = 0): void
    {
        self::note('signout.done', (string) $user, [], (int) $user);
    }

    public static function byApplication($user): void
    {
        update_user_meta($user->ID, Store::LAST_META, time());
        self::note('signin.by_application', (string) $user->ID, [], (int) $user->ID);
    }

    public static function applicationFailed(): void
    {
        EventLog::add(EventLog::FAILURES, 0, '', ['way' => 'application'], EventLog::person());
    }

    public static function applicationMade($user): void
    {
        self::note('application.made', (string) $user);
    }

    public static function applicationRemoved($user): void
    {
        self::note('application.removed', (string) $user);
    }

    public static function roleSet($user, $role, $before = []): void
    {
        self::note('role.changed', (string) $user, ['to' => (string) $role, 'from' => array_values((array) $before)]);
    }

    public static function roleAdded($user, $role): void
    {
        self::note('role.added', (string) $user, ['role' => (string) $role]);
    }

    public static function roleTaken($user, $role): void
    {
        self::note('role.taken', (string) $user, ['role' => (string) $role]);
    }

    public static function superGiven($user): void
    {
        self::note('role.added', (string) $user, ['role' => 'super_admin']);
    }

    public static function superTaken($user): void
    {
        self::note('role.taken', (string) $user, ['role' => 'super_admin']);
    }

    public static function userMade($user): void
    {
        self::note('user.made', (string) $user);
    }

    public static function userRemoved($user): void
    {
        self::note('user.removed', (string) $user);
    }

    public static function profile($user, $before): void
    {
        $now = get_userdata((int) $user);
        foreach (['user_pass' => 'user.password_changed', 'user_email' => 'user.email_changed'] as $field => $kind) {
            if ($now && $before && $now->$field !== $before->$field) {
                self::note($kind, (string) $user);
            }
        }
    }

    public static function passwordReset($user): void
    {
        self::note('user.password_reset', (string) $user->ID);
    }

    public static function pluginOn($file): void
    {
        self::note('plugin.switched_on', (string) $file);
    }

    public static function pluginOff($file): void
    {
        self::note('plugin.switched_off', (string) $file);
    }

    public static function pluginGone($file, $done): void
    {
        if ($done) {
            self::note('plugin.removed', (string) $file);
        }
    }

    public static function themeSwitched($name, $theme = null): void
    {
        self::note('theme.switched', $theme instanceof \WP_Theme ? $theme->get_stylesheet() : (string) $name);
    }

    public static function themeGone($name, $done): void
    {
        if ($done) {
            self::note('theme.removed', (string) $name);
        }
    }

    public static function upgraded($upgrader, $what): void
    {
        $type = (string) ($what['type'] ?? '');
        $action = (string) ($what['action'] ?? '');
        $names = (array) ($what['plugins'] ?? $what['themes'] ?? []);
        if (!$names && isset($upgrader->result['destination_name'])) {
            $names = [$upgrader->result['destination_name']];
        }
        if (in_array($type, ['plugin', 'theme', 'core', 'translation'], true)) {
            foreach ($names ?: [''] as $name) {
                self::note("$type." . ($action === 'install' ? 'installed' : 'updated'), is_string($name) ? $name : '');
            }
        }
    }

    public static function option($name): void
    {
        global $wpdb;
        if (in_array($name, self::WATCHED, true) || $name === $wpdb->prefix . 'user_roles') {
            self::note('option.changed', (string) $name);
        }
    }

    public static function exported(): void
    {
        self::note('export.made');
    }

    /** Before WordPress judges the request: an attempt counts, and says whether it may succeed. */
    public static function fileEdited(): void
    {
        $file = isset($_POST['file']) && is_string($_POST['file']) ? wp_unslash($_POST['file']) : '';
        self::note('file.edited', $file, ['allowed' => current_user_can('edit_plugins') || current_user_can('edit_themes')]);
    }
}
