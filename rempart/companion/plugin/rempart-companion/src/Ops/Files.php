<?php

namespace Rempart\Companion\Ops;

use Rempart\Companion\Answer;
use Rempart\Companion\Args;
use Rempart\Companion\Clock;
use Rempart\Companion\Limits;
use Rempart\Companion\Mover;
use Rempart\Companion\Op;
use Rempart\Companion\Paths;
use Rempart\Companion\Walk;

defined('ABSPATH') || exit;

/** A slice of the list of files, with hashes where they were asked for; goes on from any path. */
final class Files implements Op
{
    const CHUNK = 1048576;

    public function run(Args $args, array $enrolment): Answer
    {
        $root = $args->text('root', 16);
        $after = $args->textOrNull('after', Limits::PATH_BYTES * 2);
        $is_raw = $args->flag('after_is_raw');
        $limit = $args->number('limit', Limits::SLICE, 1, Limits::SLICE);
        $is_hashed = $args->flag('hash');
        $below = $args->textOrNull('below', Limits::PATH_BYTES);
        $args->end();
        $last = $is_raw ? base64_decode((string) $after, true) : $after;
        $base = Paths::root($root);
        $clock = new Clock();
        $entries = [];
        $bytes = 0;
        $has_more = false;
        foreach (self::found($base, $last === null || $last === false ? null : $last, $below) as $path => $full) {
            if (count($entries) >= $limit || $bytes > Limits::LISTING_BYTES || ($entries && $clock->isOver())) {
                $has_more = true;
                break;
            }
            $entry = self::entry((string) $path, $full, $is_hashed, $clock);
            if ($entry === null) { // its hash would not be done in time: the next slice begins with it
                if ($entries) {
                    $has_more = true;
                    break;
                }
                $entry = self::entry((string) $path, $full, false, $clock) + ['is_too_long' => true];
            }
            $entries[] = $entry;
            $bytes += strlen($path) * 2 + 160;
        }
        $next = $has_more ? array_intersect_key(end($entries), ['path' => 1, 'raw' => 1]) : null;
        return Answer::json(['root' => $root, 'entries' => $entries, 'next' => $next]);
    }

    /** All of it, or one file or folder with what is in it. */
    private static function found(string $base, ?string $last, ?string $below): \Generator
    {
        if ($below !== null && $last === null) {
            $full = Mover::target($base, $below, false); // no link above it
            if (file_exists($full) || is_link($full)) {
                yield $below => $full;
            }
        }
        if ($below !== null && $last !== null && !Paths::isBelow($last, $below)) {
            $last = $below;
        }
        foreach ((new Walk($base))->from($last === null && $below === null ? [] : Paths::parts($last ?? $below)) as $path => $full) {
            if ($below !== null && !Paths::isBelow((string) $path, $below)) {
                return;
            }
            yield $path => $full;
        }
    }

    private static function entry(string $path, string $full, bool $is_hashed, Clock $clock): ?array
    {
        $stat = @lstat($full);
        $kinds = [0100000 => 'file', 0040000 => 'folder', 0120000 => 'link'];
        $kind = $stat === false ? 'unreadable' : ($kinds[$stat['mode'] & 0170000] ?? 'other');
        $entry = Paths::told($path) + ['kind' => $kind];
        if ($kind === 'file' || $kind === 'folder') {
            $entry += ['mode' => $stat['mode'] & 0777, 'mtime' => $stat['mtime']];
        }
        if ($kind === 'file') {
            $entry['size'] = $stat['size'];
            if ($is_hashed) {
                $hash = self::hash($full, $stat['ino'], $clock);
                if ($hash === null) {
                    return null;
                }
                $entry += $hash === '' ? ['is_unreadable' => true] : ['sha256' => $hash];
            }
        }
        return $entry;
    }

    /** Null: not done in time. Empty: it cannot be read. */
    private static function hash(string $full, int $inode, Clock $clock): ?string
    {
        $file = @fopen($full, 'rb');
        if ($file === false || fstat($file)['ino'] !== $inode) { // unreadable, or a link by now
            return '';
        }
        $state = hash_init('sha256');
        while (!feof($file)) {
            $chunk = fread($file, self::CHUNK);
            if ($chunk === false) {
                return '';
            }
            hash_update($state, $chunk);
            if ($clock->isOver(Limits::WORK_S + 2)) {
                fclose($file);
                return null;
            }
        }
        fclose($file);
        return hash_final($state);
    }
}
