<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/**
 * The log of faults that WordPress keeps at wp-content/debug.log goes to a name that nobody guesses, since a web server
 * sends that file without asking PHP. Where wp-config.php names a place of its own, that place stays.
 */
final class LogHidden extends Rule
{
    const APPEND_BYTES = 1048576; // more than this is not copied, but kept as a file of its own

    public function hold(): void
    {
        did_action('plugins_loaded') ? self::hide() : add_action('plugins_loaded', [self::class, 'hide'], 0); // salts come after plug-ins
        add_action('shutdown', [self::class, 'hide'], PHP_INT_MAX); // another plug-in may have set it back
    }

    private static function own(): string
    {
        return WP_CONTENT_DIR . '/debug.log';
    }

    /** `.ht`: Apache sends no such file anyway. New salts give a new name, and what lies at the old one moves along. */
    public static function place(): string
    {
        return WP_CONTENT_DIR . '/.htdebug-' . substr(hash_hmac('sha256', 'rempart-debug-log', wp_salt('auth')), 0, 32) . '.log';
    }

    private static function goesThere(): bool
    {
        return wp_normalize_path((string) ini_get('error_log')) === wp_normalize_path(self::own());
    }

    public static function hide(): void
    {
        if (Policy::of('log_hidden') === null) {
            return;
        }
        if (self::goesThere()) {
            @ini_set('error_log', self::place());
        }
        foreach (array_merge([self::own()], glob(WP_CONTENT_DIR . '/.htdebug-*.log') ?: []) as $file) {
            if ($file !== self::place() && strpos(basename($file), '+') === false) {
                self::move($file, self::place());
            }
        }
    }

    /** Switched off: as it was. */
    public function release(): void
    {
        if (wp_normalize_path((string) ini_get('error_log')) === wp_normalize_path(self::place())) {
            @ini_set('error_log', self::own());
        }
        foreach (glob(WP_CONTENT_DIR . '/.htdebug-*.log') ?: [] as $file) {
            self::move($file, self::own());
        }
    }

    /** Of two at the same moment one moves it; nothing of either file is lost. */
    private static function move(string $from, string $to): void
    {
        if (!is_file($from) || is_link($from)) {
            return;
        }
        if (!file_exists($to)) {
            @rename($from, $to);
            return;
        }
        $mine = self::place() . '+' . bin2hex(random_bytes(8)) . '.log';
        if (!@rename($from, $mine) || filesize($mine) > self::APPEND_BYTES) {
            return;
        }
        if (@file_put_contents($to, (string) file_get_contents($mine), FILE_APPEND | LOCK_EX) !== false) {
            @unlink($mine);
        }
    }

    public function told(): array
    {
        $holds = !self::goesThere() && !is_file(self::own());
        return self::say($holds, !$holds ? 'nobody' : (Policy::of('log_hidden') !== null ? 'companion' : 'site'));
    }
}
