<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Ed25519 by PHP's sodium, or by the copy of sodium_compat that WordPress brings. */
final class Keys
{
    /** @return array{0: string, 1: string} secret and public key, in hex */
    public static function pair(): array
    {
        $pair = sodium_crypto_sign_keypair();
        return [bin2hex(sodium_crypto_sign_secretkey($pair)), bin2hex(sodium_crypto_sign_publickey($pair))];
    }

    public static function id(string $public_hex): string
    {
        return substr(hash('sha256', (string) hex2bin($public_hex)), 0, 16);
    }

    public static function isSigned(string $text, string $signature_base64, string $public_hex): bool
    {
        $signature = base64_decode($signature_base64, true);
        if ($signature === false || strlen($signature) !== SODIUM_CRYPTO_SIGN_BYTES) {
            return false;
        }
        try {
            return sodium_crypto_sign_verify_detached($signature, $text, (string) hex2bin($public_hex));
        } catch (\Exception $bad) { // SodiumException: not a point, or a key of small order
            return false;
        }
    }

    public static function sign(string $text, string $secret_hex): string
    {
        return base64_encode(sodium_crypto_sign_detached($text, (string) hex2bin($secret_hex)));
    }
}
