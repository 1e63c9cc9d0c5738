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
            Window::demand(); // begun in time, it may be ended later
            if ($files >= 0 && $files !== count($restore->plans())) {
                throw new Fault('gap', 409, (string) count($restore->plans()));
            }
            $restore->state['phase'] = 'moving';
            $restore->keep();
        }
        if ($restore->state['phase'] === 'moving') {
            Mover::pause();
            if ((new Mover($restore))->forward($clock)) {
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
            $shadow = $restore->shadow('n', $table['number']);
            if ($database->has($shadow)) { // else it was done, and only the answer was lost
                $database->carryOwnRows((string) $name, $shadow);
                $before = $database->has((string) $name) ? $restore->shadow('b', $table['number']) : null;
                $moves[] = ['table' => (string) $name, 'shadow' => $shadow, 'before' => $before];
            }
        }
        $database->swap($moves);
        wp_cache_flush();
        $restore->state['phase'] = 'placed';
        $restore->keep();
        Plugin::stayOn();
        Mover::resume();
        EventLog::add('companion.restored', 0, '', ['files' => $restore->state['moved'], 'tables' => count($restore->state['tables'])]);
    }

    private function commit(Restore $restore, Clock $clock): Answer
    {
        $restore->state['phase'] = 'committing'; // from here on there is no way back
        $restore->keep();
        $later = array_merge([], ...array_values(array_column($restore->state['tables'], 'later')));
        $is_done = $restore->clear($clock);
        Database::open()->finish($later);
        return Answer::json(['phase' => $is_done ? 'done' : 'committing', 'moved' => $restore->state['moved']]);
    }
}
