<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** A short no, the same for everybody. */
final class Refuse
{
    public static function send(int $status): void
    {
        if (!headers_sent()) {
            status_header($status);
            nocache_headers();
            header('Content-Type: text/plain; charset=utf-8');
        }
        echo $status === 404 ? 'Nothing here.' : 'Closed.';
        exit;
    }
}
