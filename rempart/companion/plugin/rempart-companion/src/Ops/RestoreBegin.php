<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Op;
use Rempart\Companion\Restore;
use Rempart\Companion\Window;

defined('ABSPATH') || exit;

/** Begin a restore, or find where an interrupted one stands. */
final class RestoreBegin implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $id = $args->text('id', 32, '/^[0-9a-f]{32}$/D');
        $args->end();
        $running = Restore::current();
        if ($running === null) {
            Window::demand();
        }
        $restore = Restore::begin($id);
        $tables = [];
        foreach ($restore->state['tables'] as $name => $table) {
            $tables[] = ['table' => (string) $name, 'pieces' => $table['pieces']];
        }
        return Answer::json(['phase' => $restore->state['phase'], 'files' => count($restore->plans()), 'tables' => $tables]);
    }
}
