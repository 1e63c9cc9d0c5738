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

    /**
     * What a visitor of an ordinary page would see. Not what this request does: WordPress hides faults from whoever asks
     * for JSON, as the hub does.
     */
    public static function isShown(): bool
    {
        if (Policy::of('debug_hidden') !== null) {
            return self::isOn((string) ini_get('display_errors'));
        }
        if (defined('WP_DEBUG') && WP_DEBUG && defined('WP_DEBUG_DISPLAY') && WP_DEBUG_DISPLAY !== null) {
            return (bool) WP_DEBUG_DISPLAY;
        }
        $known = ini_get_all('core', true);
        return self::isOn((string) ($known['display_errors']['global_value'] ?? ''));
    }

    private static function isOn(string $value): bool
    {
        return in_array(strtolower($value), ['1', 'on', 'yes', 'true', 'stdout'], true);
    }

    public function told(): array
    {
        $is_shown = self::isShown();
        $by_config = defined('WP_DEBUG') && WP_DEBUG && defined('WP_DEBUG_DISPLAY') && !WP_DEBUG_DISPLAY;
        $asked = Policy::of('debug_hidden') !== null;
        return self::say(!$is_shown, $is_shown ? 'nobody' : ($by_config ? 'wp-config' : ($asked ? 'companion' : 'site')));
    }
}
