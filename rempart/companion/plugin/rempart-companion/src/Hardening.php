<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Reads the switches that make a site harder or softer. It changes none. */
final class Hardening
{
    const RISKY = [
        'exec', 'shell_exec', 'system', 'passthru', 'popen', 'proc_open', 'pcntl_exec', 'dl', 'putenv',
    ];

    public static function read(): array
    {
        return self::doors() + self::files() + self::php();
    }

    private static function on(string $constant): bool
    {
        return defined($constant) && (bool) constant($constant);
    }

    private static function doors(): array
    {
        $applications = function_exists('wp_is_application_passwords_available') && wp_is_application_passwords_available();
        return [
            'registration_open' => (bool) get_option('users_can_register'),
            'default_role' => (string) get_option('default_role'),
            'xmlrpc_enabled' => (bool) apply_filters('xmlrpc_enabled', true) && is_file(ABSPATH . 'xmlrpc.php'),
            'application_passwords' => $applications,
            'admin_over_tls_only' => force_ssl_admin(),
            'home_is_https' => strncmp(home_url(), 'https://', 8) === 0,
            'search_engines_welcome' => (bool) get_option('blog_public'),
            'someone_is_called_admin' => username_exists('admin') !== false,
            'comments_open' => get_option('default_comment_status') === 'open',
            'cron_by_visitors' => !self::on('DISABLE_WP_CRON'),
        ];
    }

    private static function files(): array
    {
        $config = is_file(ABSPATH . 'wp-config.php') ? ABSPATH . 'wp-config.php' : dirname(ABSPATH) . '/wp-config.php';
        $mode = @fileperms($config);
        $salts = ['AUTH_KEY', 'SECURE_AUTH_KEY', 'LOGGED_IN_KEY', 'NONCE_KEY', 'AUTH_SALT', 'SECURE_AUTH_SALT', 'LOGGED_IN_SALT', 'NONCE_SALT'];
        $weak = 0;
        foreach ($salts as $salt) {
            $value = defined($salt) ? (string) constant($salt) : '';
            $weak += strlen($value) < 32 || $value === 'put your unique phrase here' ? 1 : 0;
        }
        global $wpdb;
        return [
            'file_editor_off' => self::on('DISALLOW_FILE_EDIT') || self::on('DISALLOW_FILE_MODS'),
            'file_changes_off' => self::on('DISALLOW_FILE_MODS'),
            'debug' => self::on('WP_DEBUG'),
            'debug_shown' => self::on('WP_DEBUG') && Enforce\DebugHidden::isShown(),
            'debug_log' => self::on('WP_DEBUG') && self::on('WP_DEBUG_LOG'),
            'debug_log_in_content' => is_file(WP_CONTENT_DIR . '/debug.log'),
            'automatic_updates_off' => self::on('AUTOMATIC_UPDATER_DISABLED'),
            'core_updates' => defined('WP_AUTO_UPDATE_CORE') ? wp_json_encode(WP_AUTO_UPDATE_CORE) : 'default',
            'unfiltered_uploads' => self::on('ALLOW_UNFILTERED_UPLOADS'),
            'weak_salts' => $weak,
            'config_mode' => $mode === false ? null : $mode & 0777,
            'config_writable' => is_writable($config),
            'config_is_above' => !is_file(ABSPATH . 'wp-config.php'),
            'core_writable' => is_writable(ABSPATH . 'wp-includes'),
            'table_prefix_is_default' => $wpdb->base_prefix === 'wp_',
        ];
    }

    private static function php(): array
    {
        $off = array_map('trim', explode(',', (string) ini_get('disable_functions')));
        return [
            'risky_functions_left' => array_values(array_filter(self::RISKY, static function ($name) use ($off) {
                return !in_array($name, $off, true) && function_exists($name);
            })),
            'open_basedir' => (string) ini_get('open_basedir') !== '',
            'errors_shown' => Enforce\DebugHidden::isShown(),
            'expose_php' => (bool) ini_get('expose_php'),
            'url_include' => (bool) ini_get('allow_url_include'),
            'runs_as_file_owner' => function_exists('posix_geteuid') ? posix_geteuid() === fileowner(__FILE__) : null,
        ];
    }
}
