<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** What happened on this site, in a table of its own, bounded in rows and age without WP-Cron. */
final class EventLog
{
    const FAILURES = 'signin.failed'; // a stranger can cause these without end: at most half of the rows are theirs
    const SWEEP_EVERY = 64;

    /** @param array $personal address and names: a separate part that goes earlier */
    public static function add(string $kind, int $actor, string $subject, array $body = [], array $personal = []): void
    {
        global $wpdb;
        $quiet = $wpdb->suppress_errors(true);
        $wpdb->insert(Store::events(), [
            'happened' => (int) round(microtime(true) * 1000),
            'kind' => $kind,
            'actor' => $actor,
            'subject' => self::cut($subject, 180),
            'body' => $body ? (string) wp_json_encode($body) : '',
            'personal' => $personal ? (string) wp_json_encode($personal) : null,
        ]);
        $id = (int) $wpdb->insert_id;
        $wpdb->suppress_errors($quiet);
        if ($id > 0 && $id % self::SWEEP_EVERY === 0) {
            self::sweep($id);
        }
    }

    /** Where the present request comes from. Only what the connection says: a header can be made up. */
    public static function person(string $login = ''): array
    {
        $address = isset($_SERVER['REMOTE_ADDR']) ? (string) $_SERVER['REMOTE_ADDR'] : '';
        $found = ['address' => (string) filter_var($address, FILTER_VALIDATE_IP)];
        return $login === '' ? $found : $found + ['login' => self::cut($login, 60)];
    }

    /** @return array{0: array, 1: int, 2: int} events after the cursor, the oldest id we hold, the newest */
    public static function after(int $cursor, int $limit, bool $with_personal): array
    {
        global $wpdb;
        $table = Store::events();
        $rows = (array) $wpdb->get_results($wpdb->prepare("SELECT * FROM $table WHERE id > %d ORDER BY id LIMIT %d", $cursor, $limit));
        $events = [];
        foreach ($rows as $row) {
            $event = [
                'id' => (int) $row->id, 'at_ms' => (int) $row->happened, 'kind' => $row->kind,
                'actor' => (int) $row->actor, 'subject' => $row->subject,
                'body' => (object) (json_decode((string) $row->body, true) ?: []),
            ];
            if ($with_personal) {
                $event['personal'] = (object) (json_decode((string) $row->personal, true) ?: []);
            }
            $events[] = $event;
        }
        $ends = $wpdb->get_row("SELECT MIN(id) AS oldest, MAX(id) AS newest FROM $table");
        return [$events, (int) ($ends->oldest ?? 0), (int) ($ends->newest ?? 0)];
    }

    private static function sweep(int $newest): void
    {
        global $wpdb;
        $table = Store::events();
        $now_ms = time() * 1000;
        $wpdb->query($wpdb->prepare("DELETE FROM $table WHERE happened < %d", $now_ms - Limits::EVENTS_KEPT_S * 1000));
        $wpdb->query($wpdb->prepare("UPDATE $table SET personal = NULL WHERE personal IS NOT NULL AND happened < %d", $now_ms - Limits::PERSONAL_KEPT_S * 1000));
        $half = (int) (Limits::EVENTS_KEPT / 2);
        foreach (['=', '<>'] as $sign) {
            $last = $wpdb->get_var($wpdb->prepare("SELECT id FROM $table WHERE kind $sign %s ORDER BY id DESC LIMIT 1 OFFSET %d", self::FAILURES, $half));
            if ($last !== null) {
                $wpdb->query($wpdb->prepare("DELETE FROM $table WHERE kind $sign %s AND id <= %d", self::FAILURES, $last));
            }
        }
    }

    private static function cut(string $text, int $most): string
    {
        $text = wp_check_invalid_utf8($text, true);
        return function_exists('mb_substr') ? mb_substr($text, 0, $most) : substr($text, 0, $most);
    }
}
