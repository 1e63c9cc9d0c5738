<?php

namespace Rempart\Companion\Enforce;

defined('ABSPATH') || exit;

/** Nobody edits the files of plug-ins and themes in the browser. */
final class EditorOff extends Rule
{
    /** @var bool the constant is ours, not of wp-config.php */
    private static $is_ours = false;

    public function hold(): void
    {
        if (!defined('DISALLOW_FILE_EDIT')) {
            define('DISALLOW_FILE_EDIT', true); // others read it, too
            self::$is_ours = true;
        }
    }

    public function told(): array
    {
        if (defined('DISALLOW_FILE_MODS') && DISALLOW_FILE_MODS) {
            return self::say(true, 'wp-config');
        }
        if (defined('DISALLOW_FILE_EDIT') && !self::$is_ours) { // decided there, either way: not ours to change
            return self::say((bool) DISALLOW_FILE_EDIT, 'wp-config');
        }
        $asked = Policy::of('editor_off') !== null;
        return self::say($asked, $asked ? 'companion' : 'nobody');
    }
}
