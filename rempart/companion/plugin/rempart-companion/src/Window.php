<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Until when this site lets itself be overwritten. Only an administrator opens it, in wp-admin. */
final class Window
{
    public static function until(): ?int
    {
        $until = Store::get(Store::WINDOW);
        return is_numeric($until) && (int) $until > time() ? (int) $until : null;
    }

    public static function open(int $user): void
    {
        Store::put(Store::WINDOW, time() + Limits::WINDOW_S);
        EventLog::add('companion.window_opened', $user, '', [], EventLog::person());
    }

    public static function close(int $user): void
    {
        Store::drop(Store::WINDOW);
        EventLog::add('companion.window_closed', $user, '', [], EventLog::person());
    }

    /** @throws Fault */
    public static function demand(): void
    {
        if (self::until() === null) {
            throw new Fault('closed', 409, 'no restore window is open');
        }
    }

    /** What was begun in time goes on for some hours, unless an administrator closes the window. @throws Fault */
    public static function demandFor(Restore $restore): void
    {
        $until = Store::get(Store::WINDOW);
        $began = (int) ($restore->state['at'] ?? 0);
        if (is_numeric($until) && $began <= (int) $until && time() < $began + Limits::RESTORE_S) {
            return;
        }
        self::demand();
    }
}
