<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Minutes in a table of our own. Four rows a minute: at a rush, requests wait less for each other. */
final class TrafficTable implements Tally
{
    const SLOTS = 4;

    public function add(int $minute): void
    {
        global $wpdb;
        $table = Store::traffic();
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

    public function since(int $minute, int $now): array
    {
        global $wpdb;
        $sql = 'SELECT minute, SUM(hits) AS hits FROM ' . Store::traffic() . ' WHERE minute >= %d AND minute < %d GROUP BY minute ORDER BY minute LIMIT %d';
        $rows = (array) $wpdb->get_results($wpdb->prepare($sql, $minute, $now, Limits::MINUTES_KEPT));
        return array_map(static function ($row) {
            return [(int) $row->minute, (int) $row->hits];
        }, $rows);
    }

    public function forget(): void
    {
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $wpdb->query('DELETE FROM ' . Store::traffic());
        $wpdb->suppress_errors($quiet);
    }
}
