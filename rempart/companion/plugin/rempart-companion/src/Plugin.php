<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Hooks everything up. Nothing here does work of its own. */
final class Plugin
{
    /** @var string */
    private static $file = '';

    public static function begin(string $file): void
    {
        self::$file = $file;
        Door::prepare();
        add_action('init', [self::class, 'speak'], 1);
        add_action('init', [Store::class, 'ensure'], 2);
        add_action('rest_api_init', [Door::class, 'route']);
        add_action('wp_ajax_nopriv_rempart_call', [Door::class, 'serve']);
        add_action('wp_ajax_rempart_call', [Door::class, 'serve']);
        Recorder::listen();
        Traffic::listen();
        Enforce\Policy::begin();
        if (is_admin()) {
            AdminPage::listen();
        }
        if (!self::isMustUse()) {
            register_activation_hook($file, [Store::class, 'ensure']);
        }
    }

    /** The file that WordPress loads; beside the folder where it must be used. */
    public static function file(): string
    {
        return (string) realpath(self::$file);
    }

    public static function isMustUse(): bool
    {
        $own = wp_normalize_path(self::$file);
        $folder = wp_normalize_path(WPMU_PLUGIN_DIR) . '/';
        return strncmp($own, $folder, strlen($folder)) === 0;
    }

    /** After the options of a copy took the place of the old ones, which may not have known us. */
    public static function stayOn(): void
    {
        $own = plugin_basename(self::$file);
        $active = (array) get_option('active_plugins', []);
        if (self::isMustUse() || in_array($own, $active, true)) {
            return;
        }
        if (!is_multisite()) {
            update_option('active_plugins', array_merge($active, [$own]));
            return;
        }
        $everywhere = (array) get_site_option('active_sitewide_plugins', []);
        if (!isset($everywhere[$own])) {
            update_site_option('active_sitewide_plugins', $everywhere + [$own => time()]);
        }
    }

    /** Load the texts in the reader's language. */
    public static function speak(): void
    {
        $domain = 'rempart-companion';
        $locale = function_exists('determine_locale') ? determine_locale() : get_locale();
        load_textdomain($domain, REMPART_COMPANION_FOLDER . "/languages/$domain-$locale.mo");
    }
}
