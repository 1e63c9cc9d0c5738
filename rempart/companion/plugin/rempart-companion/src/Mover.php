<?php

namespace Rempart\Companion;

defined('ABSPATH') || exit;

/**
 * Moves what a restore brought to its place, and what was there aside; and back. It needs nothing of WordPress but its
 * folders, so that a move that died half way can be ended where WordPress itself no longer starts.
 */
final class Mover
{
    const ORDER = ['gone' => 0, 'folder' => 1, 'put' => 2]; // what stands in the way goes first

    /** @var string */
    private $folder;
    /** @var array<string, string> name => real folder */
    private $roots;
    /** @var int things that were moved, in this answer */
    public $count = 0;

    public function __construct(string $folder, array $roots)
    {
        $this->folder = $folder;
        $this->roots = $roots;
    }

    /** Visitors see a moment of maintenance, our own calls come through; one that finds a dead move ends it first. */
    public static function pause(string $folder): void
    {
        Maintenance::put($folder, time() + Maintenance::WORDPRESS_ENDS_S); // half moved is worse than closed
    }

    /** The way is written down while it is gone; it stays only where PHP died. @return int how many plans are done */
    public function forward(Clock $clock, int $from): int
    {
        $plans = self::plans($this->folder);
        $this->note('forward');
        for ($number = $from; $number < count($plans) && !$clock->isOver(); $number++) {
            $this->in($plans[$number]);
        }
        @unlink($this->folder . '/moving');
        return $number;
    }

    /** @return bool whether all was taken back in the time there was */
    public function back(Clock $clock): bool
    {
        $this->note('back');
        $is_done = true;
        foreach (array_reverse(self::plans($this->folder)) as $plan) { // those never moved are quick to look at, so none is skipped
            if ($clock->isOver()) {
                $is_done = false;
                break;
            }
            $this->out($plan);
        }
        @unlink($this->folder . '/moving');
        return $is_done;
    }

    private function note(string $way): void
    {
        @file_put_contents($this->folder . '/moving', (string) json_encode(['way' => $way, 'roots' => $this->roots]));
    }

    /** @return array[] each thing once: first what goes, then folders, then files */
    public static function plans(string $folder): array
    {
        $found = [];
        foreach (@file($folder . '/plan', FILE_IGNORE_NEW_LINES) ?: [] as $line) {
            $one = json_decode($line, true);
            if (is_array($one) && isset($one['k'], $one['r'], $one['p'], self::ORDER[$one['k']])) {
                $found["{$one['r']}\0{$one['p']}"] = $one;
            }
        }
        $sorted = [[], [], []];
        foreach ($found as $one) {
            $sorted[self::ORDER[$one['k']]][] = $one;
        }
        return array_merge(...$sorted);
    }

    /** Where a file waits, or the one it replaced: without its name, so that no server runs it. */
    public static function place(string $folder, string $kind, string $root, string $path): string
    {
        return "$folder/$kind/" . hash('sha256', "$root\0$path");
    }

    /** A path whose folders are real folders below the root, made where they are missing. @throws Fault */
    public static function target(string $base, string $path, bool $makes_folders): string
    {
        $full = $base;
        $parts = Paths::parts($path);
        $name = array_pop($parts);
        foreach ($parts as $part) {
            $full .= "/$part";
            if (is_link($full) || ($makes_folders && file_exists($full) && !is_dir($full))) {
                throw new Fault('path', 409, 'a link or a file stands where a folder should');
            }
            if ($makes_folders && !is_dir($full) && !@mkdir($full, 0755)) {
                throw new Fault('failed', 500, 'a folder cannot be made');
            }
        }
        return "$full/$name";
    }

    private function in(array $plan): void
    {
        list($root, $path) = [$plan['r'], (string) base64_decode($plan['p'])];
        $live = $this->live($plan, $plan['k'] !== 'gone');
        $before = self::place($this->folder, 'before', $root, $path);
        $new = self::place($this->folder, 'new', $root, $path);
        if ($plan['k'] === 'put' && !is_file($new)) {
            return; // moved before
        }
        if ($plan['k'] === 'folder' && is_dir($live)) {
            return;
        }
        if (is_dir($live) && !is_link($live)) {
            $this->count += @rmdir($live) ? 1 : 0; // only an empty one goes
        } elseif ((is_file($live) || is_link($live)) && !file_exists($before) && !is_link($before)) {
            $this->rename($live, $before);
        }
        if ($plan['k'] === 'put') {
            $this->rename($new, $live);
            @chmod($live, (int) ($plan['m'] ?? 0644) & 0777);
        } elseif ($plan['k'] === 'folder') {
            $this->count += @mkdir($live, 0755) ? 1 : 0;
        }
    }

    private function out(array $plan): void
    {
        list($root, $path) = [$plan['r'], (string) base64_decode($plan['p'])];
        $live = $this->live($plan, false);
        $before = self::place($this->folder, 'before', $root, $path);
        $new = self::place($this->folder, 'new', $root, $path);
        if ($plan['k'] === 'folder') {
            @rmdir($live); // one that was there before holds something, or is made again by nobody: harmless
        } elseif ($plan['k'] === 'put' && !is_file($new) && is_file($live)) {
            $this->rename($live, $new);
        } elseif (!empty($plan['d']) && !file_exists($live) && !is_link($live)) {
            $this->live($plan, true);
            @mkdir($live, 0755);
        }
        if (file_exists($before) || is_link($before)) {
            $this->rename($before, $this->live($plan, true));
        }
    }

    private function live(array $plan, bool $makes_folders): string
    {
        if (!isset($this->roots[$plan['r']])) {
            throw new Fault('path', 400, 'no such root');
        }
        return self::target($this->roots[$plan['r']], (string) base64_decode($plan['p']), $makes_folders);
    }

    private function rename(string $from, string $to): void
    {
        if (!@rename($from, $to)) {
            throw new Fault('failed', 500, 'a file cannot be moved');
        }
        $this->count++;
    }
}
