<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\EventLog;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;

defined('ABSPATH') || exit;

/** What happened since the cursor. `oldest` shows a gap where rows went before they were fetched. */
final class Events implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $after = $args->number('after', 0, 0, PHP_INT_MAX);
        $limit = $args->number('limit', Limits::EVENTS, 1, Limits::EVENTS);
        $is_personal = $args->flag('personal');
        $args->end();
        list($events, $oldest, $newest) = EventLog::after($after, $limit, $is_personal);
        return Answer::json(['events' => $events, 'oldest' => $oldest, 'newest' => $newest]);
    }
}
