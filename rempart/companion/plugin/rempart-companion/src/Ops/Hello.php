<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Database;
use Rempart\Companion\Enrolment;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;
use Rempart\Companion\Ops;
use Rempart\Companion\Paths;
use Rempart\Companion\Plugin;
use Rempart\Companion\Restore;
use Rempart\Companion\Window;

defined('ABSPATH') || exit;

/** Versions, the limits of this PHP, the clock, and what may be asked. */
final class Hello implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $args->end();
        $running = Restore::current();
        return Answer::json([
            'companion' => REMPART_COMPANION_VERSION,
            'protocol' => Limits::PROTOCOL,
            'ops' => array_keys(Ops::ALL),
            'now' => time(),
            'home' => $enrolment['home'],
            'is_moved' => Enrolment::home() !== $enrolment['home'],
            'is_must_use' => Plugin::isMustUse(),
            'is_multisite' => is_multisite(),
            'enrolled_at' => (int) $enrolment['at'],
            'wordpress' => get_bloginfo('version'),
            'php' => PHP_VERSION,
            'sodium' => extension_loaded('sodium') ? 'native' : 'compat',
            'database' => Database::open()->told(),
            'roots' => array_keys(Paths::roots()),
            'prefix' => $GLOBALS['wpdb']->base_prefix,
            'window_until' => Window::until(),
            'restore' => $running === null ? null : ['id' => $running->state['id'], 'phase' => $running->state['phase']],
            'limits' => [
                'execution_s' => (int) ini_get('max_execution_time'),
                'memory_bytes' => wp_convert_hr_to_bytes((string) ini_get('memory_limit')),
                'post_bytes' => wp_convert_hr_to_bytes((string) ini_get('post_max_size')),
                'answer_bytes' => Limits::ANSWER_BYTES,
                'request_bytes' => Limits::REQUEST_BYTES,
                'calls_minute' => Limits::CALLS_MINUTE,
            ],
        ]);
    }
}
