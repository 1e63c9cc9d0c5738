<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** One thing the hub may ask. */
interface Op
{
    /** @throws Fault */
    public function run(Args $args, array $enrolment): Answer;
}
