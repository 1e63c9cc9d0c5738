<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Enforce;
use Rempart\Companion\Op;

defined('ABSPATH') || exit;

/**
 * Sets what is enforced (`policy`, whole: what is not named is let go), frees paused sign-ins (`free`), gives an account
 * time to set up its second factor (`grace`: its id). Always answers what really holds.
 */
final class Policy implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $asked = $args->table('policy');
        $frees = $args->flag('free');
        $grace = $args->number('grace', 0, 0, PHP_INT_MAX);
        $args->end();
        if ($asked !== null) {
            Enforce\Policy::set($asked);
        }
        if ($frees) {
            Enforce\Attempts::free(0);
        }
        if ($grace > 0) {
            Enforce\Grace::give($grace, 0);
        }
        return Answer::json(['policy' => (object) Enforce\Policy::all(), 'holds' => Enforce\Policy::told(), 'let_go' => Enforce\Policy::isLetGo()]);
    }
}
