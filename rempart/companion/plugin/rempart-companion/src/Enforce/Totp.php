<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\Store;

defined('ABSPATH') || exit;

/** Codes of six digits by the clock (RFC 6238, SHA-1, 30 s), as every such app makes them. */
final class Totp
{
    const SECRET_BYTES = 20;
    const STEP_S = 30;
    const DRIFT = 1; // steps either way, for clocks that are not exact
    const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

    public static function code(string $secret, int $step): string
    {
        $hash = hash_hmac('sha1', pack('J', $step), $secret, true);
        $at = ord($hash[19]) & 0x0f;
        $number = unpack('N', substr($hash, $at, 4))[1] & 0x7fffffff;
        return str_pad((string) ($number % 1000000), 6, '0', STR_PAD_LEFT);
    }

    /** True once for each code. Every step is compared, so that the time taken tells nothing. */
    public static function isRight(string $secret, string $typed, int $user, int $now): bool
    {
        $step = intdiv($now, self::STEP_S);
        $found = null;
        for ($drift = -self::DRIFT; $drift <= self::DRIFT; $drift++) {
            $found = hash_equals(self::code($secret, $step + $drift), $typed) ? $step + $drift : $found;
        }
        return $found !== null && Store::claim("code:totp:$user:$found", $now); // kept for an hour: it counts for 90 s
    }

    public static function text(string $secret): string
    {
        $bits = '';
        foreach (str_split($secret) as $byte) {
            $bits .= str_pad(decbin(ord($byte)), 8, '0', STR_PAD_LEFT);
        }
        $text = '';
        foreach (str_split($bits, 5) as $five) {
            $text .= self::ALPHABET[(int) bindec(str_pad($five, 5, '0'))];
        }
        return $text;
    }

    /** What an app reads from the picture. The name of the site is cut so that it fits. */
    public static function address(string $secret, string $site, string $login): string
    {
        $issuer = self::cut(str_replace(':', ' ', $site), 18);
        return "otpauth://totp/$issuer:" . self::cut(str_replace(':', ' ', $login), 20) . '?secret=' . self::text($secret) . "&issuer=$issuer";
    }

    private static function cut(string $text, int $bytes): string
    {
        $cut = function_exists('mb_strcut') ? mb_strcut($text, 0, $bytes, 'UTF-8') : (string) preg_replace('/[^ -~]/', '', substr($text, 0, $bytes));
        return rawurlencode($cut);
    }
}
