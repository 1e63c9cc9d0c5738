<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** What we keep on the site: a few options that are not loaded on every page, and three tables. */
final class Store
{
    const SCHEMA = '2';
    const ENROLMENT = 'rempart_companion';
    const CODE = 'rempart_companion_code';
    const WINDOW = 'rempart_companion_window';
    const RESTORE = 'rempart_companion_restore';
    const SETUP = 'rempart_companion_setup';
    const KEEP = 'rempart_companion_keep';
    const GUARD = 'rempart_companion_guard';
    const LAST_META = 'rempart_companion_last';
    const PREFIX = 'rempart_companion';
    const SIGN_IN = 'sign-in:'; // before what a visitor of wp-login used up: no call of the hub's

    /** @return mixed */
    public static function get(string $name)
    {
        return get_site_option($name, null);
    }

    /** As it stands in the database now, whatever this PHP has read before. @return mixed */
    public static function fresh(string $name)
    {
        wp_cache_delete($name, 'options');
        wp_cache_delete(get_current_network_id() . ':' . $name, 'site-options');
        return self::get($name);
    }

    /** On a single site WordPress keeps these without autoload. @param mixed $value */
    public static function put(string $name, $value): void
    {
        update_site_option($name, $value);
    }

    public static function drop(string $name): void
    {
        delete_site_option($name);
    }

    public static function nonces(): string
    {
        global $wpdb;
        return $wpdb->base_prefix . 'rempart_nonces';
    }

    public static function events(): string
    {
        global $wpdb;
        return $wpdb->base_prefix . 'rempart_events';
    }

    public static function traffic(): string
    {
        global $wpdb;
        return $wpdb->base_prefix . 'rempart_traffic';
    }

    /** Make the tables where they are missing; a must-use plug-in is never activated. */
    public static function ensure(): void
    {
        if (self::get(self::SETUP) === self::SCHEMA) {
            return;
        }
        global $wpdb;
        $charset = $wpdb->get_charset_collate();
        $quiet = $wpdb->suppress_errors(true);
        $wpdb->query(
            'CREATE TABLE IF NOT EXISTS ' . self::nonces() . " (
            nonce varchar(64) NOT NULL,
            seen bigint NOT NULL,
            PRIMARY KEY (nonce),
            KEY seen (seen)) $charset"
        );
        $wpdb->query(
            'CREATE TABLE IF NOT EXISTS ' . self::events() . " (
            id bigint unsigned NOT NULL AUTO_INCREMENT,
            happened bigint NOT NULL,
            kind varchar(40) NOT NULL,
            actor bigint unsigned NOT NULL,
            subject varchar(190) NOT NULL,
            body text NOT NULL,
            personal text NULL,
            PRIMARY KEY (id),
            KEY kind (kind, id)) $charset"
        );
        $wpdb->query(
            'CREATE TABLE IF NOT EXISTS ' . self::traffic() . " (
            minute bigint NOT NULL,
            slot int NOT NULL,
            hits bigint NOT NULL,
            PRIMARY KEY (minute, slot)) $charset"
        );
        $wpdb->suppress_errors($quiet);
        self::put(self::SETUP, self::SCHEMA);
    }

    /** True once for each name, ever, also when two ask at the same moment: the unique index decides. */
    public static function claim(string $name, int $now): bool
    {
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $done = $wpdb->query($wpdb->prepare('INSERT INTO ' . self::nonces() . ' (nonce, seen) VALUES (%s, %d)', $name, $now));
        $wpdb->suppress_errors($quiet);
        return $done === 1;
    }

    /** Calls of the last minute, this one counted. */
    public static function callsOfLastMinute(int $now): int
    {
        global $wpdb;
        $sql = 'SELECT COUNT(*) FROM ' . self::nonces() . " WHERE seen > %d AND nonce NOT LIKE 'code%%' AND nonce NOT LIKE 'sign-in%%'";
        return (int) $wpdb->get_var($wpdb->prepare($sql, $now - 60));
    }

    public static function isClaimed(string $name): bool
    {
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $found = $wpdb->get_var($wpdb->prepare('SELECT nonce FROM ' . self::nonces() . ' WHERE nonce = %s', $name));
        $wpdb->suppress_errors($quiet);
        return $found === $name;
    }

    public static function sweep(int $now): void
    {
        global $wpdb;
        $wpdb->query($wpdb->prepare(
            'DELETE FROM ' . self::nonces() . " WHERE seen < %d AND nonce NOT LIKE 'code%%'",
            $now - Limits::NONCE_KEPT_S
        ));
        $wpdb->query($wpdb->prepare('DELETE FROM ' . self::nonces() . ' WHERE seen < %d', $now - 2 * Limits::CODE_S));
    }

    /** Take everything away but what the owner chose to keep. */
    public static function erase(): void
    {
        global $wpdb;
        $keeps = self::get(self::KEEP) === 'events';
        Ops\RestoreAbandon::clear();
        Traffic::forget();
        $wpdb->query('DROP TABLE IF EXISTS ' . self::nonces());
        $wpdb->query('DROP TABLE IF EXISTS ' . self::traffic());
        if (!$keeps) {
            $wpdb->query('DROP TABLE IF EXISTS ' . self::events());
        }
        $names = [self::ENROLMENT, self::CODE, self::WINDOW, self::RESTORE, self::SETUP, self::KEEP, self::GUARD];
        array_map([self::class, 'drop'], $names);
        delete_metadata('user', 0, self::LAST_META, '', true);
        Enforce\Policy::erase();
    }
}
