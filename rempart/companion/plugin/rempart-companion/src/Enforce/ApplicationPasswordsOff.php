<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Application passwords are neither made nor taken. Those there are come back when it is switched off. */
final class ApplicationPasswordsOff extends Rule
{
    public function hold(): void
    {
        add_filter('wp_is_application_passwords_available', [self::class, 'available'], PHP_INT_MAX);
    }

    public static function available($is)
    {
        return Policy::of('application_passwords_off') !== null ? false : $is;
    }

    public function told(): array
    {
        $is_open = function_exists('wp_is_application_passwords_available') && wp_is_application_passwords_available();
        $asked = Policy::of('application_passwords_off') !== null;
        return self::say(!$is_open, $is_open ? 'nobody' : ($asked ? 'companion' : 'site'));
    }
}
