<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Clock;
use Rempart\Companion\Database;
use Rempart\Companion\Fault;
use Rempart\Companion\Limits;
use Rempart\Companion\Op;

defined('ABSPATH') || exit;

/** The tables and their forms; with `marks` a digest of each, all of one moment. `after` goes on behind a name. */
final class Tables implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $is_marked = $args->flag('marks');
        $after = $args->textOrNull('after', 64);
        $only = $args->table('only');
        $args->end();
        $database = Database::open();
        $clock = new Clock();
        $found = [];
        $bytes = 0;
        $next = null;
        $is_snapshot = $is_marked && $database->begin();
        try {
            foreach ($database->names() as $name) {
                if (($after !== null && strcmp($name, $after) <= 0) || ($only !== null && !in_array($name, $only, true))) {
                    continue;
                }
                if ($found && ($clock->isOver() || $bytes > Limits::LISTING_BYTES)) {
                    $next = $found[count($found) - 1]['name'];
                    break;
                }
                $found[] = $is_marked ? ['name' => $name, 'mark' => $database->mark($name)] : $database->describe($name);
                $bytes += strlen(serialize(end($found)));
            }
        } finally {
            if ($is_marked) {
                $database->end();
            }
        }
        if ($only !== null && array_diff($only, $database->names())) {
            throw new Fault('table', 404, 'no such table');
        }
        return Answer::json(['tables' => $found, 'next' => $next, 'is_snapshot' => $is_snapshot, 'database' => $database->told(), 'left_out' => $database->leftOut()]);
    }
}
