<?php

namespace Rempart\Companion\Enforce;

use Rempart\Companion\Fault;

defined('ABSPATH') || exit;

/**
 * One switch. Its hooks ask `Policy::of` each time, so that switching off holds at once; nothing of the site is
 * written, so that switching off gives back exactly what was there.
 */
abstract class Rule
{
    /** What was asked, in the form that is kept; null where nothing is asked. @param mixed $asked @return mixed @throws Fault */
    public function form($asked)
    {
        if (!is_bool($asked)) {
            throw new Fault('args', 400, 'true or false');
        }
        return $asked ?: null;
    }

    /** Hook up. Called once a request, while plug-ins load, where something is asked. */
    abstract public function hold(): void;

    /** Switched off: undo what hooks alone do not. */
    public function release(): void
    {
    }

    /** What really holds, whoever sees to it. @return array{holds: bool, by: string, left?: string[]} */
    abstract public function told(): array;

    /** @return array{holds: bool, by: string} by: companion, wp-config, site, nobody */
    protected static function say(bool $holds, string $by, array $left = []): array
    {
        return ['holds' => $holds, 'by' => $by] + ($left ? ['left' => $left] : []);
    }
}
