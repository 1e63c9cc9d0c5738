<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;

defined('ABSPATH') || exit;

/** How long somebody who should have a second factor may go without: from when it was asked, or from when they came. */
final class Grace
{
    const META = 'rempart_companion_grace';
    const GIVEN_S = 604800; // what an administrator or Rempart gives anew

    public static function until(\WP_User $user, array $asked): int
    {
        $came = (int) strtotime($user->user_registered . ' UTC');
        $ordinary = max((int) $asked['since'], $came) + (int) $asked['grace_days'] * DAY_IN_SECONDS;
        return max($ordinary, (int) get_user_meta($user->ID, self::META, true));
    }

    public static function give(int $user, int $actor): void
    {
        if (get_userdata($user)) {
            update_user_meta($user, self::META, time() + self::GIVEN_S);
            EventLog::add('factor.grace_given', $actor, (string) $user);
        }
    }
}
