<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Hardening;
use Rempart\Companion\Op;

defined('ABSPATH') || exit;

/** What is hardened and what is not, as this PHP sees it. */
final class Settings implements Op
{
    public function run(Args $args, array $enrolment): Answer
    {
        $args->end();
        return Answer::json(['settings' => Hardening::read()]);
    }
}
