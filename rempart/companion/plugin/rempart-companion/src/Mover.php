<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/** Moves what a restore brought to its place, and what was there aside; and back. */
final class Mover
{
    /** @var Restore */
    private $restore;

    public function __construct(Restore $restore)
    {
        $this->restore = $restore;
    }

    /** Visitors see a moment of maintenance, our own calls come through. */
    public static function pause(): void
    {
        $text = '<?php $upgrading = isset($_SERVER[\'HTTP_X_REMPART_KEY\']) ? 0 : ' . time() . ";\n";
        @file_put_contents(ABSPATH . '.maintenance', $text);
    }

    public static function resume(): void
    {
        @unlink(ABSPATH . '.maintenance');
        if (function_exists('opcache_reset')) {
            @opcache_reset();
        }
        wp_cache_flush();
    }

    /** @return bool whether all was moved in the time there was */
    public function forward(Clock $clock): bool
    {
        $plans = $this->restore->plans();
        for ($number = $this->restore->state['moved']; $number < count($plans); $number++) {
            if ($clock->isOver()) {
                break;
            }
            $this->in($plans[$number]);
            $this->restore->state['moved'] = $number + 1;
        }
        $this->restore->keep();
        return $this->restore->state['moved'] >= count($plans);
    }

    /** @return bool whether all was taken back in the time there was */
    public function back(Clock $clock): bool
    {
        $plans = array_reverse($this->restore->plans());
        foreach ($plans as $plan) { // those never moved are quick to look at, so none is skipped
            if ($clock->isOver()) {
                return false;
            }
            $this->out($plan);
        }
        return true;
    }

    private function in(array $plan): void
    {
        list($root, $path) = [$plan['r'], (string) base64_decode($plan['p'])];
        $live = Restore::target($root, $path, $plan['k'] !== 'gone');
        $before = $this->restore->place('before', $root, $path);
        $new = $this->restore->place('new', $root, $path);
        if ($plan['k'] === 'folder') {
            if (!is_dir($live) && !is_link($live)) {
                @mkdir($live, 0755);
            }
            return;
        }
        if ($plan['k'] === 'put' && !is_file($new)) {
            return; // moved before
        }
        if (is_dir($live) && !is_link($live)) {
            @rmdir($live); // only an empty one goes
        } elseif ((is_file($live) || is_link($live)) && !file_exists($before) && !is_link($before)) {
            $this->rename($live, $before);
        }
        if ($plan['k'] === 'put') {
            $this->rename($new, $live);
            @chmod($live, (int) ($plan['m'] ?? 0644) & 0777);
        }
    }

    private function out(array $plan): void
    {
        list($root, $path) = [$plan['r'], (string) base64_decode($plan['p'])];
        $live = Restore::target($root, $path, false);
        $before = $this->restore->place('before', $root, $path);
        $new = $this->restore->place('new', $root, $path);
        if ($plan['k'] === 'folder') {
            @rmdir($live); // one that was there before holds something, or is made again by nobody: harmless
            return;
        }
        if ($plan['k'] === 'put' && !is_file($new) && is_file($live)) {
            $this->rename($live, $new);
        }
        if (file_exists($before) || is_link($before)) {
            Restore::target($root, $path, true);
            $this->rename($before, $live);
        }
    }

    private function rename(string $from, string $to): void
    {
        if (!@rename($from, $to)) {
            throw new Fault('failed', 500, 'a file cannot be moved');
        }
    }
}
