<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** A session says whether the second step was done when it began. One without it is none, however it came to be. */
final class Sessions
{
    const MARK = 'rempart_factor';
    const FRESH_S = 900;

    /** @var array<int, string> by account: the token that this request's cookie proved */
    private static $proved = [];
    /** @var int the account that is through, while its session is made */
    private static $through = 0;
    /** @var bool the cookie about to be sent is not to be sent */
    private static $is_held_back = false;

    public static function listen(): void
    {
        add_action('auth_cookie_valid', [self::class, 'proved'], 1, 2);
        add_filter('attach_session_information', [self::class, 'mark'], PHP_INT_MAX, 2);
        add_filter('determine_current_user', [self::class, 'judge'], PHP_INT_MAX - 5);
        add_action('set_auth_cookie', [self::class, 'weigh'], 1, 6);
        add_action('set_logged_in_cookie', [self::class, 'weigh'], 1, 6);
        add_filter('send_auth_cookies', [self::class, 'send'], PHP_INT_MAX);
    }

    /** @param array $parts @param \WP_User $user */
    public static function proved($parts, $user): void
    {
        if (is_array($parts) && isset($parts['token'])) {
            self::$proved[(int) $user->ID] = (string) $parts['token'];
        }
    }

    public static function isMarked(int $user, string $token): bool
    {
        $session = $token === '' ? null : \WP_Session_Tokens::get_instance($user)->get($token);
        return is_array($session) && !empty($session[self::MARK]);
    }

    /** The person of this request did the second step. */
    public static function isStrong(int $user): bool
    {
        return isset(self::$proved[$user]) && self::isMarked($user, self::$proved[$user]);
    }

    /** The second step was a short while ago: enough to change the factors themselves. */
    public static function isFresh(int $user): bool
    {
        $session = isset(self::$proved[$user]) ? \WP_Session_Tokens::get_instance($user)->get(self::$proved[$user]) : null;
        return is_array($session) && (int) ($session[self::MARK] ?? 0) > time() - self::FRESH_S;
    }

    /** For whoever looks at a cookie without signing in: as good as it has to be. */
    public static function isEnough(int $user): bool
    {
        return !SecondFactor::demands($user) || self::isStrong($user);
    }

    /** Sign in with a session that says so. */
    public static function begin(\WP_User $user, bool $remembers): void
    {
        self::$through = $user->ID;
        wp_set_auth_cookie($user->ID, $remembers);
        self::$through = 0;
    }

    /** The session that sets a factor up has just shown it. */
    public static function markPresent(int $user): void
    {
        $token = self::$proved[$user] ?? '';
        $manager = \WP_Session_Tokens::get_instance($user);
        $session = $token === '' ? null : $manager->get($token);
        if (is_array($session)) {
            $manager->update($token, [self::MARK => time()] + $session);
        }
    }

    /** A new session of somebody whose present one is marked (a changed password) is marked, too. */
    public static function mark($about, $user)
    {
        $user = (int) $user;
        if (is_array($about) && (self::$through === $user || (get_current_user_id() === $user && self::isStrong($user)))) {
            $about[self::MARK] = time();
        }
        return $about;
    }

    /** @param mixed $id @return mixed */
    public static function judge($id)
    {
        $user = (int) $id;
        if ($user <= 0 || !isset(self::$proved[$user]) || !SecondFactor::demands($user) || self::isStrong($user)) {
            return $id;
        }
        \WP_Session_Tokens::get_instance($user)->destroy(self::$proved[$user]); // others look at the cookie by themselves
        unset(self::$proved[$user]);
        return false;
    }

    /** Whoever makes a cookie, by whatever way: it leaves only for a session that is marked. */
    public static function weigh($cookie, $expire, $expiration, $user, $scheme, $token = ''): void
    {
        self::$is_held_back = false;
        if (SecondFactor::demands((int) $user) && !self::isMarked((int) $user, (string) $token)) {
            self::$is_held_back = true;
            \WP_Session_Tokens::get_instance((int) $user)->destroy((string) $token);
        }
    }

    public static function send($sends)
    {
        return self::$is_held_back ? false : $sends;
    }
}
