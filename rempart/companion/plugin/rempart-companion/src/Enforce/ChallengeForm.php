<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** What wp-login's form carries for LoginChallenge: one file of script of ours, nothing inline, no cookie, nobody else asked. */
final class ChallengeForm
{
    const ACTION = 'rempart_challenge';
    const PROOF_BYTES = 200;
    const SCRIPT = 'rempart-sign-in';

    public static function listen(): void
    {
        add_action('login_enqueue_scripts', [self::class, 'script']);
        add_action('login_form', [self::class, 'field']);
        add_action('login_form_' . self::ACTION, [self::class, 'answer']);
        add_filter('wp_login_errors', [self::class, 'errors'], PHP_INT_MAX);
    }

    private static function posted(string $name, int $most): string
    {
        $value = $_POST[$name] ?? '';
        $value = is_string($value) ? wp_unslash($value) : '';
        return strlen($value) <= $most ? $value : '';
    }

    /** Byte for byte as it was typed: the sum was done for it. */
    public static function typed(): string
    {
        return self::posted('log', Challenge::NAME_BYTES);
    }

    public static function token(): string
    {
        return self::posted('rempart_challenge', self::PROOF_BYTES);
    }

    public static function proof(): string
    {
        return self::posted('rempart_proof', self::PROOF_BYTES);
    }

    /** One sentence for every reason: who guesses learns nothing, who forgot the password knows what to do. */
    public static function why(int $wait): string
    {
        /* translators: %d is a number of seconds */
        $text = __('Several tries were wrong, so a little more is asked: your browser does a small calculation by itself. Without JavaScript, please wait %d seconds. Then type the password once more.', 'rempart-companion');
        return esc_html(sprintf($text, $wait));
    }

    public static function script(): void
    {
        if (Policy::of('login_challenge') !== null) {
            $file = plugins_url('assets/sign-in.js', REMPART_COMPANION_FOLDER . '/rempart-companion.php');
            wp_enqueue_script(self::SCRIPT, $file, [], REMPART_COMPANION_VERSION, true);
        }
    }

    /** Inside the form: texts for the script; what is asked only where something is asked of the name that was typed. */
    public static function field(): void
    {
        if (Policy::of('login_challenge') === null) {
            return;
        }
        echo '<div id="rempart-sign-in" hidden data-ask="' . esc_url(site_url('wp-login.php?action=' . self::ACTION, 'login_post'))
            . '" data-parts="' . Challenge::PARTS . '" data-lasts="' . Challenge::LASTS_S
            . '" data-working="' . esc_attr__('After wrong tries your browser does a small calculation before you are signed in. It takes a moment, and you need do nothing.', 'rempart-companion')
            . '" data-ready="' . esc_attr__('The calculation is done.', 'rempart-companion')
            . '" data-label="' . esc_attr__('How far the calculation is', 'rempart-companion') . '"></div>';
        $typed = self::typed();
        $asked = self::asked($typed);
        if ($asked === null) {
            return;
        }
        /* translators: %d is a number of seconds */
        $text = __('Without JavaScript: please wait %d seconds before you press the button, and type the same name.', 'rempart-companion');
        echo '<input type="hidden" name="rempart_challenge" value="' . esc_attr($asked['token']) . '" data-bits="' . $asked['bits'] . '" data-name="' . esc_attr($typed) . '">'
            . '<input type="hidden" name="rempart_proof" value="">'
            . '<noscript><div class="message"><p>' . esc_html(sprintf($text, $asked['wait'])) . '</p></div></noscript>';
    }

    /** @return array|null token, bits, wait */
    private static function asked(string $typed): ?array
    {
        $over = $typed === '' ? null : LoginChallenge::asks($typed);
        if ($over === null) {
            return null;
        }
        return LoginChallenge::again() ?? Challenge::make($typed, $over, LoginChallenge::leastWait());
    }

    /** The script asks, before it sends the form, whether anything is asked of this name. */
    public static function answer(): void
    {
        $asked = Policy::of('login_challenge') === null ? null : self::asked(self::typed());
        nocache_headers();
        header('Content-Type: application/json; charset=utf-8');
        header('X-Content-Type-Options: nosniff');
        echo wp_json_encode($asked === null ? new \stdClass() : ['token' => $asked['token'], 'bits' => $asked['bits']]);
        exit;
    }

    /** WordPress keeps the typed name in the form for a wrong password only. @param \WP_Error $errors */
    public static function errors($errors)
    {
        $is_ours = Policy::of('login_challenge') !== null && is_wp_error($errors) && $errors->get_error_code() === LoginChallenge::CODE;
        return $is_ours ? new \WP_Error('incorrect_password', $errors->get_error_message(LoginChallenge::CODE)) : $errors;
    }
}
