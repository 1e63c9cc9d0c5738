<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\EventLog;
use Rempart\Companion\Fault;

defined('ABSPATH') || exit;

/** What the owner switched on: one option, one class a switch. Without a word of the owner nothing is enforced. */
final class Policy
{
    const OPTION = 'rempart_companion_policy';
    const RULES = [
        'editor_off' => EditorOff::class,
        'debug_hidden' => DebugHidden::class,
        'log_hidden' => LogHidden::class,
        'xmlrpc' => Xmlrpc::class,
        'users_hidden' => UsersHidden::class,
        'versions_hidden' => VersionsHidden::class,
        'registration_off' => RegistrationOff::class,
        'endpoints_closed' => EndpointsClosed::class,
        'application_passwords_off' => ApplicationPasswordsOff::class,
        'login_limit' => LoginLimit::class,
        'login_challenge' => LoginChallenge::class,
        'second_factor' => SecondFactor::class,
    ];

    /** @var array|null read once a request */
    private static $now = null;
    /** @var Rule[] those that are hooked up */
    private static $held = [];

    public static function begin(): void
    {
        if (self::isLetGo()) {
            return;
        }
        foreach (array_keys(self::all()) as $name) {
            self::rule($name)->hold();
            self::$held[$name] = true;
        }
        Page::listen();
    }

    /** The way out for an owner who has the files but no way in: define('REMPART_COMPANION_LET_GO', true). */
    public static function isLetGo(): bool
    {
        return defined('REMPART_COMPANION_LET_GO') && REMPART_COMPANION_LET_GO;
    }

    /** What is asked of a switch; null where nothing is. @return mixed */
    public static function of(string $name)
    {
        return self::isLetGo() ? null : (self::all()[$name] ?? null);
    }

    public static function all(): array
    {
        if (self::$now === null) {
            $kept = is_multisite() ? get_site_option(self::OPTION) : get_option(self::OPTION);
            self::$now = is_array($kept) ? array_intersect_key($kept, self::RULES) : [];
        }
        return self::$now;
    }

    /** The whole policy, not a change to it: what is not named is let go. @throws Fault */
    public static function set(array $asked, int $actor = 0): void
    {
        $new = [];
        foreach ($asked as $name => $value) {
            if (!is_string($name) || !isset(self::RULES[$name])) {
                throw new Fault('args', 400, 'unknown switch');
            }
            $form = self::rule($name)->form($value);
            if ($form !== null) {
                $new[$name] = $form;
            }
        }
        $old = self::all();
        if ($new === $old) {
            return;
        }
        if (is_multisite()) {
            update_site_option(self::OPTION, $new);
        } elseif ($new) {
            update_option(self::OPTION, $new, true); // read at every request: kept with the options that are loaded anyway
        } else {
            delete_option(self::OPTION);
        }
        self::$now = $new;
        foreach (array_keys(array_diff_key($new, self::$held)) as $name) {
            self::rule($name)->hold();
            self::$held[$name] = true;
        }
        self::release(array_diff_key($old, $new));
        EventLog::add('policy.changed', $actor, '', ['on' => array_keys($new), 'off' => array_keys(array_diff_key($old, $new))]);
    }

    /** @return array<string, array> by switch: what is asked, and what really holds */
    public static function told(): array
    {
        $told = [];
        foreach (array_keys(self::RULES) as $name) {
            $told[$name] = ['asked' => self::all()[$name] ?? null] + self::rule($name)->told();
        }
        return $told;
    }

    private static function release(array $rules): void
    {
        foreach (array_keys($rules) as $name) {
            self::rule($name)->release();
        }
    }

    public static function erase(): void
    {
        self::release(self::all());
        is_multisite() ? delete_site_option(self::OPTION) : delete_option(self::OPTION);
        Attempts::erase();
        Factor::eraseAll();
        self::$now = [];
    }

    private static function rule(string $name): Rule
    {
        $class = self::RULES[$name];
        return new $class();
    }
}
