<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** What an account has beside its password. Secrets are sealed under a key of wp-config's salts and of the account. */
final class Factor
{
    const TOTP = 'rempart_companion_totp';
    const TRIAL = 'rempart_companion_totp_trial';
    const PASSKEY = 'rempart_companion_passkey';   // one row each
    const RECOVERY = 'rempart_companion_recovery'; // one row each: deleting it is using it
    const CHALLENGE = 'rempart_companion_challenge'; // of the passkey that is being set up
    const ALL = [self::TOTP, self::TRIAL, self::PASSKEY, self::RECOVERY, self::CHALLENGE, Pending::META, Grace::META];
    const TRIAL_S = 900;
    const PASSKEYS = 10;
    const CODES = 10;
    const CODE_LENGTH = 16; // of 32 letters: 80 bits
    const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

    /** @return string[] totp, passkey */
    public static function kinds(int $user): array
    {
        $kinds = get_user_meta($user, self::TOTP, true) ? ['totp'] : [];
        return self::passkeys($user) ? array_merge($kinds, ['passkey']) : $kinds;
    }

    public static function has(int $user): bool
    {
        return self::kinds($user) !== [];
    }

    /** A new secret to try, or the one that waits to be confirmed. */
    public static function trial(int $user): string
    {
        $kept = get_user_meta($user, self::TRIAL, true);
        $secret = is_array($kept) && $kept['ends'] > time() ? self::open($user, (string) $kept['box']) : null;
        if ($secret === null) {
            $secret = random_bytes(Totp::SECRET_BYTES);
            update_user_meta($user, self::TRIAL, ['box' => self::seal($user, $secret), 'ends' => time() + self::TRIAL_S]);
        }
        return $secret;
    }

    public static function isTrialRight(int $user, string $typed): bool
    {
        return Totp::isRight(self::trial($user), $typed, $user, time());
    }

    /** The app showed the right code: from now on it is asked for. */
    public static function keepTrial(int $user): void
    {
        update_user_meta($user, self::TOTP, ['box' => self::seal($user, self::trial($user)), 'at' => time()]);
        delete_user_meta($user, self::TRIAL);
    }

    /** A code of the app, or one of the recovery codes; each counts once. */
    public static function isCode(int $user, string $typed): bool
    {
        $typed = strtoupper((string) preg_replace('/[\s-]+/', '', $typed));
        if (preg_match('/^[0-9]{6}$/D', $typed) === 1) {
            $kept = get_user_meta($user, self::TOTP, true);
            $secret = is_array($kept) ? self::open($user, (string) $kept['box']) : null;
            return $secret !== null && Totp::isRight($secret, $typed, $user, time());
        }
        if (preg_match('/^[' . self::LETTERS . ']{' . self::CODE_LENGTH . '}$/D', $typed) !== 1 || !self::has($user)) {
            return false;
        }
        return delete_user_meta($user, self::RECOVERY, self::hash($user, $typed)); // the one whose deletion counts wins
    }

    /** @return string[] new codes, shown once; those before are worth nothing */
    public static function newCodes(int $user): array
    {
        delete_user_meta($user, self::RECOVERY);
        $codes = [];
        for ($i = 0; $i < self::CODES; $i++) {
            $code = '';
            for ($at = 0; $at < self::CODE_LENGTH; $at++) {
                $code .= self::LETTERS[random_int(0, 31)];
            }
            add_user_meta($user, self::RECOVERY, self::hash($user, $code));
            $codes[] = implode('-', str_split($code, 4));
        }
        return $codes;
    }

    public static function codesLeft(int $user): int
    {
        return count((array) get_user_meta($user, self::RECOVERY));
    }

    /** @return array[] id, key, algorithm, count, name, at */
    public static function passkeys(int $user): array
    {
        return array_values(array_filter((array) get_user_meta($user, self::PASSKEY), 'is_array'));
    }

    public static function addPasskey(int $user, array $passkey): bool
    {
        $has = array_column(self::passkeys($user), 'id');
        return count($has) < self::PASSKEYS && !in_array($passkey['id'], $has, true) && (bool) add_user_meta($user, self::PASSKEY, $passkey);
    }

    public static function removePasskey(int $user, string $id): void
    {
        foreach (self::passkeys($user) as $one) {
            if (hash_equals($one['id'], $id)) {
                delete_user_meta($user, self::PASSKEY, $one);
            }
        }
    }

    /** What a new passkey has to sign, hex. Kept with the account, so that it goes with all the rest. */
    public static function challenge(int $user): string
    {
        $challenge = bin2hex(random_bytes(32));
        update_user_meta($user, self::CHALLENGE, ['hex' => $challenge, 'ends' => time() + Pending::LASTS_S]);
        return $challenge;
    }

    /** It counts once: of two at the same moment only the one whose deletion counts has it. */
    public static function takeChallenge(int $user): ?string
    {
        $kept = get_user_meta($user, self::CHALLENGE, true);
        $is_mine = is_array($kept) && delete_user_meta($user, self::CHALLENGE, $kept);
        return $is_mine && $kept['ends'] >= time() ? (string) $kept['hex'] : null;
    }

    /** The counter went up: only the one who changes the row as it was wins. */
    public static function moveCount(int $user, array $passkey, int $count): bool
    {
        return $passkey['count'] === $count || (bool) update_user_meta($user, self::PASSKEY, ['count' => $count] + $passkey, $passkey);
    }

    public static function removeTotp(int $user): void
    {
        delete_user_meta($user, self::TOTP);
        delete_user_meta($user, self::TRIAL);
    }

    /** Everything of one account. */
    public static function reset(int $user): void
    {
        foreach (self::ALL as $meta) {
            delete_user_meta($user, $meta);
        }
    }

    public static function eraseAll(): void
    {
        foreach (self::ALL as $meta) {
            delete_metadata('user', 0, $meta, '', true);
        }
    }

    private static function hash(int $user, string $code): string
    {
        return hash('sha256', "rempart-recovery-v1\n$user\n$code"); // 80 bits of chance need no slow hash
    }

    private static function key(int $user): string
    {
        return hash_hkdf('sha256', wp_salt('auth') . wp_salt('secure_auth'), 32, "rempart-factor-v1:$user");
    }

    private static function seal(int $user, string $secret): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return base64_encode($nonce . sodium_crypto_secretbox($secret, $nonce, self::key($user)));
    }

    /** null where the salts changed, or the row is another account's: then only recovery codes and passkeys open. */
    private static function open(int $user, string $box): ?string
    {
        $bytes = (string) base64_decode($box, true);
        $length = SODIUM_CRYPTO_SECRETBOX_NONCEBYTES;
        if (strlen($bytes) <= $length + SODIUM_CRYPTO_SECRETBOX_MACBYTES) {
            return null;
        }
        $secret = sodium_crypto_secretbox_open(substr($bytes, $length), substr($bytes, 0, $length), self::key($user));
        return $secret === false ? null : $secret;
    }
}
