<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;
use Rempart\Companion\Fault;

defined('ABSPATH') || exit;

/** Tries to sign in are limited by account and by address, over wp-login, XML-RPC, REST and application passwords together. */
final class LoginLimit extends Rule
{
    const FREE = 5;
    const FREE_ADDRESS = 20; // an office behind one address
    const PROXIES = 50;
    const CODE = 'rempart_paused';

    /** @var int seconds; more than 0: this request was refused */
    private static $wait = 0;
    /** @var bool only a code of the second factor, given with the password, opens this account while it waits */
    private static $needs_code = false;
    /** @var string[] what was counted for the try that is being judged */
    private static $counted = [];

    /** true, or {free, free_address, proxy_header, proxies}. */
    public function form($asked)
    {
        if (is_bool($asked)) {
            $asked = $asked ? [] : null;
        }
        if ($asked === null) {
            return null;
        }
        $known = ['free' => self::FREE, 'free_address' => self::FREE_ADDRESS, 'proxy_header' => '', 'proxies' => []];
        if (!is_array($asked) || array_diff_key($asked, $known)) {
            throw new Fault('args', 400, 'login_limit');
        }
        $form = array_merge($known, $asked);
        foreach (['free' => 10, 'free_address' => 100] as $name => $most) {
            if (!is_int($form[$name]) || $form[$name] < 3 || $form[$name] > $most) {
                throw new Fault('args', 400, "login_limit: $name");
            }
        }
        if (!is_string($form['proxy_header']) || preg_match('/^[A-Za-z0-9-]{0,40}$/D', $form['proxy_header']) !== 1) {
            throw new Fault('args', 400, 'login_limit: proxy_header');
        }
        $is_list = is_array($form['proxies']) && count($form['proxies']) <= self::PROXIES;
        if (!$is_list || count(array_filter($form['proxies'], [Address::class, 'isRange'])) !== count($form['proxies'])) {
            throw new Fault('args', 400, 'login_limit: proxies');
        }
        $form['proxies'] = array_values($form['proxies']);
        if (($form['proxy_header'] === '') !== ($form['proxies'] === [])) {
            throw new Fault('args', 400, 'login_limit: a header counts only from named proxies');
        }
        return $form;
    }

    public function hold(): void
    {
        add_filter('authenticate', [self::class, 'before'], 1, 3);
        add_filter('authenticate', [self::class, 'after'], PHP_INT_MAX - 15, 2);
        add_filter('determine_current_user', [self::class, 'beforeBasic'], 19);
        add_action('application_password_did_authenticate', [self::class, 'right'], 1);
        add_action('application_password_failed_authentication', [self::class, 'basicFailed']);
        add_filter('rest_authentication_errors', [self::class, 'rest'], PHP_INT_MAX - 15);
        add_filter('xmlrpc_login_error', [self::class, 'packed'], 10, 2);
        add_action('wp_login_failed', [self::class, 'failed'], 30);
        add_action('login_form', [self::class, 'field']);
    }

    /** @return string[] the account, the network */
    public static function names(string $typed): array
    {
        $typed = trim($typed);
        $user = get_user_by('login', sanitize_user($typed)) ?: (strpos($typed, '@') ? get_user_by('email', $typed) : false);
        $address = Address::network(Address::client((array) Policy::of('login_limit')));
        return [$user ? 'user:' . $user->ID : 'name:' . strtolower($typed), $address === '' ? '' : 'from:' . $address];
    }

    /** Before anybody looks at the password. @param mixed $user @return mixed */
    public static function before($user, $name, $password)
    {
        if (Policy::of('login_limit') === null || !is_string($name) || !is_string($password) || $name === '' || $password === '') {
            return $user;
        }
        self::$needs_code = false;
        if (LoginChallenge::refuses()) { // not looked at, so no try: nobody makes others wait without doing the sum
            return $user;
        }
        self::count($name);
        if (self::$wait > 0) { // the password is not even looked at
            remove_filter('authenticate', 'wp_authenticate_username_password', 20);
            remove_filter('authenticate', 'wp_authenticate_email_password', 20);
            remove_filter('authenticate', 'wp_authenticate_application_password', 20);
        }
        return $user;
    }

    private static function count(string $typed): void
    {
        $limit = Policy::of('login_limit');
        list($account, $from) = self::names($typed);
        self::$counted = [$account];
        if ($from !== '') {
            $wait = Attempts::charge($from, $limit['free_address']);
            if ($wait > 0) {
                self::$wait = $wait;
                return;
            }
            self::$counted[] = $from;
        }
        $wait = Attempts::charge($account, $limit['free']);
        if ($wait > 0 && $from !== '' && SecondFactor::typedCode() !== '') {
            self::$needs_code = true; // judged together with the password, and limited by address alone
            return;
        }
        self::$wait = $wait;
    }

    /** After everybody has judged. @param mixed $user @return mixed */
    public static function after($user, $name)
    {
        if (Policy::of('login_limit') === null || !is_string($name) || $name === '') {
            return $user;
        }
        if (self::$needs_code && !($user instanceof \WP_User && SecondFactor::passWithPassword($user))) {
            // The same words, whichever of the two was wrong.
            $user = new \WP_Error('incorrect_password', __('The name or the password is not right.', 'rempart-companion'));
        }
        if (self::$wait > 0) {
            return self::refusal();
        }
        if ($user instanceof \WP_User) {
            self::right();
        }
        return $user;
    }

    public static function right(): void
    {
        foreach (self::$counted as $name) {
            strncmp($name, 'from:', 5) === 0 ? Attempts::refund($name) : Attempts::clear($name);
        }
        self::$counted = [];
    }

    private static function refusal(): \WP_Error
    {
        if (!headers_sent()) {
            status_header(429);
            header('Retry-After: ' . self::$wait);
        }
        /* translators: %d is a number of minutes */
        $text = __('Too many tries. Please wait %d min, then try again.', 'rempart-companion');
        return new \WP_Error(self::CODE, esc_html(sprintf($text, (int) ceil(self::$wait / 60))), ['status' => 429]);
    }

    /** REST with a name and an application password in the header: WordPress judges it without `authenticate`. */
    public static function beforeBasic($user)
    {
        $name = $_SERVER['PHP_AUTH_USER'] ?? '';
        if (Policy::of('login_limit') === null || $user || !is_string($name) || $name === '') {
            return $user;
        }
        foreach (array_filter(self::names($name)) as $one) { // many good ones at once are ordinary: counted when wrong
            self::$wait = max(self::$wait, Attempts::wait($one));
        }
        if (self::$wait > 0) {
            unset($_SERVER['PHP_AUTH_USER'], $_SERVER['PHP_AUTH_PW']);
        }
        return $user;
    }

    /** @param \WP_Error $error */
    public static function basicFailed($error): void
    {
        $name = $_SERVER['PHP_AUTH_USER'] ?? '';
        if (Policy::of('login_limit') === null || self::$counted || !is_string($name) || $name === '' || !is_wp_error($error)) {
            return;
        }
        $limit = Policy::of('login_limit');
        list($account, $from) = self::names($name);
        Attempts::charge($account, $limit['free']);
        if ($from !== '') {
            Attempts::charge($from, $limit['free_address']);
        }
    }

    public static function rest($answer)
    {
        return Policy::of('login_limit') !== null && self::$wait > 0 ? self::refusal() : $answer;
    }

    /** After the first wrong one WordPress does not judge the others of the same request: they count all the same. */
    public static function packed($fault, $user)
    {
        if (Policy::of('login_limit') !== null && is_wp_error($user) && $user->get_error_code() === 'login_prevented') {
            $from = self::names('-')[1];
            if ($from !== '') {
                Attempts::charge($from, Policy::of('login_limit')['free_address']);
            }
        }
        return $fault;
    }

    /** The record says once that a pause began. */
    public static function failed($name): void
    {
        if (Policy::of('login_limit') === null || self::$wait > 0 || !is_string($name)) {
            return;
        }
        $names = array_filter(self::names($name));
        foreach ($names as $one) {
            if (Attempts::wait($one) > 0) {
                $subject = strncmp($one, 'user:', 5) === 0 ? substr($one, 5) : '';
                EventLog::add('signin.paused', 0, $subject, ['by' => strncmp($one, 'from:', 5) === 0 ? 'address' : 'account'], EventLog::person());
            }
        }
    }

    /** Shown to everybody who has to wait: whether an account has a second factor is not told. */
    public static function field(): void
    {
        if (self::$wait > 0 && Policy::of('second_factor') !== null) {
            echo '<p><label for="rempart_code">' . esc_html__('With a second factor you need not wait: give its code here, too.', 'rempart-companion')
                . '</label><input type="text" name="rempart_code" id="rempart_code" class="input" autocomplete="one-time-code" inputmode="numeric"></p>';
        }
    }

    public function told(): array
    {
        $limit = Policy::of('login_limit');
        if ($limit === null) {
            return self::say(false, 'nobody');
        }
        return self::say(true, 'companion') + ['waiting' => Attempts::waiting()];
    }
}
