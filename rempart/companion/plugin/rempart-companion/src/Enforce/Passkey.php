<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** WebAuthn (level 2): ES256 and RS256, attestation none, as a second factor beside the password. */
final class Passkey
{
    const ES256 = -7;
    const RS256 = -257;
    const TEXT_BYTES = 4096;
    const PRESENT = 0x01;
    const WITH_KEY = 0x40;

    public static function host(): string
    {
        return strtolower((string) wp_parse_url(wp_login_url(), PHP_URL_HOST));
    }

    private static function origin(): string
    {
        $parts = wp_parse_url(wp_login_url());
        return strtolower($parts['scheme'] . '://' . $parts['host']) . (isset($parts['port']) ? ':' . $parts['port'] : '');
    }

    /** A new passkey as it is kept, from what the browser made. @throws \UnexpectedValueException */
    public static function made(string $client, string $attestation, string $challenge, string $name): array
    {
        self::client($client, 'webauthn.create', $challenge);
        list($object) = Cbor::first(self::bytes($attestation, Cbor::BYTES));
        $data = is_array($object) && isset($object['authData']) && is_string($object['authData']) ? $object['authData'] : '';
        list($flags, $count) = self::head($data);
        if (($flags & self::WITH_KEY) === 0 || strlen($data) < 55) {
            throw new \UnexpectedValueException('no key');
        }
        $length = unpack('n', substr($data, 53, 2))[1];
        $id = substr($data, 55, $length);
        if ($length < 16 || $length > 1023 || strlen($id) !== $length) {
            throw new \UnexpectedValueException('id');
        }
        list($cose) = Cbor::first((string) substr($data, 55 + $length));
        list($pem, $algorithm) = self::key(is_array($cose) ? $cose : []);
        return ['id' => bin2hex($id), 'key' => $pem, 'algorithm' => $algorithm, 'count' => $count, 'name' => $name, 'at' => time()];
    }

    /** The passkey that signed this challenge, its counter moved on; null where none did. */
    public static function used(int $user, array $answer, string $challenge): ?array
    {
        try {
            $client = self::bytes($answer['client'] ?? '', self::TEXT_BYTES);
            $data = self::bytes($answer['data'] ?? '', self::TEXT_BYTES);
            $signature = self::bytes($answer['signature'] ?? '', 1024);
            $id = bin2hex(self::bytes($answer['id'] ?? '', 1023));
            self::client($answer['client'], 'webauthn.get', $challenge);
            $count = self::head($data)[1];
        } catch (\UnexpectedValueException $bad) {
            return null;
        }
        foreach (Factor::passkeys($user) as $one) {
            if (hash_equals($one['id'], $id)) {
                $is_signed = openssl_verify($data . hash('sha256', $client, true), $signature, $one['key'], OPENSSL_ALGO_SHA256) === 1;
                // A counter that stands still or goes back tells of a copied key; 0 = this key does not count.
                $is_newer = $count > $one['count'] || ($count === 0 && $one['count'] === 0);
                return $is_signed && $is_newer && Factor::moveCount($user, $one, $count) ? $one : null;
            }
        }
        return null;
    }

    private static function client(string $client, string $type, string $challenge): void
    {
        $said = json_decode(self::bytes($client, self::TEXT_BYTES), true, 4);
        $is_ours = is_array($said) && ($said['type'] ?? null) === $type && is_string($said['challenge'] ?? null)
            && hash_equals(self::text($challenge), $said['challenge']) && ($said['origin'] ?? null) === self::origin()
            && empty($said['crossOrigin']);
        if (!$is_ours) {
            throw new \UnexpectedValueException('client');
        }
    }

    /** @return array{0: int, 1: int} flags, counter */
    private static function head(string $data): array
    {
        if (strlen($data) < 37 || !hash_equals(hash('sha256', self::host(), true), substr($data, 0, 32))) {
            throw new \UnexpectedValueException('other site');
        }
        $flags = ord($data[32]);
        if (($flags & self::PRESENT) === 0) {
            throw new \UnexpectedValueException('nobody there');
        }
        return [$flags, unpack('N', substr($data, 33, 4))[1]];
    }

    /** @return array{0: string, 1: int} PEM, algorithm */
    private static function key(array $cose): array
    {
        $kind = $cose[1] ?? null;
        $algorithm = $cose[3] ?? null;
        $first = $cose[-1] ?? null;
        $second = $cose[-2] ?? null;
        $third = $cose[-3] ?? null;
        if ($kind === 2 && $algorithm === self::ES256 && $first === 1 && is_string($second) && is_string($third) && strlen($second) === 32 && strlen($third) === 32) {
            $der = hex2bin('3059301306072a8648ce3d020106082a8648ce3d030107034200') . "\x04" . $second . $third;
        } elseif ($kind === 3 && $algorithm === self::RS256 && is_string($first) && is_string($second) && strlen($first) >= 256 && strlen($first) <= 512 && strlen($second) <= 4) {
            $pair = self::der(0x30, self::der(0x02, "\0" . ltrim($first, "\0")) . self::der(0x02, $second));
            $der = self::der(0x30, hex2bin('300d06092a864886f70d0101010500') . self::der(0x03, "\0" . $pair));
        } else {
            throw new \UnexpectedValueException('key');
        }
        $pem = "-----BEGIN PUBLIC KEY-----\n" . chunk_split(base64_encode($der), 64, "\n") . "-----END PUBLIC KEY-----\n";
        if (openssl_pkey_get_public($pem) === false) { // a point that is not on the curve, too
            throw new \UnexpectedValueException('key');
        }
        return [$pem, $algorithm];
    }

    private static function der(int $tag, string $body): string
    {
        $length = strlen($body);
        $size = $length < 128 ? chr($length) : ($length < 256 ? "\x81" . chr($length) : "\x82" . pack('n', $length));
        return chr($tag) . $size . $body;
    }

    public static function text(string $bytes): string
    {
        return rtrim(strtr(base64_encode($bytes), '+/', '-_'), '=');
    }

    /** @param mixed $text base64url @throws \UnexpectedValueException */
    public static function bytes($text, int $most): string
    {
        $is_text = is_string($text) && strlen($text) <= $most * 1.4 + 4 && preg_match('/^[A-Za-z0-9_-]+$/D', $text) === 1;
        $bytes = $is_text ? base64_decode(strtr($text, '-_', '+/'), true) : false;
        if ($bytes === false || strlen($bytes) > $most) {
            throw new \UnexpectedValueException('text');
        }
        return $bytes;
    }
}
