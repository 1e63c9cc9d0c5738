<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Who our hub is: a code read by a person once, then one key each way. */
final class Enrolment
{
    const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'; // Crockford: nothing that reads as something else

    /** The address as the hub signs it: no slash at the end, scheme and host in lower case. */
    public static function home(): string
    {
        $home = untrailingslashit(is_multisite() ? network_home_url() : home_url());
        $end = strpos($home, '/', (int) strpos($home, '//') + 2);
        return $end === false ? strtolower($home) : strtolower(substr($home, 0, $end)) . substr($home, $end);
    }

    public static function current(): ?array
    {
        $kept = Store::get(Store::ENROLMENT);
        return is_array($kept) && isset($kept['hub_key'], $kept['site_secret'], $kept['site_key'], $kept['home']) ? $kept : null;
    }

    /** A new code of 80 bits; the one before it is worth nothing from now on. */
    public static function beginCode(int $user, bool $opens_window): string
    {
        $bits = '';
        foreach (str_split(random_bytes(10)) as $byte) {
            $bits .= str_pad(decbin(ord($byte)), 8, '0', STR_PAD_LEFT);
        }
        $code = '';
        foreach (str_split($bits, 5) as $five) {
            $code .= self::ALPHABET[(int) bindec($five)];
        }
        Store::put(Store::CODE, [
            'code' => $code,
            'issue' => bin2hex(random_bytes(8)),
            'ends' => time() + Limits::CODE_S,
            'by' => $user,
            'window' => $opens_window,
        ]);
        return $code;
    }

    public static function waitingCode(): ?array
    {
        $kept = Store::get(Store::CODE);
        return is_array($kept) && isset($kept['code'], $kept['ends'], $kept['issue']) && $kept['ends'] > time() ? $kept : null;
    }

    /** The hub proves that it was told the code, and we that we showed it. @throws Refusal */
    public static function accept(array $args): array
    {
        $hub_key = self::hex($args, 'hub_key', 64);
        $nonce = self::hex($args, 'nonce', 32);
        $proof = self::hex($args, 'proof', 64);
        $waiting = self::waitingCode();
        if ($waiting === null || count($args) !== 3) {
            throw new Refusal();
        }
        self::countTry($waiting);
        $home = self::home();
        $due = hash_hmac('sha256', "rempart-enrol-v1\n$home\n$hub_key\n$nonce", $waiting['code']);
        if (!hash_equals($due, $proof) || !Store::claim("code:{$waiting['issue']}:used", time())) {
            throw new Refusal();
        }
        Store::drop(Store::CODE);
        list($secret, $site_key) = Keys::pair();
        Store::put(Store::ENROLMENT, [
            'hub_key' => $hub_key, 'site_secret' => $secret, 'site_key' => $site_key, 'home' => $home,
            'at' => time(), 'by' => (int) $waiting['by'],
        ]);
        if (!empty($waiting['window'])) {
            Store::put(Store::WINDOW, time() + Limits::FRESH_WINDOW_S);
        }
        EventLog::add('companion.enrolled', (int) $waiting['by'], '', ['key' => Keys::id($hub_key)]);
        $answer = hash_hmac('sha256', "rempart-enrolled-v1\n$home\n$site_key\n$nonce", $waiting['code']);
        return [['site_key' => $site_key, 'proof' => $answer], $nonce, $secret];
    }

    /** Five numbered places, each taken once: two who guess at the same moment take two. */
    private static function countTry(array $waiting): void
    {
        for ($number = 1; $number <= Limits::CODE_TRIES; $number++) {
            if (Store::claim("code:{$waiting['issue']}:$number", time())) {
                return;
            }
        }
        Store::drop(Store::CODE);
        EventLog::add('companion.code_guessed', 0, '', [], EventLog::person());
        throw new Refusal();
    }

    public static function leave(string $how, int $user): void
    {
        Store::drop(Store::ENROLMENT);
        Store::drop(Store::CODE);
        Store::drop(Store::WINDOW);
        Traffic::forget();
        EventLog::add('companion.left', $user, '', ['how' => $how]);
    }

    private static function hex(array $args, string $name, int $digits): string
    {
        $value = $args[$name] ?? null;
        if (!is_string($value) || preg_match('/^[0-9a-f]{' . $digits . '}$/D', $value) !== 1) {
            throw new Refusal();
        }
        return $value;
    }
}
