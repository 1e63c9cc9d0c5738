<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Faults of PHP and of the database are not shown to visitors. Whether they are logged stays as it is. */
final class DebugHidden extends Rule
{
    public function hold(): void
    {
        self::hide();
        add_action('plugins_loaded', [self::class, 'hide'], PHP_INT_MAX); // a plug-in that loads after us may have switched it on
        add_action('after_setup_theme', [self::class, 'hide'], PHP_INT_MAX);
    }

    public static function hide(): void
    {
        if (Policy::of('debug_hidden') !== null) {
            @ini_set('display_errors', '0');
            $GLOBALS['wpdb']->hide_errors();
        }
    }

    public function told(): array
    {
        $asked = Policy::of('debug_hidden') !== null;
        $is_shown = in_array(strtolower((string) ini_get('display_errors')), ['1', 'on', 'yes', 'stdout'], true);
        $by_config = defined('WP_DEBUG') && WP_DEBUG && defined('WP_DEBUG_DISPLAY') && !WP_DEBUG_DISPLAY;
        if ($asked) {
            return self::say(!$is_shown, $is_shown ? 'nobody' : ($by_config ? 'wp-config' : 'companion'));
        }
        $shows = defined('WP_DEBUG') && WP_DEBUG ? (defined('WP_DEBUG_DISPLAY') && WP_DEBUG_DISPLAY) : $is_shown;
        return self::say(!$shows, $shows ? 'nobody' : ($by_config ? 'wp-config' : 'site'));
    }
}
