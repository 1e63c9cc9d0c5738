<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** The password was right, the second step is not done: held for some minutes under a token, one row each, no cookie. */
final class Pending
{
    const META = 'rempart_companion_pending';
    const LASTS_S = 600;
    const MOST = 5;

    /** @return string the token, `id.secret` */
    public static function begin(\WP_User $user, bool $remembers, string $leads_to): string
    {
        $rows = array_filter((array) get_user_meta($user->ID, self::META), 'is_array');
        usort($rows, static function ($a, $b) {
            return $b['ends'] <=> $a['ends'];
        });
        foreach ($rows as $place => $row) {
            if ($row['ends'] < time() || $place >= self::MOST - 1) {
                delete_user_meta($user->ID, self::META, $row);
            }
        }
        $secret = bin2hex(random_bytes(32));
        add_user_meta($user->ID, self::META, [
            'hash' => hash('sha256', $secret),
            'ends' => time() + self::LASTS_S,
            'remembers' => $remembers,
            'leads_to' => str_replace('\\', '', substr($leads_to, 0, 1000)), // WordPress would take them away, and not find the row
            'challenge' => bin2hex(random_bytes(32)),
            'password' => self::mark($user), // changed meanwhile: begin anew
        ]);
        return $user->ID . '.' . $secret;
    }

    /** @return array{0: \WP_User, 1: array}|null */
    public static function find(string $token): ?array
    {
        if (preg_match('/^([1-9][0-9]{0,18})\.([0-9a-f]{64})$/D', $token, $parts) !== 1) {
            return null;
        }
        $user = get_userdata((int) $parts[1]);
        $hash = hash('sha256', $parts[2]);
        foreach ($user ? array_filter((array) get_user_meta($user->ID, self::META), 'is_array') : [] as $row) {
            if (hash_equals($row['hash'], $hash) && $row['ends'] >= time() && hash_equals($row['password'], self::mark($user))) {
                return [$user, $row];
            }
        }
        return null;
    }

    /** True for one caller only. */
    public static function end(\WP_User $user, array $row): bool
    {
        return delete_user_meta($user->ID, self::META, $row);
    }

    private static function mark(\WP_User $user): string
    {
        return hash_hmac('sha256', $user->user_pass, wp_salt('auth'));
    }
}
