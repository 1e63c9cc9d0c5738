<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Files of WordPress that an ordinary site never needs and strangers should not reach. */
final class EndpointsClosed extends Rule
{
    const SCRIPTS = ['wp-trackback.php', 'wp-mail.php', 'wp-links-opml.php', 'wp-admin/maint/repair.php'];

    public function hold(): void
    {
        if (self::isRisky() && Policy::of('endpoints_closed') !== null) {
            Refuse::send(403);
        }
        add_filter('query_vars', [self::class, 'variables'], PHP_INT_MAX);
        add_action('wp', [self::class, 'links']);
    }

    /** By the file that runs, not by the address, which can be written in many ways. */
    private static function isRisky(): bool
    {
        $file = isset($_SERVER['SCRIPT_FILENAME']) ? (string) $_SERVER['SCRIPT_FILENAME'] : '';
        $runs = wp_normalize_path((string) realpath($file));
        $root = wp_normalize_path((string) realpath(ABSPATH));
        foreach (self::SCRIPTS as $script) {
            if ($runs !== '' && $runs === "$root/$script") {
                return true;
            }
        }
        return false;
    }

    /** /some-post/trackback/ leads to wp-trackback.php by way of index.php. */
    public static function variables($names)
    {
        return Policy::of('endpoints_closed') !== null && is_array($names) ? array_values(array_diff($names, ['tb'])) : $names;
    }

    public static function links(): void
    {
        if (Policy::of('endpoints_closed') !== null) {
            remove_action('wp_head', 'wlwmanifest_link');
        }
    }

    public function told(): array
    {
        $asked = Policy::of('endpoints_closed') !== null;
        return self::say($asked, $asked ? 'companion' : 'nobody');
    }
}
