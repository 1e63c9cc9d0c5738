<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Where requests are counted, by minutes since 1970. */
interface Tally
{
    /** One more; the first makes what is missing, and only while a hub is there to ask for it. */
    public function add(int $minute): void;

    /** Minutes from that one on and before `now`, without those in which nothing came. @return int[][] minute and requests */
    public function since(int $minute, int $now): array;

    public function forget(): void;
}
