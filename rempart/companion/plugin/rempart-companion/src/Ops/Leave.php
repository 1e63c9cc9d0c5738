<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Enrolment;
use Rempart\Companion\Op;

defined('ABSPATH') || exit;

/** The hub lets go: its key is forgotten here. */
final class Leave implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $args->end();
        Enrolment::leave('hub', 0);
        return Answer::json(['left' => true]);
    }
}
