<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;

defined('ABSPATH') || exit;

/**
 * Counts tries by name in a table of its own. A try is counted before it is judged and given back when it was right, so
 * that a hundred at the same moment cannot all slip through. Names are hashed under a key of this site.
 */
final class Attempts
{
    const SCHEMA = 'rempart_companion_attempts';
    const ROWS = 5000;
    const SWEEP_ONE_IN = 50;
    const FORGOTTEN_S = 21600; // failures older than this count no more
    const PAUSE_NEVER = PHP_INT_MAX;
    const PAUSES_S = [60, 120, 240, 480, 900]; // the last one stays: nobody is shut out for good

    public static function table(): string
    {
        global $wpdb;
        return $wpdb->base_prefix . 'rempart_attempts';
    }

    /** Counts one try. @return int seconds to wait: 0 = judge it */
    public static function charge(string $name, int $free): int
    {
        self::ensure();
        global $wpdb;
        $table = self::table();
        $who = self::hash($name);
        $now = time();
        $wpdb->query($wpdb->prepare("UPDATE $table SET failures = 0, until = 0 WHERE who = %s AND until <= %d AND seen < %d", $who, $now, $now - self::FORGOTTEN_S));
        $ladder = '';
        foreach (array_slice(self::PAUSES_S, 0, -1) as $step => $pause) {
            $ladder .= sprintf(' WHEN failures = %d THEN %d', $free - 1 + $step, $now + $pause);
        }
        // `until` first: MySQL would let a later assignment see the new `failures`, SQLite the old one.
        $count = $wpdb->prepare(
            sprintf("UPDATE $table SET until = CASE WHEN failures < %d THEN 0$ladder ELSE %d END, failures = failures + 1, seen = %d", $free - 1, $now + max(self::PAUSES_S), $now)
            . ' WHERE who = %s AND until <= %d',
            $who,
            $now
        );
        if ((int) $wpdb->query($count) > 0) {
            return 0;
        }
        if (self::begin($who, $now, $free)) {
            if (random_int(1, self::SWEEP_ONE_IN) === 1) {
                self::sweep();
            }
            return 0;
        }
        if ((int) $wpdb->query($count) > 0) {
            return 0;
        }
        $wait = self::wait($name);
        if ($wait === 0 && $wpdb->last_error !== '') {
            self::mend();
            self::begin($who, $now, $free);
            return 0;
        }
        return max(1, $wait);
    }

    /** Counts one try while fewer than so many are counted; false: it is not counted. No pause begins. */
    public static function countBelow(string $name, int $below): bool
    {
        self::ensure();
        global $wpdb;
        $table = self::table();
        $who = self::hash($name);
        $now = time();
        $wpdb->query($wpdb->prepare("UPDATE $table SET failures = 0 WHERE who = %s AND seen < %d", $who, $now - self::FORGOTTEN_S));
        $count = $wpdb->prepare("UPDATE $table SET failures = failures + 1, seen = %d WHERE who = %s AND failures < %d", $now, $who, $below);
        if ((int) $wpdb->query($count) > 0) {
            return true;
        }
        if (self::begin($who, $now, self::PAUSE_NEVER)) {
            if (random_int(1, self::SWEEP_ONE_IN) === 1) {
                self::sweep();
            }
            return true;
        }
        if ((int) $wpdb->query($count) > 0) {
            return true;
        }
        return self::failures($name) === 0 && self::mend() && self::begin($who, $now, self::PAUSE_NEVER);
    }

    /** Tries counted of this name that are not forgotten. */
    public static function failures(string $name): int
    {
        self::ensure();
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $sql = 'SELECT failures FROM ' . self::table() . ' WHERE who = %s AND seen >= %d';
        $count = (int) $wpdb->get_var($wpdb->prepare($sql, self::hash($name), time() - self::FORGOTTEN_S));
        $wpdb->suppress_errors($quiet);
        return $count;
    }

    /** One at a time: taken by one caller for so many seconds. @return int seconds to wait: 0 = it is yours */
    public static function take(string $name, int $seconds): int
    {
        self::ensure();
        global $wpdb;
        $now = time();
        $sql = 'UPDATE ' . self::table() . ' SET until = %d, seen = %d WHERE who = %s AND until <= %d';
        if ((int) $wpdb->query($wpdb->prepare($sql, $now + $seconds, $now, self::hash($name), $now)) > 0) {
            return 0;
        }
        return self::begin(self::hash($name), $now, self::PAUSE_NEVER, $now + $seconds) ? 0 : max(1, self::wait($name));
    }

    /** The table is gone: somebody tidied up, and must get in all the same. */
    private static function mend(): bool
    {
        delete_site_option(self::SCHEMA);
        self::ensure();
        return true;
    }

    private static function begin(string $who, int $now, int $free, int $until = 0): bool
    {
        global $wpdb;
        $until = $free <= 1 ? $now + self::PAUSES_S[0] : $until;
        $quiet = $wpdb->suppress_errors(true);
        $sql = 'INSERT INTO ' . self::table() . ' (who, failures, seen, until) VALUES (%s, 1, %d, %d)';
        $done = $wpdb->query($wpdb->prepare($sql, $who, $now, $until));
        $wpdb->suppress_errors($quiet);
        return $done === 1;
    }

    /** Seconds that this name still has to wait. */
    public static function wait(string $name): int
    {
        self::ensure();
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $until = (int) $wpdb->get_var($wpdb->prepare('SELECT until FROM ' . self::table() . ' WHERE who = %s', self::hash($name)));
        $wpdb->suppress_errors($quiet);
        return max(0, $until - time());
    }

    /** It was right: forget all tries of this name. */
    public static function clear(string $name): void
    {
        global $wpdb;
        $wpdb->query($wpdb->prepare('DELETE FROM ' . self::table() . ' WHERE who = %s', self::hash($name)));
    }

    /** It was right: take back this one try, and the pause that it began. Others of this name stay counted. */
    public static function refund(string $name): void
    {
        global $wpdb;
        $sql = 'UPDATE ' . self::table() . ' SET failures = failures - 1, until = 0 WHERE who = %s AND failures > 0';
        $wpdb->query($wpdb->prepare($sql, self::hash($name)));
    }

    /** Rempart, or an administrator with a second factor, frees everybody. */
    public static function free(int $actor): void
    {
        self::ensure();
        global $wpdb;
        $wpdb->query('DELETE FROM ' . self::table());
        EventLog::add('signin.freed', $actor, '', []);
    }

    /** @return int names that wait now */
    public static function waiting(): int
    {
        self::ensure();
        global $wpdb;
        return (int) $wpdb->get_var($wpdb->prepare('SELECT COUNT(*) FROM ' . self::table() . ' WHERE until > %d', time()));
    }

    private static function hash(string $name): string
    {
        return hash_hmac('sha256', $name, wp_salt('nonce'));
    }

    private static function sweep(): void
    {
        global $wpdb;
        $table = self::table();
        $now = time();
        $wpdb->query($wpdb->prepare("DELETE FROM $table WHERE seen < %d AND until <= %d", $now - self::FORGOTTEN_S, $now));
        // Made-up names come without end: those that wait go last.
        $oldest = $wpdb->get_row($wpdb->prepare("SELECT until, seen FROM $table ORDER BY until DESC, seen DESC LIMIT 1 OFFSET %d", self::ROWS));
        if ($oldest !== null) {
            $wpdb->query($wpdb->prepare(
                "DELETE FROM $table WHERE until < %d OR (until = %d AND seen <= %d)",
                $oldest->until,
                $oldest->until,
                $oldest->seen
            ));
        }
    }

    private static function ensure(): void
    {
        if (get_site_option(self::SCHEMA) === '1') {
            return;
        }
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $wpdb->query(
            'CREATE TABLE IF NOT EXISTS ' . self::table() . ' (
            who varchar(64) NOT NULL,
            failures bigint NOT NULL,
            seen bigint NOT NULL,
            until bigint NOT NULL,
            PRIMARY KEY (who),
            KEY seen (seen)) ' . $wpdb->get_charset_collate()
        );
        $wpdb->suppress_errors($quiet);
        update_site_option(self::SCHEMA, '1');
    }

    public static function erase(): void
    {
        global $wpdb;
        $wpdb->query('DROP TABLE IF EXISTS ' . self::table());
        delete_site_option(self::SCHEMA);
    }
}
