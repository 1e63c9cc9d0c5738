<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** How long this answer may still take, counted from when PHP took the request. */
final class Clock
{
    /** @var float */
    private $began;

    public function __construct()
    {
        $this->began = (float) ($_SERVER['REQUEST_TIME_FLOAT'] ?? microtime(true));
    }

    public function isOver(float $limit_s = Limits::WORK_S): bool
    {
        return $this->passed() > min($limit_s, $this->limit());
    }

    public function passed(): float
    {
        return microtime(true) - $this->began;
    }

    private function limit(): float
    {
        $most = (int) ini_get('max_execution_time');
        return $most > 0 ? $most * 0.6 : Limits::WORK_S;
    }
}
