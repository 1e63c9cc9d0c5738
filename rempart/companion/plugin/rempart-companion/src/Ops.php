<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** The closed list of what is answered. Nothing else is, whoever asks. */
final class Ops
{
    const ALL = [
        'hello' => Ops\Hello::class,
        'inventory' => Ops\Inventory::class,
        'users' => Ops\Users::class,
        'events' => Ops\Events::class,
        'settings' => Ops\Settings::class,
        'traffic' => Ops\Traffic::class,
        'files' => Ops\Files::class,
        'file' => Ops\File::class,
        'tables' => Ops\Tables::class,
        'rows' => Ops\Rows::class,
        'restore_begin' => Ops\RestoreBegin::class,
        'restore_put' => Ops\RestorePut::class,
        'restore_rows' => Ops\RestoreRows::class,
        'restore_check' => Ops\RestoreCheck::class,
        'restore_finish' => Ops\RestoreFinish::class,
        'restore_abandon' => Ops\RestoreAbandon::class,
        'restore_pause' => Ops\RestorePause::class,
        'policy' => Ops\Policy::class,
        'session' => Ops\Session::class,
        'leave' => Ops\Leave::class,
    ];

    /** @throws Refusal */
    public static function named(string $op): Op
    {
        $class = self::ALL[$op] ?? null;
        if ($class === null) {
            throw new Refusal();
        }
        return new $class();
    }
}
