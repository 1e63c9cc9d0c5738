<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;
use Rempart\Companion\Fault;

defined('ABSPATH') || exit;

/** A second step after the password, for chosen roles and for whoever set one up: wp-login, cookies, XML-RPC, application passwords. */
final class SecondFactor extends Rule
{
    const ROLES = 50;
    const NAMES = 50;
    const DAYS = 7;
    const TRIES = 5;          // codes by account and network, then growing pauses
    const TRIES_ALL = 30;     // by account from everywhere
    const CODE_BYTES = 40;

    /** @var bool|null inside wp_signon: whether the person wants to be remembered */
    private static $remembers = null;
    /** @var array<int, string> accounts that came by an application password, and its name */
    private static $application = [];
    /** @var int the account whose code was right together with its password */
    private static $through = 0;

    /** {roles, grace_days, applications: names of application passwords that stay open}; `since` is ours. */
    public function form($asked)
    {
        if ($asked === false) {
            return null;
        }
        $known = ['roles' => ['administrator'], 'grace_days' => self::DAYS, 'applications' => [], 'since' => 0];
        $asked = $asked === true ? [] : $asked;
        if (!is_array($asked) || array_diff_key($asked, $known)) {
            throw new Fault('args', 400, 'second_factor');
        }
        $form = array_merge($known, $asked);
        foreach (['roles' => self::ROLES, 'applications' => self::NAMES] as $name => $most) {
            $is_list = is_array($form[$name]) && count($form[$name]) <= $most;
            if (!$is_list || count(array_filter($form[$name], 'is_string')) !== count($form[$name])) {
                throw new Fault('args', 400, "second_factor: $name");
            }
            $form[$name] = array_values($form[$name]);
        }
        if (array_diff($form['roles'], array_keys(wp_roles()->roles)) || !is_int($form['grace_days']) || $form['grace_days'] < 0 || $form['grace_days'] > 90) {
            throw new Fault('args', 400, 'second_factor: an unknown role, or grace_days out of 0 to 90');
        }
        $form['since'] = (int) (Policy::of('second_factor')['since'] ?? time());
        return $form;
    }

    public function hold(): void
    {
        Sessions::listen();
        add_filter('secure_signon_cookie', [self::class, 'signsOn'], 1, 2);
        add_filter('authenticate', [self::class, 'judge'], PHP_INT_MAX - 5);
        add_action('wp_authenticate_application_password_errors', [self::class, 'application'], PHP_INT_MAX, 3);
        add_action('application_password_did_authenticate', [self::class, 'cameBy'], 1, 2);
        add_action('login_form_' . LoginPage::ACTION, [LoginPage::class, 'answer']);
        add_filter('rempart_companion_second_factors', [self::class, 'known'], 10, 2);
        ProfilePage::listen();
    }

    /** It is asked of this account now: it has one, or should, and its time is over. */
    public static function demands(int $id): bool
    {
        $asked = Policy::of('second_factor');
        $user = $asked === null || $id <= 0 ? false : get_userdata($id);
        return $user && (Factor::has($id) || (self::should($user, $asked) && Grace::until($user, $asked) <= time()));
    }

    public static function should(\WP_User $user, array $asked): bool
    {
        $is_super = is_multisite() && is_super_admin($user->ID) && in_array('administrator', $asked['roles'], true);
        return $is_super || array_intersect($user->roles, $asked['roles']) !== [];
    }

    public static function signsOn($secure, $credentials)
    {
        self::$remembers = is_array($credentials) && !empty($credentials['remember']);
        return $secure;
    }

    /** After every other judge. @param mixed $user @return mixed */
    public static function judge($user)
    {
        $remembers = self::$remembers;
        self::$remembers = null;
        if (!$user instanceof \WP_User || !self::demands($user->ID)) {
            return $user;
        }
        if (isset(self::$application[$user->ID])) {
            return $user; // allowed by name: `application` let it in
        }
        if (get_current_user_id() === $user->ID && Sessions::isStrong($user->ID) && $remembers === null) {
            return $user; // someone who is in types the password once more
        }
        if (!Factor::has($user->ID)) {
            return new \WP_Error('rempart_no_factor', esc_html__('Your time to set up a second factor is over. Please ask an administrator to let you in.', 'rempart-companion'), ['status' => 403]);
        }
        $is_page = $remembers !== null && !wp_doing_ajax() && !defined('REST_REQUEST') && !defined('XMLRPC_REQUEST') && !headers_sent();
        if (!$is_page) {
            return new \WP_Error('rempart_factor', esc_html__('This account signs in with a second factor.', 'rempart-companion'), ['status' => 403]);
        }
        if (self::$through === $user->ID) {
            LoginPage::letIn($user, (bool) $remembers, self::leadsTo());
        }
        LoginPage::ask($user, Pending::begin($user, (bool) $remembers, self::leadsTo()));
        exit;
    }

    private static function leadsTo(): string
    {
        $wish = $_REQUEST['redirect_to'] ?? '';
        return is_string($wish) ? wp_unslash($wish) : '';
    }

    /** @param \WP_Error $error @param \WP_User $user @param array $item */
    public static function application($error, $user, $item): void
    {
        $name = is_array($item) ? (string) ($item['name'] ?? '') : '';
        if (self::demands($user->ID) && !in_array($name, Policy::of('second_factor')['applications'], true)) {
            $error->add('rempart_factor', __('This account signs in with a second factor.', 'rempart-companion'), ['status' => 403]);
        }
    }

    /** @param \WP_User $user @param array $item */
    public static function cameBy($user, $item): void
    {
        self::$application[$user->ID] = (string) ($item['name'] ?? '');
    }

    public static function typedCode(): string
    {
        $typed = $_POST['rempart_code'] ?? '';
        return is_string($typed) && strlen($typed) <= self::CODE_BYTES ? trim(wp_unslash($typed)) : '';
    }

    /** For an account that waits: password and code in one. */
    public static function passWithPassword(\WP_User $user): bool
    {
        if (Policy::of('second_factor') === null || !Factor::has($user->ID) || !self::tries($user->ID) || !Factor::isCode($user->ID, self::typedCode())) {
            return false;
        }
        self::rightNow($user->ID);
        self::$through = $user->ID;
        return true;
    }

    /** Counts a try of a second step. */
    public static function tries(int $user): bool
    {
        $from = Address::network(Address::client((array) Policy::of('login_limit')));
        return Attempts::charge("factor:$user:$from", self::TRIES) === 0 && Attempts::charge("factor:$user", self::TRIES_ALL) === 0;
    }

    public static function rightNow(int $user): void
    {
        Attempts::clear("factor:$user:" . Address::network(Address::client((array) Policy::of('login_limit'))));
        Attempts::clear("factor:$user");
        Attempts::clear("user:$user");
    }

    public static function wrong(int $user): void
    {
        EventLog::add(EventLog::FAILURES, 0, (string) $user, ['way' => 'second_factor'], EventLog::person());
    }

    /** For the list of accounts that the hub asks for. */
    public static function known($kinds, $user)
    {
        return array_merge(is_array($kinds) ? $kinds : [], Factor::kinds((int) $user));
    }

    public function told(): array
    {
        $asked = Policy::of('second_factor');
        if ($asked === null) {
            return self::say(false, 'nobody');
        }
        $have = $lack = $late = 0;
        foreach ($asked['roles'] ? get_users(['role__in' => $asked['roles'], 'number' => 500]) : [] as $user) {
            $has = Factor::has($user->ID);
            $have += $has ? 1 : 0;
            $lack += $has ? 0 : 1;
            $late += !$has && Grace::until($user, $asked) <= time() ? 1 : 0;
        }
        return self::say(true, 'companion') + ['have' => $have, 'lack' => $lack, 'shut_out' => $late];
    }
}
