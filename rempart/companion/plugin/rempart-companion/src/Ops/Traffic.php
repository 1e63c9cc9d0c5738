<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;
use Rempart\Companion\Traffic as Counted;

defined('ABSPATH') || exit;

/** Requests by minute since the one that is named. `from` is the first that is still held, `until` the first that is not over. */
final class Traffic implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $since = $args->number('since', 0, 0, PHP_INT_MAX);
        $args->end();
        $until = intdiv(time(), 60);
        $from = max($since, $until - Limits::MINUTES_KEPT, intdiv((int) $enrolment['at'], 60) + 1);
        return Answer::json(['from' => min($from, $until), 'until' => $until, 'minutes' => Counted::since($from, $until)]);
    }
}
