<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\Store;

defined('ABSPATH') || exit;

/**
 * A small sum that a browser does by itself, or a wait for whoever has no script: bound by a key of this site to the name
 * that was typed and to the time, good once, for ten minutes. The server keeps nothing until an answer comes.
 *
 * The sum: for each of PARTS a whole number n, so that SHA-256 of `p.part.n` begins with so many zero bits, where p is the
 * first half, in hex, of SHA-256 of the token, a new line and the name. Many small parts take about the same time each
 * time; one large one would not.
 */
final class Challenge
{
    const PARTS = 16;
    const BITS_LEAST = 12;   // of a part: some 65,000 hashes in all, a blink on a computer, about a second on an old phone
    const BITS_MOST = 16;    // sixteen times as many: seconds on a computer, below a minute on an old phone
    const STEP = 2;          // so many wrong tries make it twice as long
    const SLACK = 1;         // others guess while somebody types: a sum one step easier than by now is taken
    const WAIT_LEAST_S = 10;
    const WAIT_MOST_S = 60;
    const WAIT_STEP_S = 5;   // longer with each wrong try
    const LASTS_S = 600;
    const AHEAD_S = 2;       // two servers of one site
    const NAME_BYTES = 320;  // no name or address of WordPress is longer
    const SWEEP_ONE_IN = 50;

    public static function bits(int $over): int
    {
        return min(self::BITS_MOST, self::BITS_LEAST + intdiv(max(0, $over), self::STEP));
    }

    public static function wait(int $over): int
    {
        return min(self::WAIT_MOST_S, self::WAIT_LEAST_S + self::WAIT_STEP_S * max(0, $over));
    }

    /** @param int $over wrong tries since it is asked */
    public static function make(string $name, int $over, int $least_wait = 0): array
    {
        $wait = max($least_wait, self::wait($over));
        $head = implode('.', [time(), self::bits($over), $wait, bin2hex(random_bytes(16))]);
        return ['token' => $head . '.' . self::seal($head, $name), 'bits' => self::bits($over), 'wait' => $wait];
    }

    /** What a token says; null where it is forged, for another name, too old, or of a time to come. */
    public static function read(string $token, string $name): ?array
    {
        if (preg_match('/^(([0-9]{10})\.([0-9]{2})\.([0-9]{2,4})\.[0-9a-f]{32})\.([0-9a-f]{64})$/D', $token, $parts) !== 1) {
            return null;
        }
        $age = time() - (int) $parts[2];
        if (strlen($name) > self::NAME_BYTES || !hash_equals(self::seal($parts[1], $name), $parts[5]) || $age < -self::AHEAD_S || $age > self::LASTS_S) {
            return null;
        }
        return ['bits' => (int) $parts[3], 'wait' => (int) $parts[4], 'left' => (int) $parts[4] - $age];
    }

    public static function isSolved(string $token, string $name, int $bits, string $proof): bool
    {
        if (preg_match('/^[0-9]{1,10}(?:\.[0-9]{1,10}){' . (self::PARTS - 1) . '}$/D', $proof) !== 1) {
            return false;
        }
        $start = substr(hash('sha256', "$token\n$name"), 0, 32);
        foreach (explode('.', $proof) as $part => $number) {
            $first = unpack('N', hash('sha256', "$start.$part.$number", true));
            if ($first[1] >> (32 - $bits) !== 0) {
                return false;
            }
        }
        return true;
    }

    /** True once for each token, also for two at the same moment. */
    public static function spend(string $token): bool
    {
        $name = Store::SIGN_IN . substr(hash('sha256', $token), 0, 32);
        if (Store::claim($name, time())) {
            if (random_int(1, self::SWEEP_ONE_IN) === 1) {
                Store::sweep(time());
            }
            return true;
        }
        if (Store::isClaimed($name)) {
            return false;
        }
        Store::drop(Store::SETUP); // the table is gone: somebody tidied up, and must get in all the same
        Store::ensure();
        return Store::claim($name, time());
    }

    private static function seal(string $head, string $name): string
    {
        return hash_hmac('sha256', "rempart-challenge-v1\n$head\n$name", wp_salt('auth'));
    }
}
