<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Where a request comes from: the connection, or the named header where the connection is a named proxy's. */
final class Address
{
    const HOPS = 20;          // of a header, read from the right
    const HEADER_BYTES = 2048;

    /** @param array $limit proxy_header and proxies of the policy */
    public static function client(array $limit): string
    {
        $address = self::plain(isset($_SERVER['REMOTE_ADDR']) ? (string) $_SERVER['REMOTE_ADDR'] : '');
        $proxies = $limit['proxies'] ?? [];
        $header = $limit['proxy_header'] ?? '';
        if ($header === '' || !self::isAmong($address, $proxies)) {
            return $address;
        }
        $said = $_SERVER['HTTP_' . strtoupper(str_replace('-', '_', $header))] ?? '';
        $hops = is_string($said) && strlen($said) <= self::HEADER_BYTES ? explode(',', $said) : [];
        // From the right: what stands to the left of the last stranger was written by the stranger.
        foreach (array_slice(array_reverse($hops), 0, self::HOPS) as $hop) {
            $hop = self::plain(trim($hop));
            if ($hop === '') {
                return $address;
            }
            $address = $hop;
            if (!self::isAmong($hop, $proxies)) {
                return $hop;
            }
        }
        return $address;
    }

    /** One customer has a /64 of IPv6: counted as one. */
    public static function network(string $address): string
    {
        $bytes = $address === '' ? false : @inet_pton($address);
        return $bytes !== false && strlen($bytes) === 16 ? (string) inet_ntop(substr($bytes, 0, 8) . str_repeat("\0", 8)) . '/64' : $address;
    }

    /** @param mixed $range an address, or address/bits */
    public static function isRange($range): bool
    {
        if (!is_string($range) || strlen($range) > 50) {
            return false;
        }
        $parts = explode('/', $range);
        $bytes = filter_var($parts[0], FILTER_VALIDATE_IP) === false ? false : inet_pton($parts[0]);
        $most = $bytes === false ? 0 : strlen($bytes) * 8;
        return $bytes !== false && (count($parts) === 1 || (count($parts) === 2 && ctype_digit($parts[1]) && (int) $parts[1] >= 8 && (int) $parts[1] <= $most));
    }

    private static function isAmong(string $address, array $ranges): bool
    {
        $bytes = $address === '' ? false : @inet_pton($address);
        foreach ($bytes === false ? [] : $ranges as $range) {
            list($start, $bits) = explode('/', $range . '/') + ['', ''];
            $from = (string) inet_pton($start);
            $bits = $bits === '' ? strlen($from) * 8 : (int) $bits;
            if (strlen($from) === strlen($bytes) && self::first($from, $bits) === self::first($bytes, $bits)) {
                return true;
            }
        }
        return false;
    }

    private static function first(string $bytes, int $bits): string
    {
        $whole = intdiv($bits, 8);
        $rest = $bits % 8;
        return substr($bytes, 0, $whole) . ($rest ? chr(ord($bytes[$whole]) & (0xff << (8 - $rest)) & 0xff) : '');
    }

    /** '' where it is none; ::ffff:192.0.2.1 is 192.0.2.1. */
    private static function plain(string $address): string
    {
        if (filter_var($address, FILTER_VALIDATE_IP) === false) {
            return '';
        }
        $bytes = (string) inet_pton($address);
        $mapped = str_repeat("\0", 10) . "\xff\xff";
        return (string) inet_ntop(strlen($bytes) === 16 && strncmp($bytes, $mapped, 12) === 0 ? substr($bytes, 12) : $bytes);
    }
}
