<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Nobody makes an account at wp-login.php. What a shop does for its customers is another door, and stays. */
final class RegistrationOff extends Rule
{
    const OPTION = 'users_can_register';

    public function hold(): void
    {
        add_filter('pre_option_' . self::OPTION, [self::class, 'read'], PHP_INT_MAX);
        add_filter('pre_update_option_' . self::OPTION, [self::class, 'kept'], PHP_INT_MAX, 2);
        add_filter('pre_site_option_registration', [self::class, 'network'], PHP_INT_MAX);
    }

    private static function on(): bool
    {
        return Policy::of('registration_off') !== null;
    }

    public static function read($value)
    {
        return self::on() ? '0' : $value;
    }

    /** The page of settings shows what we answer; saving it must not write that down. */
    public static function kept($new, $old)
    {
        return self::on() ? $old : $new;
    }

    public static function network($value)
    {
        return self::on() ? 'none' : $value;
    }

    public function told(): array
    {
        if (self::on()) {
            return self::say(!get_option(self::OPTION), 'companion');
        }
        $is_open = (bool) get_option(self::OPTION);
        return self::say(!$is_open, $is_open ? 'nobody' : 'site');
    }
}
