<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Database;
use Rempart\Companion\Op;

defined('ABSPATH') || exit;

/** Core, plug-ins, themes, PHP and database with their versions, and what WordPress knows of newer ones. */
final class Inventory implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $args->end();
        if (!function_exists('get_plugins')) {
            require_once ABSPATH . 'wp-admin/includes/plugin.php';
        }
        $core = get_site_transient('update_core');
        $plugins = get_site_transient('update_plugins');
        $themes = get_site_transient('update_themes');
        return Answer::json([
            'core' => ['version' => get_bloginfo('version'), 'locale' => get_locale(), 'offers' => self::offers($core)],
            'plugins' => self::plugins($plugins),
            'must_use' => self::plain(get_mu_plugins()),
            'drop_ins' => array_keys(get_dropins()),
            'themes' => self::themes($themes),
            'php' => PHP_VERSION,
            'database' => Database::open()->told(),
            'checked' => [
                'core' => (int) ($core->last_checked ?? 0),
                'plugins' => (int) ($plugins->last_checked ?? 0),
                'themes' => (int) ($themes->last_checked ?? 0),
            ],
        ]);
    }

    /** @param mixed $core */
    private static function offers($core): array
    {
        $found = [];
        foreach ((array) ($core->updates ?? []) as $one) {
            if (($one->response ?? '') === 'upgrade' || ($one->response ?? '') === 'autoupdate') {
                $found[] = (string) ($one->version ?? $one->current ?? '');
            }
        }
        return array_values(array_unique(array_slice($found, 0, 20)));
    }

    /** @param mixed $known */
    private static function plugins($known): array
    {
        $found = [];
        $automatic = (array) get_site_option('auto_update_plugins', []);
        foreach (get_plugins() as $file => $head) {
            $offer = $known->response[$file] ?? null;
            $found[] = [
                'file' => $file,
                'name' => wp_strip_all_tags((string) $head['Name']),
                'version' => (string) $head['Version'],
                'is_active' => is_plugin_active($file),
                'offer' => is_object($offer) ? (string) ($offer->new_version ?? '') : null,
                'is_automatic' => in_array($file, $automatic, true),
                'is_known' => $offer !== null || isset($known->no_update[$file]),
                'is_elsewhere' => is_object($offer) && self::isElsewhere((array) $offer, 'plugin', dirname($file)),
            ];
        }
        return $found;
    }

    /** By the directory's form of an address alone: a plug-in sold elsewhere may bear a name that somebody has there. */
    private static function isElsewhere(array $offer, string $kind, string $folder): bool
    {
        $due = "https://downloads.wordpress.org/$kind/$folder." . ($offer['new_version'] ?? '') . '.zip';
        return strtok((string) ($offer['package'] ?? ''), '?') !== $due;
    }

    private static function plain(array $plugins): array
    {
        $found = [];
        foreach ($plugins as $file => $head) {
            $found[] = ['file' => $file, 'name' => wp_strip_all_tags((string) $head['Name']), 'version' => (string) $head['Version']];
        }
        return $found;
    }

    /** @param mixed $known */
    private static function themes($known): array
    {
        $found = [];
        $automatic = (array) get_site_option('auto_update_themes', []);
        foreach (wp_get_themes(['errors' => null]) as $folder => $theme) {
            $offer = $known->response[$folder] ?? null;
            $found[] = [
                'folder' => (string) $folder,
                'name' => wp_strip_all_tags((string) $theme->get('Name')),
                'version' => (string) $theme->get('Version'),
                'is_active' => $folder === get_stylesheet() || $folder === get_template(),
                'offer' => is_array($offer) ? (string) ($offer['new_version'] ?? '') : null,
                'is_automatic' => in_array($folder, $automatic, true),
                'is_known' => $offer !== null || isset($known->no_update[$folder]),
                'is_elsewhere' => is_array($offer) && self::isElsewhere($offer, 'theme', (string) $folder),
            ];
        }
        return $found;
    }
}
