<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Limits;
use Rempart\Companion\Maintenance;
use Rempart\Companion\Op;
use Rempart\Companion\Restore;
use Rempart\Companion\Store;
use Rempart\Companion\Window;

defined('ABSPATH') || exit;

/**
 * Visitors wait for so many seconds, or come in again, while the hub looks at what it has put in place. With `guard`, the
 * hash of a word of the hub's, whoever says that word has the files before back, even where WordPress no longer starts.
 */
final class RestorePause implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $id = $args->text('id', 32, '/^[0-9a-f]{32}$/D');
        $seconds = $args->number('seconds', -1, 0, Limits::PAUSE_S); // without: as it is
        $guard = $args->textOrNull('guard', 64, '/^[0-9a-f]{64}$/D');
        $args->end();
        $restore = Restore::named($id, ['taking', 'moving', 'placed']);
        if ($seconds > 0 && $restore->state['phase'] === 'taking') {
            Window::demandFor($restore);
        }
        $restore->pause($seconds > 0 ? time() + $seconds : ($seconds === 0 ? 0 : (int) ($restore->state['until'] ?? 0)), $guard);
        return Answer::json([
            'phase' => $restore->state['phase'],
            'settle_s' => Maintenance::settles(),
            'calls' => Store::callsOfLastMinute(time()),
        ]);
    }
}
