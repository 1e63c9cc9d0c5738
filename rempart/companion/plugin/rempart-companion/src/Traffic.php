<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Counts requests that reach PHP, minute by minute: a number alone, no address, no path, no person. */
final class Traffic
{
    /** @var bool */
    private static $is_own = false;

    public static function listen(): void
    {
        if (PHP_SAPI !== 'cli') {
            add_action('shutdown', [self::class, 'count'], 100);
        }
    }

    /** The hub's own calls are no visits. Said once the signature was found right, so that no header hides a flood. */
    public static function leaveOut(): void
    {
        self::$is_own = true;
    }

    public static function count(): void
    {
        if (!self::$is_own) {
            self::tally()->add(intdiv(time(), 60));
        }
    }

    /** Whole minutes from that one on, without those in which nothing came. @return int[][] pairs of minute and requests */
    public static function since(int $minute, int $now): array
    {
        return self::tally()->since($minute, $now);
    }

    public static function forget(): void
    {
        (new TrafficTable())->forget(); // an earlier release counted there on every site
        self::tally()->forget();
    }

    /** A file where every writer waits for every other one, else the table. */
    private static function tally(): Tally
    {
        global $wpdb;
        $file = $wpdb->dbh instanceof \mysqli ? null : TrafficFile::here();
        return $file ?? new TrafficTable();
    }
}
