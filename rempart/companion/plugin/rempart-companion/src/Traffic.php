<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Counts requests that reach PHP, minute by minute: a number alone, no address, no path, no person. */
final class Traffic
{
    const SLOTS = 4; // rows of one minute: at a rush, requests wait less for each other

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

    /** One update of one row; the first of a minute makes the row, and only while a hub is there to ask for it. */
    public static function count(): void
    {
        if (self::$is_own) {
            return;
        }
        global $wpdb;
        $table = Store::traffic();
        $minute = intdiv(time(), 60);
        $slot = mt_rand(0, self::SLOTS - 1);
        $more = $wpdb->prepare("UPDATE $table SET hits = hits + 1 WHERE minute = %d AND slot = %d", $minute, $slot);
        $quiet = $wpdb->suppress_errors(true);
        if ($wpdb->query($more) === 0 && Store::get(Store::ENROLMENT) !== null) {
            $made = $wpdb->query($wpdb->prepare("INSERT INTO $table (minute, slot, hits) VALUES (%d, %d, 1)", $minute, $slot));
            if ($made === 1) {
                $wpdb->query($wpdb->prepare("DELETE FROM $table WHERE minute < %d", $minute - Limits::MINUTES_KEPT));
            } else {
                $wpdb->query($more); // another was first
            }
        }
        $wpdb->suppress_errors($quiet);
    }

    /** Whole minutes from that one on, without those in which nothing came. @return int[][] pairs of minute and requests */
    public static function since(int $minute, int $now): array
    {
        global $wpdb;
        $sql = 'SELECT minute, SUM(hits) AS hits FROM ' . Store::traffic() . ' WHERE minute >= %d AND minute < %d GROUP BY minute ORDER BY minute LIMIT %d';
        $rows = (array) $wpdb->get_results($wpdb->prepare($sql, $minute, $now, Limits::MINUTES_KEPT));
        return array_map(static function ($row) {
            return [(int) $row->minute, (int) $row->hits];
        }, $rows);
    }

    public static function forget(): void
    {
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $wpdb->query('DELETE FROM ' . Store::traffic());
        $wpdb->suppress_errors($quiet);
    }
}
