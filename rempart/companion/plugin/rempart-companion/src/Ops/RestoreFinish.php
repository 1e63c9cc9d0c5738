<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Clock;
use Rempart\Companion\Database;
use Rempart\Companion\EventLog;
use Rempart\Companion\Fault;
use Rempart\Companion\Mover;
use Rempart\Companion\Op;
use Rempart\Companion\Paths;
use Rempart\Companion\Plugin;
use Rempart\Companion\Restore;
use Rempart\Companion\Window;

defined('ABSPATH') || exit;

/**
 * Put in place what was taken in: files first, then all tables at once. Asked again until the phase is `placed`; what
 * was there before waits until `commit`, and until then `restore_abandon` brings it back.
 */
final class RestoreFinish implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $id = $args->text('id', 32, '/^[0-9a-f]{32}$/D');
        $is_commit = $args->flag('commit');
        $files = $args->number('files', -1, 0, PHP_INT_MAX);
        $args->end();
        $clock = new Clock();
        $restore = Restore::named($id, $is_commit ? ['placed', 'committing'] : ['taking', 'moving', 'placed']);
        if ($is_commit) {
            return $this->commit($restore, $clock);
        }
        if ($restore->state['phase'] === 'taking') {
            Window::demandFor($restore); // once it moves, it may be ended at any time
            if ($files >= 0 && $files !== count($restore->plans())) {
                throw new Fault('gap', 409, (string) count($restore->plans()));
            }
            $restore->state['phase'] = 'moving';
            $restore->keep();
        }
        if ($restore->state['phase'] === 'moving') {
            Mover::pause($restore->folder());
            $restore->state['moved'] = (new Mover($restore->folder(), Paths::roots()))->forward($clock, $restore->state['moved']);
            $restore->keep();
            if ($restore->state['moved'] >= count($restore->plans())) {
                $this->place($restore);
            }
        }
        return Answer::json(['phase' => $restore->state['phase'], 'moved' => $restore->state['moved']]);
    }

    private function place(Restore $restore): void
    {
        $database = Database::open();
        $moves = [];
        foreach ($restore->state['tables'] as $name => $table) {
            list($name, $is_gone) = [(string) $name, !empty($table['gone'])];
            list($shadow, $before) = [$restore->shadow('n', $table['number']), $restore->shadow('b', $table['number'])];
            if ($is_gone ? $database->has($name) && !$database->has($before) : $database->has($shadow)) { // else only the answer was lost
                $is_replaced = $database->has($name);
                $restore->state['tables'][$name]['moves'] = true;
                $restore->state['tables'][$name]['back'] = $is_replaced ? $database->belongings($name) : [];
                $moves[] = ['table' => $name, 'shadow' => $is_gone ? null : $shadow, 'before' => $is_replaced ? $before : null, 'later' => $table['later']];
            }
        }
        $restore->keep(); // how the tables before are made whole again, before they go aside
        foreach ($moves as $move) {
            if ($move['shadow'] !== null) {
                $database->carryOwnRows($move['table'], $move['shadow']);
            }
        }
        $database->swap($moves);
        wp_cache_flush();
        $restore->state['phase'] = 'placed';
        $restore->keep();
        Plugin::stayOn();
        $restore->reopen();
        EventLog::add('companion.restored', 0, '', ['files' => $restore->state['moved'], 'tables' => count($restore->state['tables'])]);
    }

    private function commit(Restore $restore, Clock $clock): Answer
    {
        $restore->state['phase'] = 'committing'; // from here on there is no way back
        $restore->open();
        $later = array_merge([], ...array_values(array_column($restore->state['tables'], 'later')));
        $is_done = $restore->clear($clock);
        Database::open()->finish($later);
        return Answer::json(['phase' => $is_done ? 'done' : 'committing', 'moved' => $restore->state['moved']]);
    }
}
