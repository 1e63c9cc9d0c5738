<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Fault;
use Rempart\Companion\Op;
use Rempart\Companion\Refusal;
use Rempart\Companion\Store;

defined('ABSPATH') || exit;

/**
 * Whose session is this, and what may that person do? Only for the guard, over the connection it has to this server:
 * from an address that an administrator named in wp-admin. Without such an address nobody is answered.
 */
final class Session implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $cookie = $args->text('cookie', 1024);
        $args->end();
        $guards = Store::get(Store::GUARD);
        $from = isset($_SERVER['REMOTE_ADDR']) ? @inet_pton((string) $_SERVER['REMOTE_ADDR']) : false;
        $is_guard = false;
        foreach (is_array($guards) ? $guards : [] as $address) {
            $is_guard = $is_guard || ($from !== false && @inet_pton((string) $address) === $from);
        }
        if (!$is_guard) {
            throw new Refusal();
        }
        $id = wp_validate_auth_cookie($cookie, 'logged_in');
        $user = $id ? get_userdata((int) $id) : false;
        if (!$user) {
            return Answer::json(['user' => null]);
        }
        $capabilities = array_values(array_filter(Users::CAPABILITIES, [$user, 'has_cap']));
        return Answer::json(['user' => $user->ID, 'roles' => array_values($user->roles), 'capabilities' => $capabilities]);
    }
}
