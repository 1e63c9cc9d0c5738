<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Clock;
use Rempart\Companion\Database;
use Rempart\Companion\EventLog;
use Rempart\Companion\Mover;
use Rempart\Companion\Op;
use Rempart\Companion\Paths;
use Rempart\Companion\Restore;

defined('ABSPATH') || exit;

/** Bring back what stood before, or throw away what was only taken in. Asked again until the phase is `gone`. */
final class RestoreAbandon implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $id = $args->text('id', 32, '/^[0-9a-f]{32}$/D');
        $args->end();
        $restore = Restore::named($id, ['taking', 'moving', 'placed', 'returning', 'clearing']);
        return Answer::json(['phase' => self::back($restore, new Clock()) ? 'gone' : 'returning']);
    }

    private static function back(Restore $restore, Clock $clock): bool
    {
        if (in_array($restore->state['phase'], ['moving', 'placed', 'returning'], true)) {
            if ($restore->state['phase'] !== 'returning') {
                $restore->state['phase'] = 'returning';
                $restore->keep();
            }
            Mover::pause($restore->folder());
            self::returnTables($restore);
            if (!(new Mover($restore->folder(), Paths::roots()))->back($clock)) {
                return false;
            }
            EventLog::add('companion.restore_returned', 0, '');
        }
        $restore->state['phase'] = 'clearing'; // from here on nothing live is touched: what waits may be gone already
        $restore->open();
        return $restore->clear($clock);
    }

    private static function returnTables(Restore $restore): void
    {
        $database = Database::open();
        $moves = [];
        foreach ($restore->state['tables'] as $name => $table) {
            $name = (string) $name;
            if (empty($table['moves'])) {
                continue; // it was never about to change places
            }
            list($new, $before) = [$restore->shadow('n', $table['number']), $restore->shadow('b', $table['number'])];
            $is_replaced = $database->has($before);
            if (!empty($table['gone'])) {
                if ($is_replaced && !$database->has($name)) {
                    $moves[] = ['table' => $name, 'shadow' => $before, 'before' => null, 'later' => $table['back'] ?? []];
                }
            } elseif (!$database->has($new) && $database->has($name)) { // it was put in place
                if ($is_replaced) {
                    $database->carryOwnRows($name, $before);
                }
                $moves[] = ['table' => $name, 'shadow' => $is_replaced ? $before : null, 'before' => $new, 'later' => $table['back'] ?? []];
            }
        }
        $database->swap($moves);
        wp_cache_flush();
    }

    /** At uninstall nothing of a restore stays: one half done is taken back, one in place stays in place. */
    public static function clear(): void
    {
        $running = Restore::current();
        if ($running === null) {
            return;
        }
        $is_half = in_array($running->state['phase'], ['moving', 'returning'], true);
        for ($tries = 0; $tries < 3; $tries++) {
            if ($is_half ? self::back($running, new Clock()) : $running->clear(new Clock())) {
                return;
            }
        }
    }
}
