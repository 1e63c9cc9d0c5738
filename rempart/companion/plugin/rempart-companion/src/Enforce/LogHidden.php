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
    const LOOK_US = 50000; // between two looks for lines that are still written
    const QUIET_S = 2; // who opened a file before it was moved has written its line by then

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
        $place = self::place();
        foreach (array_merge([self::own()], self::hidden()) as $file) {
            if (strpos(basename($file), '+') !== false) {
                if (self::isQuiet($file)) {
                    self::append($file, $place);
                }
            } elseif ($file !== $place) {
                self::setAside($file, $place);
            }
        }
    }

    /** Switched off: as it was. Nobody comes back later for what is written meanwhile, so it waits for that here. */
    public function release(): void
    {
        if (wp_normalize_path((string) ini_get('error_log')) === wp_normalize_path(self::place())) {
            @ini_set('error_log', self::own());
        }
        $asides = array_filter(array_map(static function (string $file): ?string {
            return self::setAside($file, self::own());
        }, self::hidden()));
        $until = microtime(true) + self::QUIET_S;
        foreach ($asides as $aside) {
            self::append($aside, self::own(), $until);
        }
    }

    /** Files at names that nobody guesses; a `+` marks what was moved out of the way and waits to be put behind the rest. */
    private static function hidden(): array
    {
        return glob(WP_CONTENT_DIR . '/.htdebug-*.log') ?: [];
    }

    /**
     * At once out of sight. A request that has the file open writes on into it, wherever it lies: so it becomes the log itself
     * where there is none yet, and else waits under a name of its own until nobody writes into it any more.
     */
    private static function setAside(string $from, string $to): ?string
    {
        $aside = self::aside();
        if (!is_file($from) || is_link($from) || !@rename($from, $aside)) {
            return null;
        }
        if (function_exists('link') && @link($aside, $to)) { // never over a log that another request has just begun
            @unlink($aside);
            return null;
        }
        return $aside;
    }

    private static function aside(): string
    {
        return self::place() . '+' . bin2hex(random_bytes(8)) . '.log';
    }

    private static function isQuiet(string $file): bool
    {
        clearstatcache(true, $file);
        $written = @filemtime($file);
        return $written !== false && $written < time() - self::QUIET_S && filesize($file) <= self::APPEND_BYTES;
    }

    /** Of two at the same moment one does it: who can rename it first. Until then what is still written comes along. */
    private static function append(string $file, string $to, float $until = 0.0): void
    {
        $mine = self::aside();
        if (!@rename($file, $mine)) {
            return;
        }
        if (is_file($to) && @fileinode($to) === @fileinode($mine)) { // another request has just made it the log
            @unlink($mine);
            return;
        }
        if (filesize($mine) > self::APPEND_BYTES) {
            return;
        }
        $from = @fopen($mine, 'rb');
        do {
            $more = $from === false ? false : stream_get_contents($from);
            if ($more === false || ($more !== '' && @file_put_contents($to, $more, FILE_APPEND | LOCK_EX) === false)) {
                return; // it stays where it lies
            }
            $is_over = microtime(true) >= $until;
            $is_over || usleep(self::LOOK_US);
        } while (!$is_over);
        fclose($from);
        @unlink($mine);
    }

    public function told(): array
    {
        $holds = !self::goesThere() && !is_file(self::own());
        return self::say($holds, !$holds ? 'nobody' : (Policy::of('log_hidden') !== null ? 'companion' : 'site'));
    }
}
