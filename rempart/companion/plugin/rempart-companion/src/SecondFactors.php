<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Which second factors an account has, as the plug-ins that make them keep it; only of plug-ins that run. */
final class SecondFactors
{
    /** @return array{kinds: string[], by: string[]} empty where none is known of: that is not the same as none */
    public static function of(int $user): array
    {
        $kinds = [];
        $by = [];
        if (class_exists('Two_Factor_Core')) {
            $names = ['Two_Factor_Totp' => 'totp', 'Two_Factor_FIDO_U2F' => 'key', 'Two_Factor_WebAuthn' => 'passkey', 'Two_Factor_Email' => 'email'];
            foreach ((array) (get_user_meta($user, '_two_factor_enabled_providers', true) ?: []) as $provider) {
                if (isset($names[$provider])) {
                    $kinds[] = $names[$provider];
                    $by[] = 'two-factor';
                }
            }
        }
        if (defined('WP_2FA_VERSION') && ($method = get_user_meta($user, 'wp_2fa_enabled_methods', true))) {
            $kinds[] = $method === 'email' ? 'email' : 'totp';
            $by[] = 'wp-2fa';
        }
        // A part of ours or of the owner's that asks for a factor adds what it knows.
        $more = apply_filters('rempart_companion_second_factors', [], $user);
        foreach (is_array($more) ? $more : [] as $kind) {
            if (in_array($kind, ['totp', 'passkey', 'key', 'email'], true)) {
                $kinds[] = $kind;
                $by[] = 'companion';
            }
        }
        return ['kinds' => array_values(array_unique($kinds)), 'by' => array_values(array_unique($by))];
    }
}
