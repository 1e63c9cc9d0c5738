<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\Fault;

defined('ABSPATH') || exit;

/**
 * After wrong tries wp-login asks for more than a name and a password (Challenge). Doors that can ask nothing (XML-RPC,
 * other forms) take the account's own password no more until then; application passwords, which nobody guesses, go on.
 */
final class LoginChallenge extends Rule
{
    const AFTER = 3;
    const AFTER_ADDRESS = 10;
    const CODE = 'rempart_challenge';
    const WAITED = 10; // tries by waiting alone, of one account from everywhere, before growing pauses

    /** @var \WP_Error|null why this try is not even looked at */
    private static $refusal = null;
    /** @var bool it came to wp-login's own form */
    private static $is_form = false;
    /** @var array|null the token that whoever was too early goes on with, and the seconds left */
    private static $again = null;
    /** @var int seconds that a new token has to wait at least */
    private static $least_wait = 0;
    /** @var string[] what was counted for the try that is being judged */
    private static $counted = [];
    /** @var int the account that came by an application password */
    private static $application = 0;

    /** true, or {after, after_address}. */
    public function form($asked)
    {
        if (is_bool($asked)) {
            $asked = $asked ? [] : null;
        }
        if ($asked === null) {
            return null;
        }
        $known = ['after' => self::AFTER, 'after_address' => self::AFTER_ADDRESS];
        if (!is_array($asked) || array_diff_key($asked, $known)) {
            throw new Fault('args', 400, 'login_challenge');
        }
        $form = array_merge($known, $asked);
        foreach (['after' => 10, 'after_address' => 100] as $name => $most) {
            if (!is_int($form[$name]) || $form[$name] < 1 || $form[$name] > $most) {
                throw new Fault('args', 400, "login_challenge: $name");
            }
        }
        return $form;
    }

    public function hold(): void
    {
        add_filter('authenticate', [self::class, 'before'], 0, 3); // before LoginLimit: what is not looked at costs no try
        add_filter('authenticate', [self::class, 'after'], PHP_INT_MAX - 14);
        add_action('application_password_did_authenticate', [self::class, 'cameBy'], 1);
        add_filter('xmlrpc_login_error', [self::class, 'fault'], 11, 2);
        ChallengeForm::listen();
    }

    /** It is asked of this name, or of where this request comes from. @return int|null wrong tries since; null: nothing is asked */
    public static function asks(string $typed): ?int
    {
        $asked = Policy::of('login_challenge');
        if ($asked === null) {
            return null;
        }
        list($account, $from) = self::names($typed);
        $over = Attempts::failures($account) - $asked['after'];
        $over_address = $from === '' ? -1 : Attempts::failures($from) - $asked['after_address'];
        return max($over, $over_address) < 0 ? null : max($over, $over_address);
    }

    /** @return string[] the account, the network */
    private static function names(string $typed): array
    {
        return array_map(static function ($name) {
            return $name === '' ? '' : "asks:$name";
        }, LoginLimit::names($typed));
    }

    /** This try came to wp-login without what was asked: it is neither looked at nor counted. */
    public static function refuses(): bool
    {
        return self::$refusal !== null && self::$is_form;
    }

    /** @return array|null the token whose time was not over yet, and the seconds left */
    public static function again(): ?array
    {
        return self::$again;
    }

    public static function leastWait(): int
    {
        return self::$least_wait;
    }

    /** Before anybody looks at the password. @param mixed $user @return mixed */
    public static function before($user, $name, $password)
    {
        self::$refusal = null;
        self::$counted = [];
        $asked = Policy::of('login_challenge');
        if ($asked === null || !is_string($name) || !is_string($password) || $name === '' || $password === '') {
            return $user;
        }
        self::$is_form = did_action('login_init') > 0;
        list($account, $from) = self::names($name);
        if (self::isFree($account, $from, $asked)) {
            return $user;
        }
        $why = self::$is_form ? self::given($account, $from, $name) : self::elsewhere();
        if ($why !== '') {
            self::$refusal = new \WP_Error(self::CODE, $why, ['status' => 403]);
            remove_filter('authenticate', 'wp_authenticate_username_password', 20);
            remove_filter('authenticate', 'wp_authenticate_email_password', 20);
            return $user;
        }
        foreach (array_filter([$account, $from]) as $one) {
            Attempts::countBelow($one, PHP_INT_MAX);
            self::$counted[] = $one;
        }
        return $user;
    }

    /** Counted in the same moment as it is found to be one of the first few: a hundred at once do not slip through. */
    private static function isFree(string $account, string $from, array $asked): bool
    {
        if (!Attempts::countBelow($account, $asked['after'])) {
            return false;
        }
        if ($from !== '' && !Attempts::countBelow($from, $asked['after_address'])) {
            Attempts::refund($account);
            return false;
        }
        self::$counted = array_filter([$account, $from]);
        return true;
    }

    /** @return string '' where what was asked came with the form; else why it is not enough */
    private static function given(string $account, string $from, string $name): string
    {
        $typed = ChallengeForm::typed();
        $found = sanitize_user($typed) === $name ? Challenge::read(ChallengeForm::token(), $typed) : null;
        $over = (int) self::asks($name);
        if ($found === null) {
            return ChallengeForm::why(Challenge::wait($over));
        }
        $proof = ChallengeForm::proof();
        $is_hard = $found['bits'] >= Challenge::bits($over) - Challenge::SLACK;
        if ($proof !== '' && !($is_hard && Challenge::isSolved(ChallengeForm::token(), $typed, $found['bits'], $proof))) {
            return ChallengeForm::why(Challenge::wait($over));
        }
        if ($proof === '' && $found['left'] > 0) {
            self::$again = ['token' => ChallengeForm::token(), 'bits' => $found['bits'], 'wait' => $found['left']];
            return ChallengeForm::why($found['left']);
        }
        if (!Challenge::spend(ChallengeForm::token())) {
            return ChallengeForm::why(Challenge::wait($over));
        }
        if ($proof === '') {
            self::$least_wait = self::queue($account, $from, $found['wait']);
        }
        return self::$least_wait > 0 ? ChallengeForm::why(max(self::$least_wait, Challenge::wait($over))) : '';
    }

    /** Waiting costs a machine nothing: one try at a time by account and network, and few of an account in all. */
    private static function queue(string $account, string $from, int $wait): int
    {
        $left = Attempts::take("waits:$account:$from", $wait);
        return $left > 0 ? $left : Attempts::charge("waits:$account", self::WAITED);
    }

    private static function elsewhere(): string
    {
        /* translators: %s is an address */
        $text = __('After wrong tries this account signs in with its password at %s only. Application passwords still work.', 'rempart-companion');
        return esc_html(sprintf($text, wp_login_url()));
    }

    /** After everybody has judged. @param mixed $user @return mixed */
    public static function after($user)
    {
        if (self::$refusal !== null) {
            $is_other = !self::$is_form && $user instanceof \WP_User && $user->ID === self::$application;
            return $is_other ? $user : self::$refusal;
        }
        if ($user instanceof \WP_User) {
            foreach (self::$counted as $one) {
                strncmp($one, 'asks:from:', 10) === 0 ? Attempts::refund($one) : Attempts::clear($one);
                Attempts::clear("waits:$one");
            }
            self::$counted = [];
        }
        return $user;
    }

    /** @param \WP_User $user */
    public static function cameBy($user): void
    {
        self::$application = (int) $user->ID;
    }

    /** xmlrpc.php says why. */
    public static function fault($fault, $user)
    {
        $is_ours = Policy::of('login_challenge') !== null && is_wp_error($user) && $user->get_error_code() === self::CODE;
        return $is_ours ? new \IXR_Error(403, $user->get_error_message()) : $fault;
    }

    public function told(): array
    {
        $asked = Policy::of('login_challenge');
        return self::say($asked !== null, $asked !== null ? 'companion' : 'nobody');
    }
}
